// The thing that a scalar names in the facts of another.
import type { World } from '../../../state/world.js'
import type { Entity } from '../entity.js'
import type { Understanding } from '../resource-view.js'
import { siblingsNamed, thingsWithId } from '../things.js'

/** The thing of one of some kinds that an id names: one below the same parents goes first. */
export function namedThing(
  { understanding, world }: { readonly understanding: Understanding; readonly world: World },
  resources: readonly string[],
  id: string | number | bigint,
  { parents }: Pick<Entity, 'parents'>
): Entity | undefined {
  let first: Entity | undefined
  for (const resource of resources) {
    const view = understanding.view(resource)
    for (const [, entity] of siblingsNamed(world, view, String(id), { parents })) {
      const others = Object.entries(entity.parents)
      if (others.every(([parent, at]) => parents[parent] === undefined || parents[parent] === at))
        return entity
    }
    const [any] = thingsWithId(world, view, String(id))
    first ??= any?.[1]
  }
  return first
}
