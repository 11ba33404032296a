// Members that a description does not name: entries of maps, names that match a pattern, fillers for `minProperties`.
import { setOwn } from '../../internal/json.js'
import { deriveKey, hashText } from '../../internal/random.js'
import { isPattern } from '../pattern/pattern.js'
import { parsePattern } from '../pattern/parse-pattern.js'
import type { Schema } from '../schema.js'
import type { Context } from './context.js'
import { memberSchema } from './members.js'
import { patternText } from './pattern-text.js'
import type { Producers } from './producers.js'
import { fieldName } from './realistic/field-name.js'
import { MAP_KEYS } from './realistic/words.js'
import type { Shape } from './shape.js'

const NAMES_SALT = 0x6e616d65
const COUNT_SALT = 0x6d617073
const MAX_ENTRIES = 10_000
const TRIES = 12

/** Adds unnamed members to an object that has got its named ones. */
export type AddEntries = (
  object: Record<string, unknown>,
  isNamed: boolean,
  context: Context,
  key: number,
  depth: number
) => void

/** Compiles what adds unnamed members; `undefined` when a shape neither needs nor describes any. */
export function mapEntries(shape: Shape, producers: Producers): AddEntries | undefined {
  const described = [...shape.objectParts.map((part) => part.additional), ...shape.unevaluatedProperties]
  const patterns = shape.objectParts.flatMap((part) => part.patterns.map(([pattern]) => pattern))
  const isMap =
    patterns.length > 0 ||
    (described.some((schema) => typeof schema === 'object') && !described.includes(false))
  if (!isMap && shape.minProperties === 0) return undefined
  const producible = new Map<string, boolean>()
  const isPossible = (schema: Schema, name: string): boolean => {
    const known = producible.get(name)
    if (known !== undefined) return known
    const possible = schema !== false && producers.heights.of(schema) < Infinity
    if (producible.size < MAX_ENTRIES) producible.set(name, possible)
    return possible
  }
  return (object, isNamed, context, key, depth) => {
    let size = Object.keys(object).length
    const count = Math.min(wantedSize(shape, isMap && !isNamed, context, key, depth), shape.maxProperties)
    if (count > MAX_ENTRIES) context.exhausted = true
    for (let i = 0; size < count && i < count * 2 + TRIES && !context.exhausted; i++) {
      const name = nameAt(shape, patterns, producers, context, deriveKey(key, NAMES_SALT + i), i)
      if (name === undefined || Object.hasOwn(object, name)) continue
      if (!shape.propertyNames.every((schema) => producers.isValid(schema, name))) continue
      const schema = memberSchema(shape, name, producers.reader, producers.matches)
      if (!isPossible(schema, name)) continue
      const produce = producers.of(schema, typeof schema === 'boolean' ? fieldName(name) : '')
      setOwn(object, name, produce(context, deriveKey(key, hashText(name)), depth + 1))
      size++
    }
  }
}

function wantedSize(shape: Shape, isMap: boolean, context: Context, key: number, depth: number): number {
  const usual =
    isMap && depth + 1 < context.depth && context.leanness < 2 ? 1 + (deriveKey(key, COUNT_SALT) & 1) : 0
  return Math.max(shape.minProperties, usual)
}

function nameAt(
  shape: Shape,
  patterns: readonly string[],
  producers: Producers,
  context: Context,
  key: number,
  index: number
): string | undefined {
  if (patterns.length > 0 && index % 2 === 0)
    return nameOf(patterns[(index >> 1) % patterns.length] as string, producers, key, index === 0)
  if (shape.propertyNames.length > 0 && index % 2 === 0) {
    const name = producers.of(producers.reader.conjunctions.of([...shape.propertyNames, STRING]), 'slug')(
      context,
      key,
      0
    )
    return typeof name === 'string' ? name : undefined
  }
  const word = MAP_KEYS[(index + (key & 7)) % MAP_KEYS.length] as string
  return index < MAP_KEYS.length ? word : `${word}_${index}`
}

const STRING = { type: 'string' }

/** A name that matches; longer than it must be when it is not the first, for patterns that leave no other room. */
function nameOf(source: string, producers: Producers, key: number, isFirst: boolean): string | undefined {
  const pattern = parsePattern(source)
  if (!isPattern(pattern)) return undefined
  for (let i = 0; i < TRIES; i++) {
    const name = patternText(pattern, deriveKey(key, i), 4)
    if (name === undefined) return undefined
    const longer = name + (MAP_KEYS[(key + i) % MAP_KEYS.length] as string)
    if ((!isFirst || name === '') && producers.matches(source, longer)) return longer
    if (producers.matches(source, name)) return name
  }
  return undefined
}
