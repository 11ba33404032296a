// The member that says what stage an entity is in, the stages there are, and the one it begins in.
import { normaliseName } from '../../../internal/normalise-name.js'
import { keywordOf } from '../../../schema/keyword-of.js'
import { membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { inferred } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { StateField } from '../model.js'
import { noTexts, type TextAt } from './described-members.js'
import { memberPlaces, stringsOf, type PlacedMember } from './member-places.js'
import { beginningRank, isFailure, isSurelyFirst, readStates, saysNothing } from './state-words.js'

const whole = new Map<string, number>([
  ['status', 0.95],
  ['state', 0.95],
  ['lifecyclestatus', 0.93],
  ['lifecyclestate', 0.93],
  ['phase', 0.85],
  ['stage', 0.75],
  ['lifecycle', 0.75],
  ['currentstatus', 0.9],
  ['currentstate', 0.9],
  ['statuscode', 0.6],
  ['statusname', 0.6]
])
const inner = new Set('status state phase value name code current type'.split(' '))

/**
 * Finds the state field; `undefined` where no member both is called like one and lists its values, in its schema or in the author's words
 * (`textAt`). `writable` is the request that creates an entity: its default and its narrower list tell the beginning.
 */
export function inferState(
  source: SchemaSource,
  entity: Schema,
  writable?: Schema,
  textAt: TextAt = noTexts
): StateField | undefined {
  let best: { member: PlacedMember; states: Inferred<readonly string[]> } | undefined
  for (const member of memberPlaces(source, entity)) {
    const byName = nameConfidence(member)
    if (byName <= (best?.states.confidence ?? 0)) continue
    const states = statesOf(source, member, byName, textAt)
    if (states && states.confidence > (best?.states.confidence ?? 0)) best = { member, states }
  }
  if (!best) return undefined
  const { member, states } = best
  return { ...states, at: member.at, initial: initialOf(source, member, states.value, writable, textAt) }
}

function nameConfidence({ name, inside }: PlacedMember): number {
  if (inside === 'status' || inside === 'state' || inside === 'lifecycle')
    return inner.has(name) ? 0.9 - name.length / 100 : 0
  const known = whole.get(name)
  if (known !== undefined) return inside === '' ? known : known - 0.05
  // `order_status`; on an order it is the state, on a user it is not.
  return inside === '' && /.(?:status|state|phase)$/.test(name) ? 0.6 : 0
}

function statesOf(
  source: SchemaSource,
  { at, schema }: PlacedMember,
  byName: number,
  textAt: TextAt
): Inferred<readonly string[]> | undefined {
  const types = typesOf(source, schema)
  if (types.has('object') || types.has('array') || (types.size > 0 && !types.has('string'))) return undefined
  const shown = `\`${at.join('.')}\``
  const listed = stringsOf(source, schema)
  if (listed) {
    // Codes such as `NY` or `LV4` are no stages.
    const codes = listed.filter((value) => /^(?:[A-Z]{2}|[A-Z]{1,2}\d+)$/.test(value))
    if (listed.length < 2 || listed.length > 100 || codes.length * 2 > listed.length) return undefined
    return inferred(listed, byName, `${shown} by its name and its list of ${listed.length} values`)
  }
  const described = valuesIn(textAt(at))
  if (described.length < 2) return undefined
  return inferred(described, byName - 0.25, `${shown} by its name and the values its description lists`)
}

/** The values that a description quotes: "one of `open`, `closed`". */
function valuesIn(text: string): readonly string[] {
  const sentences = text.slice(0, 2000)
  const found = new Set<string>()
  for (const [, value] of sentences.matchAll(/[`'"]([A-Za-z][A-Za-z0-9_-]{1,30})[`'"]/g))
    if (!/^(?:null|true|false)$/.test(value!)) found.add(value!)
  if (found.size < 2 || found.size > 20) return []
  const says =
    /\b(?:one of|possible|can be|could be|may be|either|values?|valid|will be|status(?:es)?|states?|are)\b/i
  return says.test(sentences) ? [...found] : []
}

function initialOf(
  source: SchemaSource,
  { at, schema, name }: PlacedMember,
  states: readonly string[],
  writable: Schema | undefined,
  textAt: TextAt
): Inferred<string> {
  const shown = `\`${at.join('.')}\``
  const names = readStates(states)
  const byDefault = (value: unknown): string | undefined =>
    names.find((one) => one.state === value && !saysNothing(one))?.state
  const own = byDefault(keywordOf(source, schema, 'default'))
  if (own !== undefined) return inferred(own, 0.95, `it is the default of ${shown}`)
  const input = at.length === 1 ? memberNamed(source, writable, name) : undefined
  const asked = byDefault(keywordOf(source, input, 'default'))
  if (asked !== undefined) return inferred(asked, 0.95, `it is the default of ${shown} in the request`)
  const described = initialIn(textAt(at), states)
  if (described !== undefined)
    return inferred(described, 0.9, `the description of ${shown} says that it begins so`)
  const offered = new Set(stringsOf(source, input))
  const possible = names.filter(({ state }) => offered.has(state))
  const candidates = possible.length > 0 ? possible : names
  let best: { state: string; rank: number } | undefined
  for (const one of candidates) {
    const rank = beginningRank(one, names)
    if (rank !== undefined && (!best || rank < best.rank)) best = { state: one.state, rank }
  }
  if (best)
    return inferred(best.state, isSurelyFirst(best.rank) ? 0.75 : 0.6, `\`${best.state}\` says a beginning`)
  const first = candidates.find((one) => !isFailure(one)) ?? candidates[0]!
  return inferred(first.state, 0.35, `it is the first of the values of ${shown} that is no failure`)
}

function memberNamed(source: SchemaSource, schema: Schema | undefined, name: string): Schema | undefined {
  for (const [key, member] of membersOf(source, schema)) if (normaliseName(key) === name) return member.schema
  return undefined
}

/** "This will be `pending` when initially created", "defaults to `draft`". */
function initialIn(text: string, states: readonly string[]): string | undefined {
  for (const sentence of text.slice(0, 2000).split(/[.\n]/)) {
    const cue =
      /\b(?:initially|initial|defaults? to|default(?: value)? is|by default|starts? (?:in|as|with|out)|begins?|newly created|when (?:it is |first )?created|on creation)\b/i.exec(
        sentence
      )
    if (!cue) continue
    const quoted = [...sentence.matchAll(/[`'"]([A-Za-z][\w-]{1,30})[`'"]/g)].map(([, value]) => value!)
    const named = quoted.filter((value) => states.includes(value))
    if (new Set(named).size === 1) return named[0]
  }
  return undefined
}
