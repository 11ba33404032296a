// The references of a thing that show what they name whole: the member takes a name or the thing, and no parameter asks for the one or the other.
import type { Place } from '../../../release/resources/inferred.js'
import type { ResourceView } from '../resource-view.js'

/** A place, of an array where it names many, and the kinds of things that it may name. */
export interface WholeReference {
  readonly at: Place
  readonly many: boolean
  readonly resources: readonly string[]
}

const known = new WeakMap<ResourceView, readonly WholeReference[]>()

/** Finds them, once for each view. */
export function wholeReferences(view: ResourceView): readonly WholeReference[] {
  const earlier = known.get(view)
  if (earlier) return earlier
  const places = new Map<string, WholeReference & { readonly resources: string[] }>()
  for (const { at, value, whole, through } of view.resource.references) {
    // What is linked is shown by its links.
    if (!whole || through !== undefined || at.slice(0, -1).includes('*')) continue
    const many = at.at(-1) === '*'
    const name = at.join('.')
    const place = places.get(name) ?? { at: many ? at.slice(0, -1) : at, many, resources: [] }
    place.resources.push(value)
    places.set(name, place)
  }
  const found = [...places.values()]
  known.set(view, found)
  return found
}
