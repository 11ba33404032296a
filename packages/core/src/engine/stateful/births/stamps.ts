// The timestamps of a thing: when it was made and changed, and when it came into its state: `closed_at` of what is closed.
import { normaliseName } from '../../../internal/normalise-name.js'
import { conjuncts } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import type { StateField, Timestamp } from '../../../release/resources/model.js'
import type { Call } from '../call.js'
import { factAt, withFact, type Facts } from '../facts.js'
import { printInstant } from './print-instant.js'
import { shapeOf, type ShapeMember } from '../bodies/shape.js'

/** Sets timestamps of some kinds, unless the client said them. */
export function withStamps(
  facts: Facts,
  timestamps: readonly Timestamp[],
  now: number,
  sent: Facts,
  kinds: readonly Timestamp['value'][]
): Facts {
  let stamped = facts
  for (const stamp of timestamps) {
    if (!kinds.includes(stamp.value) || factAt(sent, stamp.at) !== undefined) continue
    stamped = withFact(stamped, stamp.at, printInstant(now, stamp.format))
  }
  return stamped
}

/**
 * The facts after a change, with the timestamp named after the state that the thing has come into, and, where it goes back, without the
 * one named after the state it has left. What the client said stays. `now` in epoch milliseconds.
 */
export function withStateStamps(
  call: Pick<Call, 'engine' | 'view'>,
  before: Facts,
  after: Facts,
  sent: Facts,
  now: number
): Facts {
  const { engine, view } = call
  const { state } = view.resource
  if (!state || view.schema === undefined) return after
  const [left, come] = [factAt(before, state.at), factAt(after, state.at)]
  if (left === come) return after
  const isBack = goesBack(state, left, come)
  let next = after
  for (const { name, plain, schema } of shapeOf(engine.release, view.schema).members) {
    if (Object.hasOwn(sent, name)) continue
    const { nullable } = shapeOf(engine.release, schema)
    if (isBack && isStampOf(left, plain) && nullable) next = withFact(next, [name], null)
    const format = isStampOf(come, plain) ? formatOf(call, schema) : undefined
    if (format) next = withFact(next, [name], printInstant(now, format))
  }
  return next
}

/** What is open again is not closed; what was paid and is refunded has been paid. States are described in the order of a life. */
function goesBack({ value, initial }: StateField, left: unknown, come: unknown): boolean {
  return come === initial.value || value.indexOf(String(come)) < value.indexOf(String(left))
}

/** Whether a member, by its normalised name, says when a thing came into a state: `closedat` for `closed`. */
export function isStampOf(state: unknown, plain: ShapeMember['plain']): boolean {
  if (typeof state !== 'string') return false
  const stem = oneSpelling(normaliseName(state))
  const name = oneSpelling(plain)
  return name.startsWith(stem) && /^(at|on|date|time|timestamp)$/.test(name.slice(stem.length))
}

function oneSpelling(word: string): string {
  return word.replace('cancelled', 'canceled')
}

/** The facts with members set to `now`, as far as they are instants. */
export function withMoments(
  call: Pick<Call, 'engine' | 'view'>,
  facts: Facts,
  names: readonly string[],
  now: number
): Facts {
  const { engine, view } = call
  let next = facts
  for (const { name, schema } of view.schema === undefined
    ? []
    : shapeOf(engine.release, view.schema).members) {
    const format = names.includes(name) ? formatOf(call, schema) : undefined
    if (format) next = withFact(next, [name], printInstant(now, format))
  }
  return next
}

/** How the member writes an instant; numbers are written as the thing's other timestamps are. */
function formatOf(
  { engine, view }: Pick<Call, 'engine' | 'view'>,
  schema: Schema
): Timestamp['format'] | undefined {
  if (typeof schema !== 'object') return undefined
  const { types } = shapeOf(engine.release, schema)
  if (types.has('string')) {
    const formats = conjuncts(engine.release, schema).map(({ format }) => format)
    return formats.includes('date') ? 'date' : formats.includes('date-time') ? 'date-time' : undefined
  }
  if (!types.has('integer') && !types.has('number')) return undefined
  const numeric = view.resource.timestamps.find(
    ({ format }) => format === 'seconds' || format === 'milliseconds'
  )
  return numeric?.format ?? 'seconds'
}
