// From text to typed values: parameters and form bodies carry strings, schemas ask for numbers, booleans and lists.

import { isObject, setOwn } from '../internal/json.js'
import { readNumber } from '../internal/read-number.js'
import { propertyHint, resolveHint, type CoerceHint, type HintSource } from './hint.js'

// The number grammar of JSON (RFC 8259 section 6): no `0x10`, no `1_000`, no spaces, no `+1`, no `.5`, no `01`.
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * Turns the strings in a value into what the hint allows. A string stays a string wherever strings are allowed and
 * wherever it fits nothing else, so that validation reports it as it was sent. Otherwise: a finite JSON number for
 * `number` and `integer` (a bigint where `readNumber` makes one), `true`/`false` for `boolean`, the empty string and
 * `null` for `null`, and for `array` a one-item list. Arrays and objects are copied with their members coerced; the
 * input is not changed.
 */
export function coerce(value: unknown, source: HintSource | undefined): unknown {
  const hint = resolveHint(source)
  if (hint === undefined) return value
  if (typeof value === 'string') return coerceText(value, hint)
  if (Array.isArray(value)) {
    const items = resolveHint(hint.items)
    return items === undefined ? value : value.map((item) => coerce(item, items))
  }
  if (!isObject(value) || (hint.properties === undefined && hint.additional === undefined)) return value
  const result = {}
  for (const [name, member] of Object.entries(value))
    setOwn(result, name, coerce(member, propertyHint(hint, name)))
  return result
}

function coerceText(text: string, hint: CoerceHint): unknown {
  const { types, strings } = hint
  if (types.length === 0 || (types.includes('string') && (strings?.has(text) ?? true))) return text
  if (types.includes('null') && (text === '' || text === 'null')) return null
  if (types.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true'
  if ((types.includes('number') || types.includes('integer')) && jsonNumber.test(text)) {
    const number = readNumber(text)
    if (typeof number === 'bigint') return number
    // Adding 0 turns -0 into 0, which prints the same.
    if (Number.isFinite(number)) return number + 0
  }
  // What is empty or lists nothing is written as a name without a value.
  if (text === '' && types.includes('object')) return {}
  if (!types.includes('array')) return text
  return text === '' ? [] : [coerce(text, hint.items)]
}
