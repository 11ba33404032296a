// What a receiver within the sandbox answers: a script that is part of its record, then 200 for ever.
import { isObject } from '../../../internal/json.js'
import { isSafeHeaderValue, lowerName } from '../../../http/headers.js'
import { readDuration, addDuration } from '../../../time/duration.js'
import type { Span } from '../../../release/simulation/written-values.js'
import { invalidEndpoint } from '../endpoints/check-endpoint.js'
import type { KeptAnswer, KeptSink } from '../endpoints/endpoint.js'
import { excerptOf } from '../deliveries/outgoing.js'
import type { Outcome } from '../deliveries/record-attempt.js'

/** What a sink answers one attempt with: a status, no answer at all, or more than a status. */
export type SinkAnswer =
  | number
  | 'no-response'
  | {
      /** @default 200 */
      readonly status?: number
      readonly headers?: { readonly [name: string]: string }
      readonly body?: string
      /** How long it takes on the sandbox's clock; over 15 seconds it is no answer any more. */
      readonly delay?: Span
    }

/** After so many milliseconds an attempt is given up (Standard Webhooks 1.0.0: 15 to 30 seconds). */
const longestWait = 15_000

/** A list is what one attempt after the other is answered with, and then 200 for ever; one answer alone is that of all. */
export type SinkAnswers = SinkAnswer | readonly SinkAnswer[]

const mostAnswers = 1000

/** Reads a script. Throws `invalid-endpoint` and `invalid-time`. */
export function keptAnswers(answers: SinkAnswers): Pick<KeptSink, 'answers' | 'always'> {
  if (!Array.isArray(answers)) return { answers: [], always: keptAnswer(answers as SinkAnswer) }
  if (answers.length > mostAnswers)
    throw invalidEndpoint(`The answers of a sink are a list of at most ${mostAnswers}.`)
  return { answers: answers.map(keptAnswer), always: null }
}

function keptAnswer(answer: SinkAnswer): KeptAnswer {
  if (answer === 'no-response') return { status: null, headers: {}, body: '', delay: 0 }
  const given = typeof answer === 'number' ? { status: answer } : answer
  if (!isObject(given)) throw invalidEndpoint("A sink answers with a status, 'no-response' or an object.")
  const { status = 200, headers = {}, body = '', delay = 0 } = given as Exclude<SinkAnswer, number | string>
  if (!Number.isInteger(status) || status < 200 || status > 599)
    throw invalidEndpoint('The status that a sink answers with is a whole number from 200 to 599.')
  if (typeof body !== 'string') throw invalidEndpoint('The body that a sink answers with is a text.')
  const pairs = Object.entries(headers).map(([name, value]) => [lowerName(name), value] as const)
  if (
    !pairs.every(([, value]) => typeof value === 'string' && value.length <= 1000 && isSafeHeaderValue(value))
  )
    throw invalidEndpoint('The headers that a sink answers with are visible ASCII texts.')
  return {
    status,
    headers: Object.fromEntries(pairs),
    body: excerptOf(body),
    delay: addDuration(0, readDuration(delay))
  }
}

/** What the next attempt is answered with, and the sink after it. */
export function answerOfSink(sink: KeptSink): {
  readonly answer: Pick<Outcome, 'kind' | 'elapsed' | 'status' | 'retryAfter' | 'body'>
  readonly sink: KeptSink
} {
  const [first, ...rest] = sink.answers
  const next = first ?? sink.always
  const after = { ...sink, answers: rest, arrived: sink.arrived + 1 }
  if (!next) return { answer: { kind: 'response', status: 200, body: '', elapsed: 0 }, sink: after }
  const { status, headers, body, delay } = next
  if (status === null || delay > longestWait)
    return { answer: { kind: 'no-response', elapsed: Math.min(delay, longestWait) }, sink: after }
  const retryAfter = Object.hasOwn(headers, 'retry-after') ? headers['retry-after'] : undefined
  return {
    answer: {
      kind: 'response',
      status,
      body,
      elapsed: delay,
      ...(retryAfter !== undefined && { retryAfter })
    },
    sink: after
  }
}
