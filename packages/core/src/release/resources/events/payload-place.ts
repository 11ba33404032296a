// Where in a payload the thing stands, and which member of it tells events apart.
import { normaliseName } from '../../../internal/normalise-name.js'
import { componentsIn, conjuncts, membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { singularOf, wordsOf } from '../words.js'
import type { Place } from '../inferred.js'

/** A part of a payload that may be a thing. */
export interface PayloadPart {
  readonly at: Place
  readonly schema: Schema
  readonly components: readonly string[]
  /** One of what it is called, normalised; empty for all of the body. */
  readonly noun: string
  /** It stands where envelopes have what they are about: `data`, `object`, or all of the body. */
  readonly isEnveloped: boolean
}

const envelopes = new Set(
  'data payload object resource body event detail details content attributes entity result record item subject model'.split(
    ' '
  )
)
const deepest = 3
const mostParts = 60

const known = new WeakMap<object, readonly PayloadPart[]>()

/** The objects of a payload: all of it, its members, and those of its envelopes. */
export function partsOfPayload(source: SchemaSource, schema: Schema): readonly PayloadPart[] {
  if (typeof schema !== 'object') return []
  const earlier = known.get(schema)
  if (earlier) return earlier
  const parts: PayloadPart[] = [
    { at: [], schema, components: componentsIn(schema), noun: '', isEnveloped: true }
  ]
  for (let i = 0; i < parts.length && parts.length < mostParts; i++) {
    const { at, schema: outer, isEnveloped } = parts[i]!
    if (!isEnveloped || at.length >= deepest) continue
    for (const [name, { schema: inner }] of membersOf(source, outer)) {
      if (parts.length >= mostParts) break
      const types = typesOf(source, inner)
      const components = componentsIn(inner)
      if (!types.has('object') && (types.size > 0 || components.length === 0)) continue
      // What it was before is not what it is.
      if (/^(previous|old|before|former|changes?)/i.test(name)) continue
      const noun = normaliseName(singularOf(name))
      const isInner = envelopes.has(normaliseName(name))
      parts.push({ at: [...at, name], schema: inner, components, noun, isEnveloped: isInner })
    }
  }
  known.set(schema, parts)
  return parts
}

/** The share of a schema's members that another has, too; 0 where there are too few to tell. */
export function likeness(source: SchemaSource, one: Schema, other: Schema | undefined): number {
  const names = plainNames(source, one)
  if (other === undefined || names.size < 3) return 0
  const others = plainNames(source, other)
  let known = likenesses.get(names)
  if (!known) likenesses.set(names, (known = new WeakMap()))
  let share = known.get(others)
  if (share === undefined) known.set(others, (share = shareOf(names, others)))
  return share
}

// The same things stand in many payloads.
const likenesses = new WeakMap<object, WeakMap<object, number>>()

function shareOf(names: ReadonlySet<string>, others: ReadonlySet<string>): number {
  let shared = 0
  for (const name of names) if (others.has(name)) shared++
  return (shared / names.size) * Math.min(1, (3 * shared) / Math.max(others.size, 1))
}

const plain = new WeakMap<object, ReadonlySet<string>>()

/** The members of a schema by their names, normalised. */
export function plainNames(source: SchemaSource, schema: Schema): ReadonlySet<string> {
  const members = membersOf(source, schema)
  const earlier = plain.get(members)
  if (earlier) return earlier
  const names = new Set([...members.keys()].map(normaliseName))
  plain.set(members, names)
  return names
}

/** The member that tells events apart. `value` is absent where any text may stand there. */
export interface TellingMember {
  readonly at: Place
  readonly values: readonly string[]
}

const telling = new Map(
  'eventtype type event eventname topic action kind name webhooktype notificationtype eventcode code trigger'
    .split(' ')
    .map((name, rank) => [name, rank])
)

/** Finds it beside (or above) the thing: a member such as `type`, `event` or `action`, with one value, a few, or any. */
export function tellingMember(
  source: SchemaSource,
  schema: Schema,
  thing: Place | undefined
): TellingMember | undefined {
  let best: (TellingMember & { readonly rank: number }) | undefined
  for (const { at, schema: outer, isEnveloped } of partsOfPayload(source, schema)) {
    // The `type` of a thing is what kind of thing it is.
    const isThing =
      thing !== undefined && at.length >= thing.length && thing.every((token, index) => at[index] === token)
    if (!isEnveloped || isThing || at.length > 1) continue
    for (const [name, { schema: inner }] of membersOf(source, outer)) {
      const rank = telling.get(normaliseName(name))
      const values = rank === undefined ? undefined : textsOf(source, inner)
      if (rank === undefined || values === undefined) continue
      // One value is surer than any; a name by itself is too little.
      if (values.length === 0 && rank > 4) continue
      const weight = rank + (values.length === 0 ? 20 : values.length === 1 ? 0 : 10) + at.length
      if (!best || weight < best.rank) best = { at: [...at, name], values, rank: weight }
    }
  }
  return best
}

/** The texts that may stand there; none: any; `undefined` for what is no text. */
function textsOf(source: SchemaSource, schema: Schema): readonly string[] | undefined {
  if (typeof schema !== 'object') return undefined
  for (const part of conjuncts(source, schema)) {
    const values = 'const' in part ? [part.const] : part.enum
    const texts = values?.filter((value) => typeof value === 'string')
    if (texts && texts.length > 0) return texts
  }
  const types = typesOf(source, schema)
  return types.has('string') && !types.has('object') ? [] : undefined
}

/** Of the values of a telling member the one that the name of the event comes down to. */
export function valueNamed(
  values: readonly string[],
  names: readonly (readonly string[])[]
): string | undefined {
  if (values.length === 1) return values[0]
  for (const words of names) {
    const joined = words.join('')
    const exact = values.find((value) => wordsOf(value).join('') === joined)
    if (exact !== undefined) return exact
  }
  for (const words of names) {
    const last = words.at(-1)
    const ending = values.find((value) => value.length > 2 && wordsOf(value).join('') === last)
    if (ending !== undefined) return ending
  }
  return undefined
}
