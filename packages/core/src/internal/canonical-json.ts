// Canonical JSON (RFC 8785): members sorted by UTF-16 code units, no white space, numbers as ECMAScript prints them. Bigints, which the RFC
// has no form for, print their digits.
// Whatever is hashed or compared is printed by this first.
import { sortKeys } from './sort-keys.js'

/** Prints a JSON value canonically. `undefined` members are left out, as JSON.stringify does. Throws a RangeError on NaN and infinities. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new RangeError(`${value} has no JSON form`)
    if (typeof value === 'bigint') return String(value)
    return JSON.stringify(value) ?? 'null'
  }
  if (Array.isArray(value)) {
    let text = '['
    for (let i = 0; i < value.length; i++) text += (i === 0 ? '' : ',') + canonicalJson(value[i])
    return text + ']'
  }
  const object = value as Record<string, unknown>
  let text = '{'
  for (const key of sortKeys(Object.keys(object))) {
    if (object[key] === undefined) continue
    text += (text === '{' ? '' : ',') + JSON.stringify(key) + ':' + canonicalJson(object[key])
  }
  return text + '}'
}
