// Action: the thing moves to another state, members are set, or a copy is made.
import { setOwn } from '../../internal/json.js'
import { normaliseName } from '../../internal/normalise-name.js'
import { schemaOfMedia } from '../../release/schema-of-media.js'
import { isRefusal, type Refusal } from '../errors/refusal.js'
import { actionTransition, throughTransition } from '../simulation/transitions/bound-transitions.js'
import { declaredAmong } from '../responses/select-response.js'
import { answerWith } from './bodies/answer.js'
import type { Call, Outcome } from './call.js'
import { conflict, notFound } from './refusals.js'
import { afterChange } from './after-change.js'
import { createOne, created } from './create.js'
import type { Entity } from './entity.js'
import { factAt, withFact, type Facts } from './facts.js'
import { keyOf, sentThings } from './input.js'
import { nameOf } from './name-of.js'
import { shapeOf } from './bodies/shape.js'
import { lookUp } from './standing.js'
import { withMoments } from './births/stamps.js'
import { keep } from './things.js'
import { checkPreconditions, headersFor } from './validators.js'

/** Carries the action out and shows the thing, or whatever the operation answers with. */
export function perform(call: Call): Outcome | Refusal {
  const { binding, view } = call
  const id = keyOf(call) ?? ''
  const found = lookUp(call, id)
  if (!found || found[1].deleted !== undefined) return notFound(nameOf(call), id)
  const [seq, entity] = found
  const refused = checkPreconditions(call, entity)
  if (refused) return refused
  const spec = binding.action?.value ?? {}
  const [sent = {}] = sentThings(call)
  if (spec.copies) return copy(call, entity, sent)
  const transition = actionTransition(call, entity)
  if (transition && isRefusal(transition)) return transition
  const { from, to } = transition ? { from: undefined, to: transition.to } : spec
  const state = view.resource.state
  const current = state && factAt(entity.facts, state.at)
  if (state && from && !from.includes(String(current)))
    return conflict(`This ${nameOf(call)} is ${String(current)}; it must be ${from.join(' or ')}`)
  // An operation that declares a conflict has one to tell of: what it leads to is there already.
  const isThere = state && !transition && !from && current === to
  if (isThere && declaredAmong(call.plan.request.operation, [409]))
    return conflict(`This ${nameOf(call)} is ${String(current)} already`)
  const moves = state !== undefined && to !== undefined && current !== to
  // Where a pack says what is set, what is sent is only asked for: the amount of a capture is not that of the payment.
  let facts: Facts = transition?.set ? entity.facts : { ...entity.facts, ...ownMembers(call, sent) }
  if (state && to !== undefined) facts = withFact(facts, state.at, to)
  for (const [member, value] of Object.entries(spec.sets ?? {}))
    facts = withFact(facts, member.split('.'), value)
  // Said again, an action has happened when it happened first.
  const moments = (spec.stamps ?? []).filter((member) => moves || isBlank(factAt(facts, member.split('.'))))
  facts = withMoments(call, facts, moments, Math.max(call.now, entity.updated + 1000))
  const next = transition
    ? throughTransition(call, transition, found, facts)
    : same(facts, entity.facts)
      ? entity
      : afterChange(call, entity, facts, {})
  if (isRefusal(next)) return next
  const world = next === entity ? call.world : keep(call, seq, next)
  const answering = { ...call, world }
  const subject = showsThing(call)
    ? { entities: [next], key: next.key, headers: headersFor(answering, next) }
    : { entities: [], key: next.key, facts: { ...about(call, next), ...sent } }
  return { world, answer: answerWith(answering, call.plan, subject) }
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null
}

function copy(call: Call, entity: Entity, sent: Facts): Outcome | Refusal {
  const at = call.view.resource.id?.at?.value
  const facts = at ? withFact(entity.facts, at, undefined) : entity.facts
  const stamps = call.view.resource.timestamps.reduce(
    (bare, stamp) => withFact(bare, stamp.at, undefined),
    facts
  )
  const made = createOne(call, { ...stamps, ...ownMembers(call, sent) })
  return isRefusal(made) ? made : created({ ...call, world: made.world }, [made.entity])
}

/** Sent members that the thing has as well. */
function ownMembers({ engine, view }: Call, sent: Facts): Facts {
  if (view.schema === undefined) return {}
  const members = new Map(
    shapeOf(engine.release, view.schema).members.map(({ name, plain }) => [plain, name])
  )
  const own: Record<string, unknown> = {}
  const id = view.resource.id?.at?.value[0]
  for (const name of Object.keys(sent)) {
    const member = members.get(normaliseName(name))
    if (member !== undefined && member !== id) setOwn(own, member, sent[name])
  }
  return own
}

function same(a: Facts, b: Facts): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Object.is(a[name], b[name]))
}

/** Whether the response of the action is the thing itself: it has its id. */
function showsThing({ engine, plan, binding, view }: Call): boolean {
  const at = view.resource.id?.at?.value
  const schema = schemaOfMedia(plan.mediaType)
  const output = binding.output.value
  if (schema === undefined || output.kind !== 'entity') return output.kind === 'entity'
  let inside = schema
  for (const token of output.at) {
    const member = shapeOf(engine.release, inside).members.find(({ name }) => name === token)
    if (!member) return false
    inside = member.schema
  }
  const shape = shapeOf(engine.release, inside)
  const own = view.schema === undefined ? undefined : shapeOf(engine.release, view.schema)
  if (own === shape) return true
  const shared = shape.members.filter(({ name }) =>
    own?.members.some((member) => member.name === name)
  ).length
  return (
    at !== undefined && shape.members.some(({ name }) => name === at[0]) && shared * 2 >= shape.members.length
  )
}

/** What an answer about a thing may say of it: its id under the names that refer to it. */
function about({ view }: Call, entity: Entity): Facts {
  const noun = nameOf({ view }).replaceAll(' ', '_')
  return { [noun]: entity.id, [`${noun}_id`]: entity.id }
}
