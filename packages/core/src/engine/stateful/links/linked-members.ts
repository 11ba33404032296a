// Members that show what is linked to a thing at a path of its own: the `labels` of an issue are what stands at `/issues/{n}/labels`.
import type { Place } from '../../../release/resources/inferred.js'
import { scopeKey } from '../entity.js'
import { factAt, type Facts } from '../facts.js'
import type { Change, Surroundings } from '../bodies/shown-instead.js'
import { pageBelow } from '../rows-of.js'
import type { ResourceView, Understanding } from '../resource-view.js'

/** A member, and the resource that holds the links. */
export interface LinkedMember {
  readonly at: Place
  readonly through: string
}

const known = new WeakMap<ResourceView, readonly LinkedMember[]>()

/** Finds them, once for each view. */
export function linkedMembers({ model }: Understanding, view: ResourceView): readonly LinkedMember[] {
  let found = known.get(view)
  if (!found) {
    found = view.resource.references.flatMap(({ at, through }) =>
      through !== undefined && Object.hasOwn(model.resources, through)
        ? [{ at: at.slice(0, -1), through }]
        : []
    )
    known.set(view, found)
  }
  return found
}

/** So many linked things a member shows; a request that names more is refused. */
export const mostLinked = 1000

/** The linked things in the place of the member. */
export function linkedThings(
  { understanding, world }: Surroundings,
  { resource }: ResourceView,
  { at, through }: LinkedMember,
  mark: string,
  facts: Facts
): readonly Change[] {
  const things = pageBelow(world, understanding.view(through), scopeKey([[resource.name, mark]]), mostLinked)
  const said = factAt(facts, at)
  if (things.length === 0 || (said !== undefined && !Array.isArray(said))) return []
  return [{ at, value: things.map(([, one]) => one.facts) }]
}
