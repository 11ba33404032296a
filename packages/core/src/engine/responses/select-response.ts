// Which of an operation's declared responses answers a request.
import type { Operation, ResponseSpec } from '../../release/release.js'

/** A status to send, and what the description says about it. */
export interface SelectedResponse {
  readonly status: number
  /** `undefined` when the description declares nothing for this status. */
  readonly spec: ResponseSpec | undefined
}

/** The declared response for a status: the exact one, else its range, else `default`. */
export function responseFor(operation: Operation, status: number): ResponseSpec | undefined {
  const { responses } = operation
  return responses[String(status)] ?? responses[`${Math.floor(status / 100)}XX`] ?? responses['default']
}

/**
 * The response of a request that went well: the lowest declared 2xx, else `2XX` or `default` as 200, else the lowest declared
 * redirect, else the lowest of what is left. Interim statuses (1xx) are never final answers.
 */
export function successResponse(operation: Operation): SelectedResponse {
  let selected = selections.get(operation)
  if (!selected) selections.set(operation, (selected = selectSuccess(operation)))
  return selected
}

const selections = new WeakMap<Operation, SelectedResponse>()

function selectSuccess(operation: Operation): SelectedResponse {
  const declared = Object.keys(operation.responses)
  const exact = declared.filter((name) => /^[2-5]\d\d$/.test(name)).map(Number)
  const lowest = (low: number, high: number) =>
    exact
      .filter((status) => status >= low && status < high)
      .reduce<number | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined)
  const good = lowest(200, 300)
  if (good !== undefined) return { status: good, spec: operation.responses[String(good)] }
  for (const name of ['2XX', 'default']) {
    if (operation.responses[name]) return { status: 200, spec: operation.responses[name] }
  }
  const other = lowest(300, 400) ?? lowest(400, 600)
  if (other !== undefined) return { status: other, spec: operation.responses[String(other)] }
  for (const name of ['3XX', '4XX', '5XX']) {
    if (operation.responses[name]) return { status: Number(name[0]) * 100, spec: operation.responses[name] }
  }
  return { status: 200, spec: undefined }
}

/** The first of these statuses that the operation declares by itself, if any. */
export function declaredAmong(operation: Operation, statuses: readonly number[]): number | undefined {
  return statuses.find((status) => Object.hasOwn(operation.responses, String(status)))
}

/** True for statuses whose responses have no body (RFC 9110, 6.4.1). */
export function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}
