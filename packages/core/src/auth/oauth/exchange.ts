// What goes in and out of the endpoints of the authorization server: plain HTTP, and the errors of RFC 6749 section 5.2.
import type { Headers, SandboxResponse } from '../../http/message.js'
import type { Pair } from '../../http/query.js'
import type { World } from '../../state/world.js'
import type { OpenAuth } from '../open-auth.js'

/** A request to an endpoint. */
export interface OAuthRequest {
  readonly method: string
  /** Normalised: names in lower case, repeated lines joined. */
  readonly headers: Headers
  readonly query: readonly Pair[]
  readonly body: string | Uint8Array | null
}

/** What an endpoint works with. `now`: epoch milliseconds of the sandbox's clock. */
export interface OAuthCall {
  readonly auth: OpenAuth
  readonly world: World
  readonly request: OAuthRequest
  readonly now: number
}

/** The answer, and the world after it. */
export interface OAuthReply {
  readonly world: World
  readonly response: SandboxResponse
  /** Why it was refused, in a sentence for traces: more than the client is told. Absent where it was not. */
  readonly refused?: string
}

/** Errors of RFC 6749 sections 4.1.2.1 and 5.2, and of RFC 7009 section 2.2.1. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'unsupported_token_type'
  | 'temporarily_unavailable'

/** An error, before it is written. The description is for developers and holds nothing of the request. */
export interface OAuthFault {
  readonly error: OAuthErrorCode
  readonly description: string
  /** @default 401 for invalid_client, 503 for temporarily_unavailable, else 400 */
  readonly status?: number
  readonly headers?: { readonly [name: string]: string }
  /** The same for traces: names what is wrong, and holds no secret either. @default the description */
  readonly reason?: string
}

/** Whether something is a fault. */
export function isFault(value: object): value is OAuthFault {
  return 'error' in value
}

/** A fault. `reason` is for traces only. */
export function fault(error: OAuthErrorCode, description: string, reason?: string): OAuthFault {
  return { error, description, ...(reason !== undefined && { reason }) }
}

/** JSON that nobody may store (RFC 6749 section 5.1). */
export function jsonResponse(
  status: number,
  body: object | null,
  headers: { readonly [name: string]: string } = {}
): SandboxResponse {
  return {
    status,
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      'cache-control': 'no-store',
      pragma: 'no-cache',
      ...headers
    },
    body: body && JSON.stringify(body)
  }
}

/** A fault as it is answered (RFC 6749 section 5.2). */
export function faultResponse({ error, description, status, headers }: OAuthFault): SandboxResponse {
  const usual = error === 'invalid_client' ? 401 : error === 'temporarily_unavailable' ? 503 : 400
  return jsonResponse(status ?? usual, { error, error_description: description }, headers)
}

/** The reply with a fault, in a world that is as it was unless the fault says otherwise. */
export function refusedReply(world: World, refused: OAuthFault & { readonly world?: World }): OAuthReply {
  const { reason = refused.description } = refused
  return { world: refused.world ?? world, response: faultResponse(refused), refused: reason }
}
