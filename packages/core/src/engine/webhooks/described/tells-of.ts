// Whether a webhook or callback of the description tells of a change, as the model has it.
import { equalJson } from '../../../internal/equal-json.js'
import { getOwn } from '../../../internal/json.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import type { ChangedMember, EventBinding } from '../../../release/resources/event-model.js'
import type { Resource, StateField } from '../../../release/resources/model.js'
import type { ThingChange } from '../../changes.js'
import { isStampOf } from '../../stateful/births/stamps.js'
import { factAt, withFacts, type Facts } from '../../stateful/facts.js'

/** Whether it does. `state`: where things of the resource say their state. A binding without `on` tells of nothing by itself. */
export function tellsOf(
  { resource, on, state: wanted, member }: EventBinding,
  change: ThingChange,
  state: StateField | undefined
): boolean {
  if (on === undefined || change.resource !== resource) return false
  if (wanted !== undefined) return state !== undefined && comesInto(wanted, on, change, state)
  if (member) return change.kind === 'updated' && hasChanged(change.before!.facts, change.after.facts, member)
  return change.kind === on
}

/** It comes into the state: moved there, or made in it, unless that is where all begin and the event is about a move. */
function comesInto(
  wanted: string,
  on: NonNullable<EventBinding['on']>,
  { kind, before, after }: ThingChange,
  { at, initial }: StateField
): boolean {
  if (factAt(after.facts, at) !== wanted) return false
  if (kind === 'created') return on === 'created' || (on === 'updated' && wanted !== initial.value)
  if (on === 'deleted') return kind === 'deleted'
  return on === 'updated' && before !== undefined && factAt(before.facts, at) !== wanted
}

function hasChanged(before: Facts, after: Facts, { at, to }: ChangedMember): boolean {
  const [was, is] = [factAt(before, at), factAt(after, at)]
  if (equalJson(was, is)) return false
  if (to === undefined) return true
  const [less, more] = [sizeOf(was), sizeOf(is)]
  // One value in place of another is set, not emptied.
  return to ? more > less || (more === less && more > 0) : more < less
}

/** 0 for what is not there, is false or is empty; the length of a list. */
function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  return value === undefined || value === null || value === false || value === '' ? 0 : 1
}

/**
 * Whether more has happened than these, of a state or member each, tell: something beside that, the stamps and counters, and what is named
 * after the state (`state_reason`).
 */
export function hasUntold(
  told: readonly EventBinding[],
  { kind, before, after }: ThingChange,
  { state, version, timestamps, derived, counts }: Resource
): boolean {
  if (kind !== 'updated' || !before) return true
  const ofState = told.some((one) => one.state !== undefined) ? state : undefined
  const places = [
    ...(ofState ? [ofState.at] : []),
    ...told.flatMap(({ member }) => (member ? [member.at] : [])),
    ...(version ? [version.value.at] : []),
    ...[...timestamps, ...(derived?.value ?? []), ...(counts ?? [])].map(({ at }) => at)
  ]
  const [was, is] = [before.facts, after.facts].map((facts) =>
    withFacts(
      facts,
      places.map((at) => [at, undefined])
    )
  ) as [Facts, Facts]
  const isOfState = (name: string): boolean => {
    if (!ofState) return false
    const plain = normaliseName(name)
    const states = [before, after].map(({ facts }) => factAt(facts, ofState.at))
    return plain.startsWith(normaliseName(ofState.at.at(-1)!)) || states.some((one) => isStampOf(one, plain))
  }
  const names = new Set([...Object.keys(was), ...Object.keys(is)])
  return [...names].some((name) => !equalJson(getOwn(was, name), getOwn(is, name)) && !isOfState(name))
}
