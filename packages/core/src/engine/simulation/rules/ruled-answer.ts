// What a fault or a response rule answers: its own body, an example of the description, an error in the description's own shape.
import { headerValue, lowerName } from '../../../http/headers.js'
import { concreteMediaType, negotiate } from '../../../http/negotiate.js'
import { setOwn } from '../../../internal/json.js'
import type { Json } from '../../../internal/json.js'
import type { OpenRule } from '../../../release/simulation/opened.js'
import { schemaOfMedia } from '../../../release/schema-of-media.js'
import { writeBody } from '../../bodies/write-body.js'
import type { Engine } from '../../engine.js'
import { statedError } from '../../errors/error-response.js'
import { reasonPhrase } from '../../errors/reason-phrase.js'
import { isRefusal, type Refusal } from '../../errors/refusal.js'
import { modeStrategies } from '../../modes/registry.js'
import { responseHeaders } from '../../responses/response-headers.js'
import { isBodiless, responseFor, successResponse } from '../../responses/select-response.js'
import type { Answer, Plan, Validated } from '../../stages.js'
import { answerWithoutState, undeclaredError } from '../../steps/answer-without-state.js'
import type { FoundRule } from './find-rule.js'

/** The answer; `undefined` where it leaves that to the usual one. `kind` becomes the provenance. */
export function ruledAnswer(
  engine: Engine,
  request: Validated,
  planned: Plan | Refusal,
  { name, open, names, limit }: FoundRule,
  kind: 'fault' | 'rule'
): Answer | undefined {
  const status = statusOf(request, open)
  if (status === undefined) return undefined
  const plan = planFor(engine, request, planned, status, open.example)
  const body = open.body?.(names)
  const notes = notesOn(plan, open, name)
  if (body && 'fault' in body) notes.push(`The body of '${name}' cannot be made: ${body.fault}.`)
  const made =
    body && 'value' in body ? answerWithBody(engine, plan, body.value) : answerWithout(engine, plan, open)
  const retry = limit && { 'retry-after': String(limit.seconds) }
  return {
    response: { ...made.response, headers: { ...made.response.headers, ...retry } },
    provenance: made.response.body === null ? 'none' : kind,
    notes: [...notes, ...made.notes]
  }
}

/** Header lines that were written for it, with lower-case names. */
export function writtenHeaders(headers: OpenRule['headers'] = {}): Record<string, string> {
  const lines = {}
  for (const name of Object.keys(headers)) setOwn(lines, lowerName(name), headerValue(headers[name]!))
  return lines
}

function statusOf(
  { operation }: Validated,
  { status, rateLimit, message, body, example }: OpenRule
): number | undefined {
  if (status !== undefined) return status
  if (rateLimit) return 429
  if (message !== undefined) return 500
  return body || example !== undefined ? successResponse(operation).status : undefined
}

function planFor(
  engine: Engine,
  request: Validated,
  planned: Plan | Refusal,
  status: number,
  example: string | undefined
): Plan {
  const mode = isRefusal(planned) ? engine.options.modeOf(request.operation) : planned.mode
  const spec = responseFor(request.operation, status)
  const content = isBodiless(status) ? [] : (spec?.content ?? [])
  const offered = content.map(({ type }) => type)
  const type = negotiate(request.headers['accept'], offered) ?? offered[0]
  const mediaType = content.find((one) => one.type === type)
  return { request, mode, status, spec, mediaType, example, asked: true }
}

function notesOn({ spec, status, mediaType, example }: Plan, { body }: OpenRule, name: string): string[] {
  const notes: string[] = []
  if (!spec) notes.push(`The description declares no response for ${status}.`)
  if (!body && example !== undefined && !Object.hasOwn(mediaType?.examples ?? {}, example))
    notes.push(
      `'${name}' asks for the example '${example.slice(0, 100)}', which this response does not have.`
    )
  return notes
}

function answerWithBody(engine: Engine, plan: Plan, value: Json): Answer {
  const { status, mediaType, request } = plan
  const key = modeStrategies[plan.mode].key(engine, plan)
  const declared = plan.spec ? responseHeaders(engine, plan, key, value) : {}
  if (isBodiless(status))
    return { response: { status, headers: declared, body: null }, provenance: 'none', notes: [] }
  const described = mediaType ?? { type: 'application/json' }
  const type = concreteMediaType(described.type, request.headers['accept'])
  const { contentType, body } = writeBody(engine, type, value, described)
  const schema = mediaType && schemaOfMedia(mediaType)
  const isValid = schema === undefined || engine.checker.isValid(schema, value, 'response')
  return {
    response: { status, headers: { 'content-type': contentType, ...declared }, body },
    provenance: 'rule',
    notes: isValid ? [] : ['The body breaks its schema; it was sent as it is because it was asked for.']
  }
}

function answerWithout(engine: Engine, plan: Plan, { message, example }: OpenRule): Answer {
  const { status, mediaType, request } = plan
  const isError = status >= 400
  const hasExample = Object.keys(mediaType?.examples ?? {}).length > 0
  if (!isError || example !== undefined) return answerWithoutState(engine, plan)
  if (message === undefined && hasExample) return answerWithoutState(engine, { ...plan, mode: 'static' })
  const said = message ?? reasonPhrase(status)
  return statedError(engine, request.operation, status, said) ?? undeclaredError(status, said)
}
