// The one order of object members that everything compiled has: `id` first, because people look for it there, then by code
// units. Key order of a description therefore never shows, neither in a digest nor in a body.

/** Copies a JSON value with the members of every object in that order. Values that are not JSON (functions, undefined) are left out. */
export function inKeyOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(inKeyOrder)
  const source = value as Record<string, unknown>
  const ordered: Record<string, unknown> = {}
  for (const key of Object.keys(source).toSorted(compareKeys)) {
    const member = inKeyOrder(source[key])
    if (member === undefined) continue
    if (key === '__proto__') {
      Object.defineProperty(ordered, key, { value: member, writable: true, enumerable: true, configurable: true })
    } else ordered[key] = member
  }
  return ordered
}

/** `id` first, then by UTF-16 code units. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0
  if (a === 'id') return -1
  if (b === 'id') return 1
  return a < b ? -1 : 1
}
