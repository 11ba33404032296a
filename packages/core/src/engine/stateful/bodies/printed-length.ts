// How long a body will be, told before it is printed: engines throw at texts that are too long for them.

/**
 * About the characters of a value as JSON, without what has to be escaped; more than `most` as soon as it is more. With `tag`, the
 * characters of the name around it, those of the forms that repeat names: XML, and forms.
 */
export function printedLength(value: unknown, most: number, tag?: number): number {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 4
  let length = 2
  if (Array.isArray(value)) {
    const around = tag === undefined ? 1 : 2 * tag + 5
    for (let i = 0; i < value.length && length <= most; i++)
      length += around + printedLength(value[i], most - length, tag)
    return length
  }
  const members = value as Readonly<Record<string, unknown>>
  for (const name in members) {
    if (length > most) break
    const inside = tag === undefined ? undefined : name.length
    length += (tag === undefined ? 4 : 5 + name.length) + name.length
    length += printedLength(members[name], most - length, inside)
  }
  return length
}

/** Whether a value is no longer than that in any form. */
export function fitsAnyForm(value: unknown, most: number): boolean {
  if (printedLength(value, most, 4) > most) return false
  if (!Array.isArray(value)) return true
  // A table has a cell for each row and each name in any of them.
  const columns = new Set<string>()
  for (const row of value)
    if (typeof row === 'object' && row !== null) for (const name of Object.keys(row)) columns.add(name)
  return columns.size * value.length <= most
}
