// Reads the name of a field: `accountNumber`, `account-number` and `AccountNumber` are all `account_number`.

const READY = /^[a-z0-9]+(_[a-z0-9]+)*$/

/** The name in lower snake case, ASCII letters and digits only. */
export function fieldName(name: string): string {
  if (name.length <= 100 && READY.test(name)) return name
  return name
    .slice(0, 100)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/[A-Z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 32))
    .replace(/^_|_$/g, '')
}

/** What the table says about the name, about its last two words, or about its last word. */
export function byName<T>(table: ReadonlyMap<string, T>, name: string): T | undefined {
  const found = table.get(name)
  const last = name.lastIndexOf('_')
  if (found !== undefined || last < 0) return found
  const lastButOne = last === 0 ? -1 : name.lastIndexOf('_', last - 1)
  return table.get(name.slice(lastButOne + 1)) ?? table.get(name.slice(last + 1))
}

/** The name of one item of a list with this name. */
export function singular(name: string): string {
  if (name.endsWith('ies') && name.length > 4) return `${name.slice(0, -3)}y`
  if (/(ss|us|is)$/.test(name)) return name
  if (/(sses|xes|ches|shes)$/.test(name)) return name.slice(0, -2)
  return name.endsWith('s') && name.length > 2 ? name.slice(0, -1) : name
}

const IDENTIFIER =
  /(^|_)(id|ids|uid|uuid|guid|sid|sha|token|fingerprint|digest|etag|hash|checksum|secret|key)$/
const INSTANT = /(_at|_on|_date|_time|^date|^time|timestamp|^created|^updated|^modified|date_time)$/

/** Whether two objects with the same value in this field would be odd: ids, hashes, keys. */
export function isIdentifying(name: string): boolean {
  return IDENTIFIER.test(name)
}

/** Whether the field holds a point in time. */
export function isInstant(name: string): boolean {
  return INSTANT.test(name)
}
