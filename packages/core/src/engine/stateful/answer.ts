// The response of a stateful operation: the right status of those declared, the thing in its envelope, the headers that tell of it.
import { concreteMediaType, negotiate } from '../../http/negotiate.js'
import type { MediaType } from '../../release/release.js'
import { readNumber } from '../../internal/read-number.js'
import { deriveKey } from '../../internal/random.js'
import { writeBody } from '../bodies/write-body.js'
import { declaredAmong, isBodiless, responseFor } from '../responses/select-response.js'
import { responseHeaders } from '../responses/response-headers.js'
import type { Answer, Plan } from '../stages.js'
import type { Call } from './call.js'
import type { Composed } from './entity-body.js'
import { composeValid, entityBody, wrapAt } from './entity-body.js'
import type { Entity, Facts } from './entity.js'

/** The plan with another status, where the operation declares one of these by itself. */
export function withStatus(plan: Plan, wanted: readonly number[]): Plan {
  const { operation, headers } = plan.request
  const status = declaredAmong(operation, wanted)
  if (status === undefined || status === plan.status) return plan
  const spec = responseFor(operation, status)
  const offered = isBodiless(status) ? [] : (spec?.content ?? [])
  const type = negotiate(headers['accept'], offered.map((one) => one.type)) ?? offered[0]?.type
  return { ...plan, status, spec, mediaType: offered.find((one) => one.type === type) }
}

/** What a body is about. */
export interface Subject {
  readonly entities: readonly Entity[]
  /** What else is known, for bodies that are not the thing itself. */
  readonly facts?: Facts
  /** Seeds what is made up around the thing. */
  readonly key: number
  /** Header name -> value, for headers that the description declares. */
  readonly headers?: { readonly [name: string]: string }
  /** What has been said of the way here. */
  readonly notes?: readonly string[]
}

/** Answers with the thing, or with what the operation shows in its stead. */
export function answerWith(call: Call, plan: Plan, subject: Subject): Answer {
  const { mediaType, status } = plan
  if (!mediaType || isBodiless(status)) return bare(call, plan, subject)
  const body = bodyOf({ ...call, plan }, mediaType, subject)
  return written(call, { ...plan, mediaType }, body, subject)
}

/** Puts a body on the wire. */
export function written(call: Call, plan: Plan & { readonly mediaType: MediaType }, body: Composed, subject: Pick<Subject, 'key' | 'headers' | 'notes'>): Answer {
  const { engine } = call
  const type = concreteMediaType(plan.mediaType.type, plan.request.headers['accept'])
  const { contentType, body: text } = writeBody(engine, type, body.value, plan.mediaType)
  const headers = responseHeaders(engine, plan, subject.key, body.value, subject.headers)
  return {
    response: { status: plan.status, headers: { 'content-type': contentType, ...headers }, body: text },
    provenance: 'state',
    notes: [...(subject.notes ?? []), ...body.notes]
  }
}

function bare({ engine }: Call, plan: Plan, { key, headers, notes }: Subject): Answer {
  return {
    response: { status: plan.status, headers: responseHeaders(engine, plan, key, undefined, headers), body: null },
    provenance: 'none',
    notes: notes ?? []
  }
}

function bodyOf(call: Call, { schema }: MediaType, { entities, facts, key }: Subject): Composed {
  const { engine, binding, now } = call
  const [entity] = entities
  if (schema === undefined) return { value: entity?.facts ?? facts ?? {}, notes: [] }
  const { kind, at } = binding.output.value
  if (kind === 'entity' && entities.length === 1 && entity) return entityBody(call, schema, entity, (inner) => wrapAt(at, inner))
  if (kind === 'items') {
    const items = entities.map((one) => one.facts)
    return composeValid(engine, schema, wrapAt(at, items), { key, now })
  }
  if (kind === 'other' && entity) {
    // A bare id, or a text or number about the thing.
    const id = engine.checker.isValid(schema, entity.id, 'response') ? entity.id : readNumber(entity.id)
    if (engine.checker.isValid(schema, id, 'response')) return { value: id, notes: [] }
  }
  return composeValid(engine, schema, wrapAt(kind === 'entity' ? at : [], { ...entity?.facts, ...facts }), {
    key: deriveKey(key, call.plan.status),
    now,
    wants: () => true
  })
}
