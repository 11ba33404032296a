// The response of a stateful operation: the right status of those declared, the thing in its envelope, the headers that tell of it.
import { isJson, parseMediaType } from '../../../http/media-type.js'
import { concreteMediaType, negotiate } from '../../../http/negotiate.js'
import type { MediaType } from '../../../release/release.js'
import { schemaOfMedia } from '../../../release/schema-of-media.js'
import type { Schema } from '../../../schema/schema.js'
import { readNumber } from '../../../internal/read-number.js'
import { deriveKey } from '../../../internal/random.js'
import { writeBody } from '../../bodies/write-body.js'
import { isRefusal, type Refusal } from '../../errors/refusal.js'
import { declaredAmong, isBodiless, responseFor } from '../../responses/select-response.js'
import { responseHeaders } from '../../responses/response-headers.js'
import type { Engine } from '../../engine.js'
import type { Answer, Plan } from '../../stages.js'
import type { Call } from '../call.js'
import { jsonWithin, type Composed } from './composed.js'
import { composeValid, entityBody, wrapAt } from './entity-body.js'
import { inWorld } from './in-world.js'
import { withId } from '../births/told-id.js'
import { expanded, expansionBudget, expansionOf, fieldsOf, picked } from './expand.js'
import type { Entity } from '../entity.js'
import type { Facts } from '../facts.js'
import { fitsAnyForm, printedLength } from './printed-length.js'
import { tooLong } from '../refusals.js'

/** The plan with another status, where the operation declares one of these by itself. */
export function withStatus(plan: Plan, wanted: readonly number[]): Plan {
  const { operation, headers } = plan.request
  const status = declaredAmong(operation, wanted)
  if (status === undefined || status === plan.status) return plan
  const spec = responseFor(operation, status)
  const offered = isBodiless(status) ? [] : (spec?.content ?? [])
  const type =
    negotiate(
      headers['accept'],
      offered.map((one) => one.type)
    ) ?? offered[0]?.type
  return { ...plan, status, spec, mediaType: offered.find((one) => one.type === type) }
}

/** The plan of an answer to a creation: 201 where it is declared, unless it would say nothing and the usual status shows the thing. */
export function asCreated(plan: Plan): Plan {
  const created = withStatus(plan, [201])
  return created.mediaType === undefined && plan.mediaType !== undefined && plan.status < 300 ? plan : created
}

/** What a body is about. */
export interface Subject {
  readonly entities: readonly Entity[]
  /** What else is known, for bodies that are not the thing itself. */
  readonly facts?: Facts
  /** Seeds what is made up around the thing. */
  readonly key: number
  /** Header name -> value, for headers that the description declares; `undefined` for one with nothing to tell, which is left out. */
  readonly headers?: { readonly [name: string]: string | undefined }
  /** What has been said of the way here. */
  readonly notes?: readonly string[]
}

/** Answers with the thing, or with what the operation shows in its stead. */
export function answerWith(call: Call, plan: Plan, subject: Subject): Answer | Refusal {
  const { mediaType, status } = plan
  if (!mediaType || isBodiless(status)) return bare(call, plan, subject)
  const { answerBytes } = call.engine.options.limits
  const facts = subject.entities.map((one) => one.facts)
  if (facts.length > 1 && printedLength(facts, answerBytes) > answerBytes) return tooLong(call.engine)
  const whole = bodyOf({ ...call, plan }, mediaType, subject)
  const body = chosen(call, schemaOfMedia(mediaType), whole)
  const answer = written(call, { ...plan, mediaType }, body, subject)
  return isRefusal(answer) ? answer : { ...answer, about: facts }
}

/** What `expand` and `fields` ask for, as far as the schema allows it. */
function chosen(call: Call, schema: Schema | undefined, body: Composed): Composed {
  const expansion = expansionOf(call)
  const fields = fieldsOf(call)
  if (schema === undefined || (expansion.length === 0 && fields.length === 0)) return body
  const at = call.binding.output.value.kind === 'entity' ? call.binding.output.value.at : []
  const places = expansion.map((place) => [...at, ...place])
  const few = picked(
    call,
    schema,
    expanded(call, schema, body, places, expansionBudget()),
    at.length === 0 ? fields : []
  )
  return call.engine.checker.isValid(schema, few.value, 'response') ? few : body
}

/** Puts a body on the wire. */
export function written(
  call: Call,
  plan: Plan & { readonly mediaType: MediaType },
  body: Composed,
  subject: Pick<Subject, 'key' | 'headers' | 'notes'>
): Answer | Refusal {
  const { engine } = call
  const type = concreteMediaType(plan.mediaType.type, plan.request.headers['accept'])
  const print = printed(engine, type, body, plan.mediaType)
  if (!print) return tooLong(engine)
  const { contentType, body: text } = print
  const headers = responseHeaders(engine, plan, subject.key, body.value, subject.headers)
  return {
    response: { status: plan.status, headers: { 'content-type': contentType, ...headers }, body: text },
    provenance: 'state',
    notes: [...(subject.notes ?? []), ...body.notes]
  }
}

/** Prints a body. As JSON it looks the same wherever it is shown. `undefined` where it is too long. */
function printed(engine: Engine, type: string, body: Composed, mediaType: MediaType) {
  const { answerBytes } = engine.options.limits
  const parsed = parseMediaType(type)
  if (!parsed || !isJson(parsed))
    return fitsAnyForm(body.value, answerBytes) ? writeBody(engine, type, body.value, mediaType) : undefined
  const text = jsonWithin(body, answerBytes)
  return text === undefined ? undefined : { contentType: type, body: text }
}

function bare({ engine }: Call, plan: Plan, { key, headers, notes }: Subject): Answer {
  return {
    response: {
      status: plan.status,
      headers: responseHeaders(engine, plan, key, undefined, headers),
      body: null
    },
    provenance: 'none',
    notes: notes ?? []
  }
}

function bodyOf(call: Call, media: MediaType, { entities: things, facts, key }: Subject): Composed {
  const { engine, binding, now, view } = call
  const entities = things.map((one) => inWorld(call, view, one))
  const [entity] = entities
  const schema = schemaOfMedia(media)
  if (schema === undefined) return { value: entity?.facts ?? facts ?? {}, notes: [] }
  const { kind, at } = binding.output.value
  if (kind === 'entity' && entities.length === 1 && entity) {
    const body = entityBody(call, schema, entity, at)
    // Of what is gone there is nothing left to name.
    return binding.does.value === 'delete' ? body : withId(call, schema, body, entity, at)
  }
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
