// Arrays: prefix items, items, what `contains` asks for; one to three items, fewer when nested.
import { canonicalJson } from '../../internal/canonical-json.js'
import { deriveKey } from '../../internal/random.js'
import type { Schema } from '../schema.js'
import type { Context, Produce } from './context.js'
import { insist, keyOfAttempt } from './insist.js'
import { itemSchema, prefixLength } from './members.js'
import type { Producers } from './producers.js'
import { singular } from './realistic/field-name.js'
import type { Shape } from './shape.js'

const COUNT_SALT = 0x636f756e
const MAX_ITEMS = 10_000
const UNIQUE_TRIES = 4
const VARIETIES = 200
/** An array nests half as deep as an object: a list in an envelope is still near the top. */
const DEPTH_STEP = 0.5

/** A list at the top or in an envelope is what the answer is about: its items may need more nesting than what is merely beside. */
const LIST_DEPTH = 1
const LIST_ALLOWANCE = 3

/** Compiles the producer of an array in a field of this name. */
export function compileArray(shape: Shape, name: string, producers: Producers): Produce {
  const itemName = singular(name)
  const prefix = prefixLength(shape)
  const wanted = wantedItems(shape)
  const items: (Item | undefined)[] = []
  const itemAt = (index: number): Item => {
    const contained = index >= prefix ? wanted[index - prefix] : undefined
    const place = index < prefix + wanted.length ? index : prefix + wanted.length
    return (items[place] ??= itemOf(
      producers.reader.conjunctions.of([itemSchema(shape, index, producers.reader), contained ?? true]),
      itemName,
      producers
    ))
  }
  const produce: Produce = (context, key, depth) => {
    const array: unknown[] = []
    if (!context.enter()) {
      context.leave()
      return array
    }
    const seen = shape.uniqueItems ? new Set<string>() : undefined
    const least = Math.max(shape.minItems, wanted.length > 0 ? prefix + wanted.length : 0)
    const count =
      least > MAX_ITEMS ? refuseCount(context) : countItems(shape, least, prefix, itemAt, context, key, depth)
    for (let i = 0; i < count && !context.exhausted; i++) {
      const value = seen
        ? uniqueItem(itemAt(i).produce, seen, context, deriveKey(key, i), depth)
        : itemAt(i).produce(context, deriveKey(key, i), depth + DEPTH_STEP)
      if (value === undefined) break
      array.push(value)
    }
    context.leave()
    return array
  }
  return wanted.length > 0 ? insist((value) => producers.isValid(shape.schema, value), produce) : produce
}

interface Item {
  readonly height: number
  readonly isObject: boolean
  readonly produce: Produce
}

function itemOf(schema: Schema, name: string, producers: Producers): Item {
  const shape = producers.reader.read(schema)
  return {
    height: producers.heights.of(schema),
    isObject: shape.types?.includes('object') ?? true,
    produce: producers.of(schema, name)
  }
}

/** The schemas that `contains` puts in front, each as often as it must occur. */
function wantedItems(shape: Shape): Schema[] {
  const wanted: Schema[] = []
  for (const { schema, min } of shape.contains)
    for (let i = 0; i < Math.min(min, 100); i++) wanted.push(schema)
  return wanted
}

function refuseCount(context: Context): number {
  context.exhausted = true
  return 0
}

function countItems(
  shape: Shape,
  least: number,
  prefix: number,
  itemAt: (index: number) => Item,
  context: Context,
  key: number,
  depth: number
): number {
  if (context.leanness >= 2 || least >= 3 || shape.maxItems <= least) return least
  const next = Math.max(least, prefix)
  const item = itemAt(next < shape.maxItems ? next : least)
  const budget = depth <= LIST_DEPTH ? context.depth + LIST_ALLOWANCE : context.depth
  if (item.height === Infinity || depth + item.height + (item.isObject ? 1 : 0) > budget) return least
  const most = Math.min(prefix + (depth < 1 ? 3 : depth < 2 ? 2 : 1), shape.maxItems)
  const fewest = Math.max(least, Math.min(prefix === 0 ? 1 : prefix, most))
  if (most <= fewest) return fewest
  return fewest + Math.floor((deriveKey(key, COUNT_SALT) / 0x100000000) * (most - fewest + 1))
}

/** An item that is not there yet, or `undefined` when none was found: other keys first, then the next values in turn. */
function uniqueItem(
  produce: Produce,
  seen: Set<string>,
  context: Context,
  key: number,
  depth: number
): unknown {
  const { variety } = context
  let found: unknown
  for (let attempt = 0; attempt < UNIQUE_TRIES + VARIETIES && !context.exhausted; attempt++) {
    context.variety = Math.max(attempt - UNIQUE_TRIES + 1, 0)
    const value = produce(context, keyOfAttempt(key, Math.min(attempt, UNIQUE_TRIES)), depth + DEPTH_STEP)
    const text = canonicalJson(value)
    if (seen.has(text)) continue
    seen.add(text)
    found = value
    break
  }
  context.variety = variety
  return found
}
