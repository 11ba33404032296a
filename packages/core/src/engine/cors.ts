// OPTIONS where the description has none, and CORS (WHATWG Fetch, 3.2) for sandboxes that browsers call.
import { headerValue } from '../http/headers.js'
import type { SandboxResponse } from '../http/message.js'
import type { Engine } from './engine.js'
import { allowedMethods } from './steps/match.js'
import type { Answer, Received } from './stages.js'

/** Answers an OPTIONS request that is a CORS preflight, or that the description does not cover; `undefined` for everything else. */
export function plainOptions(engine: Engine, received: Received): Answer | undefined {
  if (received.request.method !== 'OPTIONS') return undefined
  const found = engine.routes.match(received.segments, received.rawSegments)
  if (!found) return undefined
  if (!isPreflight(engine, received.headers) && found.route.operations.has('OPTIONS')) return undefined
  return preflight(engine, received.headers, allowedMethods(found.route))
}

/** The answer to OPTIONS where these methods are allowed: for a preflight what browsers ask for, else `Allow` alone. */
export function preflight(engine: Engine, given: Received['headers'], allow: string): Answer {
  const requested = given['access-control-request-headers']
  const headers = isPreflight(engine, given)
    ? {
        allow,
        'access-control-allow-methods': allow,
        ...(requested === undefined ? {} : { 'access-control-allow-headers': headerValue(requested) }),
        'access-control-max-age': '600'
      }
    : { allow }
  return { response: { status: 204, headers, body: null }, provenance: 'none', notes: [] }
}

function isPreflight({ options }: Engine, headers: Received['headers']): boolean {
  return options.cors && headers['access-control-request-method'] !== undefined
}

/** What a browser needs to let a page of another origin read the answer and its headers; `undefined` when the request names no origin. */
export function corsHeaders(
  origin: string | undefined,
  headers: SandboxResponse['headers']
): Record<string, string> | undefined {
  if (origin === undefined) return undefined
  return {
    'access-control-allow-origin': headerValue(origin),
    'access-control-allow-credentials': 'true',
    // Hosts add the id of the trace.
    'access-control-expose-headers': [...Object.keys(headers), 'sandbed-trace'].join(', '),
    vary: 'origin'
  }
}
