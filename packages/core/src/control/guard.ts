// Who gets as far as the operations: requests to the names the control plane is reached under, from no web page, with the control token.
import type { SandboxRequest, SandboxResponse } from '../http/message.js'
import { normaliseHeaders } from '../http/headers.js'
import { echo } from '../http/problem.js'
import { ControlError, problemOf } from './problems.js'

/** What a guard goes by. */
export interface GuardOptions {
  /**
   * The values of `Host` that are answered, lower case: `127.0.0.1:4011`. Others are those of a name that was made to lead here (DNS rebinding).
   */
  readonly hosts: () => readonly string[]
  /** Whether a text is the control token. Compares in constant time. */
  readonly isToken: (text: string) => boolean
}

/**
 * What a request is refused with by its head alone, before anything of it is read; `undefined` for one that may go on. Every credential that is none
 * gets the same answer, byte for byte.
 */
export function refuseStranger(
  request: SandboxRequest,
  { hosts, isToken }: GuardOptions
): SandboxResponse | undefined {
  const headers = normaliseHeaders(request.headers)
  const host = (headers['host'] ?? '').toLowerCase()
  if (!hosts().includes(host))
    return problemOf(
      new ControlError(
        'host-not-allowed',
        `It is not known as '${echo(host)}'. Use the URL that the server gave.`
      )
    )
  // Programs send neither; every page that a browser shows sends one of them with what it could do harm by.
  const site = headers['sec-fetch-site'] ?? 'none'
  if (headers['origin'] !== undefined || site !== 'none')
    return problemOf(
      new ControlError(
        'origin-not-allowed',
        'Requests of web pages are not answered. Use the command line or a program.'
      )
    )
  if (isToken(bearerToken(headers['authorization']))) return undefined
  return problemOf(
    new ControlError(
      'invalid-control-token',
      'Every request needs `Authorization: Bearer` and the control token of this server. Credentials of API clients are of no use here.'
    )
  )
}

/** RFC 6750, 2.1. Empty where there is none; a second line makes it one that nobody has. */
function bearerToken(authorization = ''): string {
  return /^bearer +([A-Za-z0-9._~+/=-]{1,500})$/i.exec(authorization)?.[1] ?? ''
}
