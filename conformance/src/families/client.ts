// A client with credentials: sends a request, has the answer judged, and remembers both for the report.
import type { Judge } from '../oracle/judge-response.js'
import type { PlainOperation } from './plain-operation.js'
import type { EncodedBody } from './encode-body.js'

/** What is sent. Path and query are encoded already. */
export interface ClientRequest {
  readonly operation: PlainOperation
  /** Path and query, or, for a link that the server gave, an absolute URL. */
  readonly target: string
  readonly headers?: { readonly [name: string]: string }
  readonly body?: EncodedBody | undefined
}

/** A request and what came of it. */
export interface Exchange {
  /** `POST /pets {"name":"zq-name-1"}`. */
  readonly request: string
  readonly operation: PlainOperation
  /** 0 when there was no answer at all. */
  readonly status: number
  readonly headers: { readonly [name: string]: string }
  readonly text: string
  /** The parsed body; `undefined` when it is no JSON. */
  readonly json: unknown
  /** What the judge holds against the answer; `undefined` when it is as declared. */
  readonly fault?: string
}

/** Counts over all answers. */
export interface ClientCounts {
  requests: number
  judged: number
  invalid: number
}

/** Sends requests to one server. */
export interface Client {
  send(request: ClientRequest): Promise<Exchange>
  readonly counts: ClientCounts
}

/** A client of the server at `base` (`http://127.0.0.1:4010/v1`). Credentials are headers and query text that go with every request. */
export function createClient(
  base: string,
  judge: Judge,
  credentials: { readonly headers: { readonly [name: string]: string }; readonly query: string }
): Client {
  const counts: ClientCounts = { requests: 0, judged: 0, invalid: 0 }
  return {
    counts,
    async send({ operation, target, headers = {}, body }) {
      const path = withCredentials(target, credentials.query)
      const shown = body === undefined ? '' : ` ${body.text}`
      const request = `${operation.method} ${target}${shown}`
      counts.requests++
      try {
        const accept = operation.success.map(({ type }) => type).find((type) => !type.includes('*'))
        const response = await fetch(/^https?:/.test(path) ? path : `${base}${path}`, {
          method: operation.method,
          redirect: 'manual',
          signal: AbortSignal.timeout(15_000),
          headers: {
            accept: accept ?? '*/*',
            ...credentials.headers,
            ...headers,
            ...(body === undefined ? {} : { 'content-type': body.contentType })
          },
          ...(body === undefined ? {} : { body: body.text })
        })
        const text = await response.text()
        const answer = {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: text === '' ? null : text
        }
        const verdict = judge.judge(operation.key, answer)
        counts.judged++
        // A refusal may explain itself (RFC 9457) where the description says nothing of its status or gives it no schema.
        const isExplanation =
          answer.status >= 400 &&
          answer.headers['content-type']?.startsWith('application/problem+json') === true
        const isBeside =
          !verdict.ok &&
          (verdict.reason === 'status-undeclared' || (verdict.reason === 'body-undeclared' && isExplanation))
        if (!verdict.ok && !isBeside) counts.invalid++
        return {
          request,
          operation,
          status: answer.status,
          headers: answer.headers,
          text,
          json: parse(text),
          ...(verdict.ok ? {} : { fault: `${verdict.reason}: ${verdict.detail}` })
        }
      } catch (error) {
        const fault = `no answer: ${error instanceof Error ? error.message : String(error)}`
        return { request, operation, status: 0, headers: {}, text: '', json: undefined, fault }
      }
    }
  }
}

/** Credentials that the target does not have as parameters already. */
function withCredentials(target: string, query: string): string {
  const [path = '', said = ''] = target.split('?')
  const names = new Set(said.split('&').map((pair) => pair.split('=')[0]))
  const pairs = query.split('&').filter((pair) => pair !== '' && !names.has(pair.split('=')[0]))
  return [path, [said, ...pairs].filter((one) => one !== '').join('&')].filter((one) => one !== '').join('?')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
