// How the control plane refuses: problem details (RFC 9457) with a `code`, and the one table that says which status each code is sent with.
import { isSandboxError, type SandboxErrorCode } from '../errors.js'
import type { Refusal } from '../engine/errors/refusal.js'
import { echo, problemBody, problemStatus } from '../http/problem.js'
import type { SandboxResponse } from '../http/message.js'
import { printJson } from '../internal/print-json.js'

/** Status and title of each. */
export const controlStatuses = {
  'host-not-allowed': [403, 'The control plane is not reached under this name'],
  'origin-not-allowed': [403, 'The control plane does not answer web pages'],
  'invalid-control-token': [401, 'The control token is missing or wrong'],
  'invalid-sandbox-name': [422, 'A sandbox cannot have this name'],
  'unknown-sandbox': [404, 'There is no such sandbox'],
  'unknown-snapshot': [404, 'There is no such snapshot'],
  'sandbox-exists': [409, 'There is a sandbox of this name'],
  'sandbox-protected': [409, 'This sandbox stays'],
  'too-many-sandboxes': [507, 'There are as many sandboxes as this server keeps'],
  'too-many-snapshots': [507, 'There are as many snapshots as a sandbox keeps'],
  'idempotency-key-in-use': [422, 'The idempotency key was used for another request']
} as const satisfies { readonly [code: string]: readonly [status: number, title: string] }

/** What only the control plane refuses. */
export type ControlCode = keyof typeof controlStatuses

/** Every code of `ControlCode`, for documentation and tests. */
export const controlCodes = Object.keys(controlStatuses) as ControlCode[]

/** Status of each error of the library: 404 for what there is not, 422 for what cannot be, 409 for what cannot be now. */
export const errorStatuses: { readonly [code in SandboxErrorCode]: number } = {
  'invalid-option': 422,
  'invalid-description': 422,
  'invalid-release': 422,
  'invalid-pack': 422,
  'invalid-snapshot': 422,
  'invalid-time': 422,
  'clock-backwards': 409,
  'clock-busy': 409,
  'clock-reentrant': 409,
  'unknown-operation': 404,
  'unknown-resource': 404,
  'unknown-entity': 404,
  'unknown-scenario': 404,
  'invalid-parameters': 422,
  'unknown-fault': 404,
  'invalid-fault': 422,
  'step-failed': 409,
  'invalid-endpoint': 422,
  'unknown-endpoint': 404,
  'unknown-delivery': 404,
  'webhook-not-received': 409,
  'invalid-auth-profile': 422,
  'invalid-client': 422,
  'unknown-client': 404,
  'no-entropy': 409,
  'invalid-policy': 422,
  'unknown-policy': 404,
  'unknown-trace': 404,
  'invalid-trace': 422,
  'not-replayable': 409,
  'cannot-listen': 500,
  'cannot-write': 500,
  'cannot-read': 500,
  'no-server': 500,
  'server-failed': 500
}

/** Thrown by a handler that cannot do what it was asked for. */
export class ControlError extends Error {
  override readonly name = 'ControlError'
  readonly code: ControlCode

  constructor(code: ControlCode, message: string) {
    super(message)
    this.code = code
  }
}

/** What was thrown while an operation was carried out, as an answer. What is no error of the caller's is thrown again. */
export function problemOf(error: unknown): SandboxResponse {
  if (error instanceof ControlError) {
    const [status, title] = controlStatuses[error.code]
    return problemResponse({
      type: typeOf(error.code),
      title,
      status,
      detail: error.message,
      code: error.code
    })
  }
  if (!isSandboxError(error)) throw error
  const { code, message, issues } = error
  return problemResponse({
    type: typeOf(code),
    title: titleOf(code),
    status: errorStatuses[code] ?? 422,
    detail: echo(message),
    code,
    ...(issues.length > 0 && { issues: issues.slice(0, 100) })
  })
}

/** A refusal of the steps that requests to simulated APIs go through as well. */
export function refusalResponse({ problem, statuses, findings, headers }: Refusal): SandboxResponse {
  const errors = findings.map(({ in: place, name, pointer, message }) =>
    place === 'body'
      ? { detail: message, pointer }
      : { detail: message, in: place, parameter: echo(name), pointer }
  )
  const { slug, detail } = problem
  const body = {
    ...problemBody(slug, { detail, ...(errors.length > 0 && { errors }) }),
    status: statuses?.[0] ?? problemStatus(slug),
    code: slug
  }
  return problemResponse(body, headers)
}

function problemResponse(
  body: { readonly status: number; readonly [member: string]: unknown },
  headers: SandboxResponse['headers'] = {}
): SandboxResponse {
  return {
    status: body.status,
    headers: {
      'content-type': 'application/problem+json',
      ...commonHeaders,
      ...(body.status === 401 && { 'www-authenticate': 'Bearer realm="sandbed-control"' }),
      ...headers
    },
    body: printJson(body)
  }
}

/** Nothing of this is for caches, and nothing for a browser to guess at. */
export const commonHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' } as const

/** The `type` URI of a code. */
function typeOf(code: string): string {
  return `https://sandbed.dev/problems/${code}`
}

/** `unknown-client` -> `Unknown client`. */
function titleOf(code: string): string {
  return code.charAt(0).toUpperCase() + code.slice(1).replaceAll('-', ' ')
}
