// Equality of JSON values, as JSON Schema (2020-12, core, section 4.2.2) and the `test` of JSON Patch (RFC 6902, section 4.6) mean it.

/**
 * Whether two JSON values are equal: members in any order, numbers by value, bigints included. Recurses as deep as the
 * shallower of the two. With `rounded` a bigint equals the double
 * next to it: the numbers of a description are doubles, and one that big stands for every whole number that rounds to it.
 */
export function equalJson(a: unknown, b: unknown, rounded = false): boolean {
  if (a === b) return true
  if (typeof a === 'bigint' || typeof b === 'bigint') {
    return isNumber(a) && isNumber(b) && (rounded ? Number(a) === Number(b) : oneForm(a) === oneForm(b))
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
    for (let i = 0; i < a.length; i++) if (!equalJson(a[i], b[i], rounded)) return false
    return true
  }
  const names = Object.keys(a)
  if (names.length !== Object.keys(b).length) return false
  return names.every(
    (name) => Object.hasOwn(b, name) && equalJson(a[name as keyof object], b[name as keyof object], rounded)
  )
}

/** One form for one number: a bigint that a double can hold becomes one, as 1e21 is when it is written so. */
export function oneForm(value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  const double = Number(value)
  return Number.isFinite(double) && BigInt(double) === value ? double : value
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint'
}
