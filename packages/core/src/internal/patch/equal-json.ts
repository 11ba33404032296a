// Equality of JSON values as the `test` of JSON Patch means it (RFC 6902, section 4.6).

/**
 * Whether two JSON values are equal: members in any order, numbers by their mathematical value (1 and 1.0 are one number, and a whole
 * number may be a bigint). Recurses as deep as the shallower of the two.
 */
export function equalJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a === 'bigint') return Number.isInteger(b) && a === BigInt(b as number)
  if (typeof b === 'bigint') return equalJson(b, a)
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => equalJson(item, b[i]))
    )
  }
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every(
      (name) => Object.hasOwn(b, name) && equalJson(a[name as keyof object], b[name as keyof object])
    )
  )
}
