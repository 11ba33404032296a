// Read: one thing by its id, or the one there is.
import type { Refusal } from '../errors/refusal.js'
import { answerWith } from './bodies/answer.js'
import type { Call, Outcome } from './call.js'
import { notFound } from './refusals.js'
import { nameOf } from './name-of.js'
import { keyOf } from './input.js'
import { lastOf } from './rows-of.js'
import { lookUp, singletonAt } from './standing.js'
import { entityTag, headersFor, isUnchanged } from './validators.js'

/** Shows it; nothing changes. */
export function read(call: Call): Outcome | Refusal {
  const { world, view, plan } = call
  const id = keyOf(call)
  const isSingleton = view.resource.kind.value === 'singleton'
  const found = isSingleton ? singletonAt(call) : call.binding.picks ? lastOf(call) : lookUp(call, id ?? '')
  if (!found) return notFound(nameOf(call), id ?? '')
  const [, entity] = found
  if (isUnchanged(call, entity)) {
    const response = { status: 304, headers: { etag: entityTag(call, entity) }, body: null }
    return { world, answer: { response, provenance: 'none', notes: [] } }
  }
  return {
    world,
    answer: answerWith(call, plan, { entities: [entity], key: entity.key, headers: headersFor(call, entity) })
  }
}
