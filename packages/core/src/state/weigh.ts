// About how many bytes a record takes in memory: what the bounds on a world count. The same number everywhere, whatever engine it runs on.

/** A record's share of tries and indexes. */
export const weightOfRecord = 200

/** Bytes for a JSON value: 8 each, 16 more for a text or a list and 32 for an object, 1 for each character of texts and names. Linear to its size. */
export function weigh(value: unknown): number {
  if (typeof value === 'string') return 24 + value.length
  if (typeof value !== 'object' || value === null)
    return typeof value === 'bigint' ? 24 + value.toString(16).length / 2 : 8
  let weight = 24
  if (Array.isArray(value)) {
    for (const item of value) weight += weigh(item)
    return weight
  }
  weight += 16
  for (const name in value)
    if (Object.hasOwn(value, name)) weight += name.length + weigh((value as Record<string, unknown>)[name])
  return weight
}
