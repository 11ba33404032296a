// Equal items of a list (`uniqueItems`; JSON Schema 2020-12, core, section 4.2.2).
import { oneForm } from '../../internal/equal-json.js'

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
