// Plan -> answer in which state has no part: the mode makes the body, it is written in its media type, and the declared headers are added.
import { concreteMediaType } from '../../http/negotiate.js'
import { modeStrategies } from '../modes/registry.js'
import type { Engine } from '../engine.js'
import type { Answer, Plan } from '../stages.js'
import { reasonPhrase } from '../errors/reason-phrase.js'
import { responseHeaders } from '../responses/response-headers.js'
import { isBodiless } from '../responses/select-response.js'
import { writeBody } from '../bodies/write-body.js'

/** Answers as the description says. Answers of constant modes are made once. */
export function answerWithoutState(engine: Engine, plan: Plan): Answer {
  if (!modeStrategies[plan.mode].constant) return makeAnswer(engine, plan)
  const type = plan.mediaType && concreteMediaType(plan.mediaType.type, plan.request.headers['accept'])
  const { operation } = plan.request
  const key = `${operation.key}\n${plan.mode} ${plan.status} ${plan.mediaType?.type}\n${type}\n${plan.example ?? ''}`
  const known = engine.answers.get(key)
  if (known) return known
  const answer = makeAnswer(engine, plan)
  engine.answers.set(key, answer, key.length + (answer.response.body?.length ?? 0) + 500)
  return answer
}

function makeAnswer(engine: Engine, plan: Plan): Answer {
  const strategy = modeStrategies[plan.mode]
  const key = strategy.key(engine, plan)
  const { mediaType, status } = plan
  if (!plan.spec && status >= 400) return undeclaredError(status)
  if (!mediaType || isBodiless(status)) {
    return {
      response: { status, headers: responseHeaders(engine, plan, key), body: null },
      provenance: 'none',
      notes: []
    }
  }
  const made = strategy.body(engine, { ...plan, mediaType }, key)
  const headers = responseHeaders(engine, plan, key, made.value)
  const type = concreteMediaType(mediaType.type, plan.request.headers['accept'])
  const { contentType, body } = writeBody(engine, type, made.value, mediaType)
  return {
    response: { status, headers: { 'content-type': contentType, ...headers }, body },
    provenance: made.provenance,
    notes: made.notes
  }
}

/** An error that was asked for and the description does not have: said in the plainest way there is (RFC 9457, 4.2.1). */
export function undeclaredError(status: number, detail?: string): Answer {
  const plain = { type: 'about:blank', title: reasonPhrase(status), status }
  return {
    response: {
      status,
      headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify(detail === undefined ? plain : { ...plain, detail })
    },
    provenance: 'problem',
    notes: []
  }
}
