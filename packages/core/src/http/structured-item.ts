// One item of a structured field, with its parameters: `nsf; account=acc_1; amount=4002` (RFC 9651, 3.3 and 3.1.2).

/** What an item or parameter is. Tokens and strings are texts alike; a parameter without a value is true. */
export type ItemValue = string | number | boolean

/** An item. */
export interface StructuredItem {
  readonly value: ItemValue
  /** Of equal names the last counts. */
  readonly parameters: ReadonlyMap<string, ItemValue>
}

const decimal = /(-?\d{1,12}\.\d{1,3})(?![\d.])/y
const integer = /(-?\d{1,15})(?![\d.])/y
const string = /"((?:[ !#-[\]-~]|\\["\\])*)"/y
const token = /([A-Za-z*][!#$%&'*+\-.^_`|~0-9A-Za-z:/]*)/y
const boolean = /\?([01])/y
const display = /%"((?:[ !#$&-~]|%[0-9a-f]{2})*)"/y
// Names with capitals are none of RFC 9651; those who write scenarios have them all the same.
const parameter = /; *([A-Za-z*_][A-Za-z0-9_\-.*]*)(=?)/y

const values: readonly (readonly [form: RegExp, read: (text: string) => ItemValue | undefined])[] = [
  [decimal, Number],
  [integer, Number],
  [string, (text) => text.replaceAll(/\\(.)/g, '$1')],
  [token, (text) => text],
  [boolean, (text) => text === '1'],
  [display, decoded]
]

/** Reads an item; `undefined` for what is none, and for byte sequences and dates, which nothing here asks for. */
export function readItem(field: string): StructuredItem | undefined {
  const text = field.replace(/^ +/, '').replace(/ +$/, '')
  const first = readValue(text, 0)
  if (first === undefined) return undefined
  const parameters = new Map<string, ItemValue>()
  let at = first.end
  while (at < text.length) {
    parameter.lastIndex = at
    const found = parameter.exec(text)
    if (!found) return undefined
    at = parameter.lastIndex
    const given = found[2] === '=' ? readValue(text, at) : { value: true, end: at }
    if (given === undefined) return undefined
    parameters.set(found[1]!, given.value)
    at = given.end
  }
  return { value: first.value, parameters }
}

function readValue(
  text: string,
  at: number
): { readonly value: ItemValue; readonly end: number } | undefined {
  for (const [form, read] of values) {
    form.lastIndex = at
    const found = form.exec(text)
    if (!found) continue
    const value = read(found[1]!)
    return value === undefined ? undefined : { value, end: form.lastIndex }
  }
  return undefined
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
