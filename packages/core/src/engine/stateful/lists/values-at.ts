// Values of an entity by place, and when two of them are the same to a filter: what indexes and filters must agree on.
import { standInNames } from '../../../internal/identity-names.js'
import { isObject } from '../../../internal/json.js'
import type { Place } from '../../../release/resources/inferred.js'

const mostValues = 1000

/** What stands at a place; `*` stands for every item of an array. At most 1,000 values; nothing where there is none. */
export function valuesAt(value: unknown, place: Place): readonly unknown[] {
  let found: unknown[] = [value]
  for (const token of place) {
    const next: unknown[] = []
    for (const at of found) {
      if (token === '*') {
        if (Array.isArray(at)) for (const item of at.slice(0, mostValues - next.length)) next.push(item)
      } else if (isObject(at) && Object.hasOwn(at, token)) next.push(at[token])
    }
    if (next.length === 0) return next
    found = next
  }
  return found
}

/**
 * The text under which a value is compared: texts, numbers and booleans by how they are written, so that `"1"` finds `1`; an object, such
 * as an expanded reference, by its id. `undefined` for what equals nothing: null, arrays, objects without a name.
 */
export function equalityKey(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value)
  if (!isObject(value)) return undefined
  for (const name of standInNames) {
    const inner = Object.hasOwn(value, name) ? value[name] : undefined
    if (typeof inner === 'string' || typeof inner === 'number' || typeof inner === 'bigint')
      return String(inner)
  }
  return undefined
}

/** The keys of everything at a place: what an index on the place holds a row under. */
export function keysAt(value: unknown, place: Place): readonly string[] {
  const keys: string[] = []
  for (const one of valuesAt(value, place)) {
    const key = equalityKey(one)
    if (key !== undefined) keys.push(key)
  }
  return keys
}

/** Upper case ASCII letters in lower case: the same on every engine. */
export function foldCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
