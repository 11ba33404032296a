// What a comparison leaves out, as tests write it.
import { parsePointer } from '../internal/json-pointer.js'

/**
 * - `updated_at`: members of that name, wherever they stand.
 * - `/metadata/source`: a place in things of any resource, and all below it; `*` stands for any name or number.
 * - `payments/updated_at`: a place in things of that resource. `payments/`: the whole resource.
 */
export type Ignored = readonly string[]

/** Tells whether a place is left out. `path`: its unescaped tokens; empty for the thing itself. */
export type IsIgnored = (resource: string, path: readonly string[]) => boolean

/** Reads it. */
export function ignoredBy(ignored: Ignored = []): IsIgnored {
  const names = new Set<string>()
  const places: { readonly resource: string; readonly path: readonly string[] }[] = []
  for (const one of ignored) {
    const slash = one.indexOf('/')
    if (slash === -1) names.add(one)
    else
      places.push({
        resource: one.slice(0, slash),
        path: one.length === slash + 1 && slash > 0 ? [] : parsePointer(one.slice(slash))
      })
  }
  if (ignored.length === 0) return () => false
  return (resource, path) =>
    path.some((name) => names.has(name)) ||
    places.some(
      (place) =>
        (place.resource === '' || place.resource === resource) &&
        place.path.length <= path.length &&
        place.path.every((token, i) => token === '*' || token === path[i])
    )
}
