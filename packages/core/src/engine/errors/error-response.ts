// A refusal -> the response that says so: in the description's own error schema where it has one for the status, else as
// `application/problem+json` (RFC 9457).
import { isJson, isText } from '../../http/media-type.js'
import { concreteMediaType } from '../../http/negotiate.js'
import {
  echo,
  problemBody,
  problemStatus,
  problemType,
  type ProblemBody,
  type ProblemError
} from '../../http/problem.js'
import { deriveKey, hashText } from '../../internal/random.js'
import type { MediaType, Operation } from '../../release/release.js'
import type { Schema } from '../../schema/schema.js'
import { exampleBody } from '../bodies/example-body.js'
import { firstOfKind, isOfKind } from '../bodies/first-of-kind.js'
import { joinPointer, parsePointer } from '../../internal/json-pointer.js'
import { fillError, type ErrorFacts, type ErrorPlace } from './fill-error.js'
import { generateErrorBase } from './generate-error-base.js'
import type { Engine } from '../engine.js'
import { reasonPhrase } from './reason-phrase.js'
import type { Refusal } from './refusal.js'
import type { Answer, ErrorBase } from '../stages.js'
import { declaredAmong, isBodiless, responseFor } from '../responses/select-response.js'
import type { RequestFinding } from '../trace.js'
import { writeBody } from '../bodies/write-body.js'

/** Composes the answer. `operation` is undefined when the request did not get as far as one. */
export function errorResponse(engine: Engine, operation: Operation | undefined, refusal: Refusal): Answer {
  const statuses = refusal.statuses ?? [problemStatus(refusal.problem.slug)]
  const status =
    (operation && (declaredAmong(operation, statuses) ?? caughtAmong(operation, statuses))) ?? statuses[0]!
  const facts = factsOf(refusal, status)
  const own = operation && ownError(engine, operation, facts, problemBody(refusal.problem.slug))
  if (!own) return problemResponse(refusal, status)
  const { response } = own
  return { ...own, response: { ...response, headers: { ...response.headers, ...refusal.headers } } }
}

/** An error of a status that somebody asked for, in the description's own shape; `undefined` where it has none for that. */
export function statedError(
  engine: Engine,
  operation: Operation,
  status: number,
  message: string
): Answer | undefined {
  const title = reasonPhrase(status)
  const code = title.toLowerCase().replaceAll(/[^a-z]+/g, '_')
  const problemType = 'about:blank'
  const facts = { status, message, code, places: [], problemType }
  return ownError(engine, operation, facts, { type: problemType, title, status })
}

/** Where the operation declares its errors as `4XX` or `default` alone, 400 tells all that a client is prepared for (RFC 9110, 15.5). */
function caughtAmong({ responses }: Operation, statuses: readonly number[]): number | undefined {
  const catches = Object.hasOwn(responses, '4XX') || Object.hasOwn(responses, 'default')
  return catches && statuses.includes(400) && !Object.keys(responses).some((name) => /^4\d\d$/.test(name))
    ? 400
    : undefined
}

function problemResponse(refusal: Refusal, status: number): Answer {
  const { slug, detail } = refusal.problem
  const errors = refusal.findings.map(toProblemError)
  const body = { ...problemBody(slug, { detail, ...(errors.length > 0 ? { errors } : {}) }), status }
  return {
    response: {
      status,
      headers: { 'content-type': 'application/problem+json', ...refusal.headers },
      body: JSON.stringify(body)
    },
    provenance: 'problem',
    notes: []
  }
}

function toProblemError({ in: place, name, pointer, message }: RequestFinding): ProblemError {
  return place === 'body'
    ? { detail: message, pointer }
    : { detail: message, in: place, parameter: echo(name), ...(pointer === '' ? {} : { pointer }) }
}

/** `problem` is what is sent where the description does not say what an error looks like. */
function ownError(
  engine: Engine,
  operation: Operation,
  facts: ErrorFacts,
  problem: ProblemBody
): Answer | undefined {
  const { status, message } = facts
  const spec = responseFor(operation, status)
  if (!spec || isBodiless(status)) return undefined
  const described = firstOfKind(spec.content, isJson, isText)
  // The description may say that this error has no body, or one we cannot fill: an explanation still helps, and harms nobody.
  if (!described) return undefined
  const type = concreteMediaType(described.type, undefined)
  const { value, notes } = !isOfKind(described, isJson)
    ? { value: message, notes: [] }
    : described.schema === undefined
      ? { value: { ...problem, status, detail: message }, notes: [] }
      : errorValue(engine, operation, described, described.schema, facts)
  const { contentType, body } = writeBody(engine, type, value, described)
  return {
    response: { status, headers: { 'content-type': contentType }, body },
    provenance: 'problem',
    notes
  }
}

function errorValue(
  engine: Engine,
  operation: Operation,
  mediaType: MediaType,
  schema: Schema,
  facts: ErrorFacts
) {
  const name = `${operation.key} ${facts.status} ${mediaType.type}`
  let base = engine.errorBases.get(name)
  if (!base) engine.errorBases.set(name, (base = errorBase(engine, operation, mediaType, facts.status)), 1)
  const isProblem = mediaType.type.startsWith('application/problem+')
  const told = isProblem ? facts : { ...facts, problemType: undefined }
  return { value: fillError(engine, schema, base.value, told, base.full), notes: base.notes }
}

function errorBase(engine: Engine, operation: Operation, mediaType: MediaType, status: number): ErrorBase {
  const key = deriveKey(deriveKey(engine.seedKey, hashText(operation.key)), status)
  const example = exampleBody(engine, { mediaType, example: undefined }, key)
  return example ?? generateErrorBase(engine, mediaType, key, 'first')
}

function factsOf(refusal: Refusal, status: number): ErrorFacts {
  const { findings, problem } = refusal
  const places = findings.map(placeOf)
  const first = findings[0]
  const message = first ? `${describe(first)} ${first.message}` : problem.detail
  return {
    status,
    message,
    code: problem.slug.replaceAll('-', '_'),
    places,
    problemType: problemType(problem.slug)
  }
}

function placeOf({ in: place, name, pointer, property, message }: RequestFinding): ErrorPlace {
  const whole = property === undefined ? pointer : joinPointer(pointer, property)
  if (place !== 'body') return { field: name, pointer: whole === '' ? joinPointer('', name) : whole, message }
  return { field: parsePointer(whole).join('.'), pointer: whole, message }
}

function describe({ in: place, name, pointer }: RequestFinding): string {
  if (place !== 'body') return `The ${place} parameter ${echo(name)}${pointer}`
  return pointer === '' ? 'The body' : `The body at ${echo(pointer)}`
}
