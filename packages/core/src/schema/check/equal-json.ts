// Equality of JSON values (JSON Schema 2020-12, core, section 4.2.2), one pair at a time or over a whole list.

/**
 * Whether two JSON values are equal: members in any order, numbers by value, bigints included. With `rounded` a bigint equals the double
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

/** The indexes of the first two equal items, found in time linear to the size of the list; `undefined` when all differ. */
export function findEqualItems(items: readonly unknown[]): [number, number] | undefined {
  const indexes = new Map<unknown, number>()
  for (let i = 0; i < items.length; i++) {
    const item = oneForm(items[i])
    // Texts of composites cannot be mistaken for strings: they go by a key that starts as no other does. Bigints too go by their text:
    // engines hash their last 64 bits alone, so that a sender could make all of them collide.
    const key =
      typeof item === 'string'
        ? `"${item}`
        : typeof item === 'bigint' || (typeof item === 'object' && item !== null)
          ? `{${print(item)}`
          : item
    const earlier = indexes.get(key)
    if (earlier !== undefined) return [earlier, i]
    indexes.set(key, i)
  }
  return undefined
}

/** Like canonical JSON, but for any number: what was parsed from `1e999` is infinite. */
function print(item: unknown): string {
  const value = oneForm(item)
  if (typeof value === 'string') return JSON.stringify(value)
  // Adding 0 turns -0 into 0.
  if (typeof value === 'number') return String(value + 0)
  // Doubles print the fewest digits that denote them, which may be those of another whole number.
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(print).join(',')}]`
  const names = Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1))
  return `{${names.map((name) => `${JSON.stringify(name)}:${print(value[name as keyof object])}`).join(',')}}`
}

/** One form for one number: a bigint that a double can hold becomes one, as 1e21 is when it is written so. */
function oneForm(value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  const double = Number(value)
  return Number.isFinite(double) && BigInt(double) === value ? double : value
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint'
}
