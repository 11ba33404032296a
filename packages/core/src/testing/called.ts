// Which requests a log shows, against those that a test expects.
import { hasStatus } from '../traces/filter.js'
import type { TraceRecord } from '../traces/record.js'
import { matchValue, type AsymmetricMatcher } from './match-value.js'
import { printValue } from './words.js'

/**
 * A request: the key of its operation (`POST /payments/{id}/capture`), or its method and path (`POST /payments/pay_1/capture`), with the status after it
 * where that matters (`POST /payments 422`); or members of its trace (`{ operation: 'POST /payments', status: 422 }`). What path parameters are called does
 * not matter: `/payments/{id}` is `/payments/{payment_id}`. Records do not carry operationIds: another text throws a `TypeError`.
 */
export type ExpectedCall = string | { readonly [member: string]: unknown } | AsymmetricMatcher

/** Whether a trace is of an expected request. */
function isCall(trace: TraceRecord, expected: ExpectedCall): boolean {
  if (trace.kind !== 'request') return false
  if (typeof expected !== 'string') return matchValue(trace, expected)
  const { asked, status } = requestIn(expected)
  if (status !== undefined && !hasStatus(trace.status, status)) return false
  return (
    callOf(trace) === asked || (trace.operation !== null && nameless(trace.operation) === nameless(asked))
  )
}

/** Method and path, and the status where one is said. Throws a `TypeError` for what no request could be: such a text would never match, and `.not` would always hold. */
function requestIn(expected: string): { readonly asked: string; readonly status: string | undefined } {
  const parts = /^([a-z]+) (\/(?:[^\s{}]|\{[^{}]*\})*)(?: ([1-5]\d\d|[1-5]xx))?$/i.exec(expected)
  if (!parts)
    throw new TypeError(
      `A request is a method and a path, with or without a status: write 'DELETE /patients/{id}' or 'DELETE /patients/{id} 404', and not ${printValue(expected)}.`
    )
  return { asked: `${parts[1]!.toUpperCase()} ${parts[2]!}`, status: parts[3] }
}

/** The key of an operation without the names of its path parameters. */
function nameless(operation: string): string {
  return operation.replace(/\{[^{}]*\}/g, '{}')
}

/** Method and path, without origin and query. */
function callOf({ method, url }: TraceRecord): string {
  const path = (url ?? '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '')
  return `${method} ${path === '' ? '/' : path}`
}

/** What is wrong with the number of such requests. `times`: exactly so many; at least one where that is not said. */
export function judgeCalled(
  traces: readonly TraceRecord[],
  expected: ExpectedCall,
  times: number | undefined
): string | undefined {
  if (typeof expected === 'string') requestIn(expected)
  const found = traces.filter((trace) => isCall(trace, expected)).length
  if (times === undefined ? found > 0 : found === times) return undefined
  const wanted = times === undefined ? 'at least once' : `${times} times`
  return `${callText(expected)} was to be called ${wanted}, and was called ${found} times${log(traces)}`
}

/** What is wrong with the order: each of the expected requests comes after the one before it; others may come in between. */
export function judgeOrder(
  traces: readonly TraceRecord[],
  expected: readonly ExpectedCall[]
): string | undefined {
  for (const one of expected) if (typeof one === 'string') requestIn(one)
  let from = 0
  for (const [i, one] of expected.entries()) {
    const at = traces.findIndex((trace, position) => position >= from && isCall(trace, one))
    if (at === -1) {
      const earlier = traces.slice(0, from).some((trace) => isCall(trace, one))
      const after = i === 0 ? '' : ` after ${callText(expected[i - 1]!)}`
      return `${callText(one)} was not called${after}${earlier && i > 0 ? ', only before' : ''}${log(traces)}`
    }
    from = at + 1
  }
  return undefined
}

function callText(expected: ExpectedCall): string {
  return typeof expected === 'string' ? expected : `a request like ${printValue(expected)}`
}

const mostLines = 30

/** What was called, a line each. */
function log(traces: readonly TraceRecord[]): string {
  const requests = traces.filter(({ kind }) => kind === 'request')
  if (requests.length === 0) return '. There are no requests in the log.'
  const lines = requests
    .slice(-mostLines)
    .map(
      (trace) =>
        `\n  ${callOf(trace)} -> ${trace.status}${trace.problem === null ? '' : ` (${trace.problem})`}, ${trace.id}`
    )
  const left = requests.length > mostLines ? ` (the last ${mostLines} of ${requests.length})` : ''
  return `. What was called${left}:${lines.join('')}`
}
