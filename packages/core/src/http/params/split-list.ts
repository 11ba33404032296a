// The delimited halves of the styles: `blue,black` and `R,100,G,200` and `R=100,G=200`. Split first, decoded after.

import { setOwn } from '../../internal/json.js'
import type { ParameterValue, ParsedParameter } from './parameter-spec.js'

/** Decodes one item; `undefined` when its percent-encoding is broken. */
export type Decode = (raw: string) => string | undefined

const brokenEscape: ParsedParameter = { problem: 'must be percent-encoded UTF-8' }

/** Reads one value. */
export function readPrimitive(raw: string, decode: Decode): ParsedParameter {
  const value = decode(raw)
  return value === undefined ? brokenEscape : { value }
}

/** Reads items. No text at all is the empty array: an array of one empty string cannot be told from it. */
export function readArray(raws: readonly string[], decode: Decode): ParsedParameter {
  if (raws.length === 0 || (raws.length === 1 && raws[0] === '')) return { value: [] }
  const items: string[] = []
  for (const raw of raws) {
    const item = decode(raw)
    if (item === undefined) return brokenEscape
    items.push(item)
  }
  return { value: items }
}

/** Reads names and values by turns (`explode: false`). */
export function readAlternating(raws: readonly string[], decode: Decode): ParsedParameter {
  const items = readArray(raws, decode)
  if (items.problem !== undefined || items.missing) return items
  const list = items.value as string[]
  if (list.length % 2 === 1) return { problem: 'must list names and values by turns' }
  return readEntries(list.length / 2, (index) => [list[2 * index] as string, list[2 * index + 1] as string])
}

/** Reads `name=value` items (`explode: true`). */
export function readAssignments(raws: readonly string[], decode: Decode): ParsedParameter {
  if (raws.length === 0 || (raws.length === 1 && raws[0] === '')) return { value: {} }
  const entries: [string, string][] = []
  for (const raw of raws) {
    const equals = raw.indexOf('=')
    if (equals === -1) return { problem: 'must list name=value pairs' }
    const name = decode(raw.slice(0, equals))
    const value = decode(raw.slice(equals + 1))
    if (name === undefined || value === undefined) return brokenEscape
    entries.push([name, value])
  }
  return readEntries(entries.length, (index) => entries[index] as [string, string])
}

function readEntries(count: number, entry: (index: number) => readonly [string, string]): ParsedParameter {
  const object: { [name: string]: ParameterValue } = {}
  for (let i = 0; i < count; i++) {
    const [name, value] = entry(i)
    if (Object.hasOwn(object, name)) return { problem: 'must name each property once' }
    setOwn(object, name, value)
  }
  return { value: object }
}
