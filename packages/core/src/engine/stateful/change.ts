// Update and replace: members change, the id and what the server keeps stay. PATCH merges or carries out a JSON Patch, PUT replaces, POST merges.
import { normaliseName } from '../../internal/normalise-name.js'
import { isRefusal, type Refusal } from '../errors/refusal.js'
import { changeTransition, throughTransition } from '../simulation/transitions/bound-transitions.js'
import { afterChange } from './after-change.js'
import { answerWith, withStatus } from './bodies/answer.js'
import type { Call, Outcome } from './call.js'
import { changedFacts } from './changed-facts.js'
import { createOne, created } from './create.js'
import { keyOf, sentThings } from './input.js'
import { withLinksSent } from './links/link-sent.js'
import { nameOf } from './name-of.js'
import { checkReferences } from './references.js'
import { notFound } from './refusals.js'
import { lookUp, singletonAt } from './standing.js'
import { keep } from './things.js'
import { checkPreconditions, headersFor } from './validators.js'

/** Changes the thing and shows it. */
export function change(call: Call): Outcome | Refusal {
  const { view, binding } = call
  const id = keyOf(call)
  const isSingleton = view.resource.kind.value === 'singleton'
  const found = isSingleton ? singletonAt(call) : lookUp(call, id ?? '')
  const refused = checkPreconditions(call, found?.[1])
  if (refused) return refused
  if (!found || (found[0] === undefined && mayCreate(call))) {
    if (!mayCreate(call) && !isSingleton) return notFound(nameOf(call), id ?? '')
    return upsert(call, id)
  }
  const [seq, entity] = found
  if (entity.deleted !== undefined && !mayRevive(call))
    return mayCreate(call) ? upsert(call, id) : notFound(nameOf(call), id ?? '')
  const changed = changedFacts(call, entity)
  if (isRefusal(changed)) return changed
  const transition = changeTransition(call, entity, changed.facts)
  if (transition && isRefusal(transition)) return transition
  const next = transition
    ? (checkReferences(call, changed.sent) ??
      throughTransition(call, transition, found, changed.facts, changed.sent))
    : afterChange(call, entity, changed.facts, changed.sent)
  if (isRefusal(next)) return next
  const kept = keep(call, seq, next)
  const linked =
    seq === undefined
      ? { world: kept, entity: next }
      : withLinksSent({ ...call, world: kept }, seq, next, changed.sent)
  if (isRefusal(linked)) return linked
  const { world, entity: now } = linked
  const plan = binding.does.value === 'replace' ? withStatus(call.plan, [200, 204, 202]) : call.plan
  return {
    world,
    answer: answerWith({ ...call, world }, plan, {
      entities: [now],
      key: now.key,
      headers: headersFor({ ...call, world }, now)
    })
  }
}

/** PUT on a key of the client's own makes the thing where there is none yet. */
function mayCreate({ binding, plan, view, understanding }: Call): boolean {
  if (binding.does.value !== 'replace' || view.resource.kind.value === 'singleton') return false
  return (
    view.resource.links !== undefined ||
    Object.hasOwn(plan.request.operation.responses, '201') ||
    !understanding.isCreatedByPost(view.resource.name)
  )
}

/** What is left of a deleted thing can be changed where a change can bring it back: `archived: false`. */
function mayRevive({ view }: Call): boolean {
  const tombstone = view.resource.tombstone?.value
  return tombstone?.kind !== 'flag' || view.writable.has(normaliseName(tombstone.at[0] ?? ''))
}

function upsert(call: Call, id: string | undefined): Outcome | Refusal {
  const [sent = {}] = sentThings(call)
  const made = createOne(call, sent, id ?? '')
  return isRefusal(made) ? made : created({ ...call, world: made.world }, [made.entity])
}
