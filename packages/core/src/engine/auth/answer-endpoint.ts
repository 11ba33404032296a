// The authorization server of the sandbox: requests to its endpoints are answered before the description is asked.
import { answerOAuth } from '../../auth/oauth/answer-oauth.js'
import type { OAuthEndpoint } from '../../auth/oauth/endpoints.js'
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import { preflight } from '../cors.js'
import type { Engine } from '../engine.js'
import type { Answer, Received } from '../stages.js'

/**
 * Which endpoint a request is for. Where the description has an operation at that very path, it is the operation's, unless credentials are
 * enforced.
 */
export function endpointFor({ auth, routes }: Engine, received: Received): OAuthEndpoint | undefined {
  if (!auth) return undefined
  const { path, segments, rawSegments } = received
  const endpoint = auth.endpoints.get(path) ?? auth.endpoints.get(`/${rawSegments.join('/')}`)
  if (endpoint === undefined || auth.open.dial === 'enforced') return endpoint
  const described = routes.match(segments, rawSegments)?.route.path
  return described === undefined || described.includes('{') ? endpoint : undefined
}

/** Answers for an endpoint. */
export function answerEndpoint(
  engine: Engine,
  world: World,
  { request, headers, query }: Received,
  endpoint: OAuthEndpoint
): { readonly world: World; readonly answer: Answer } {
  const notes = [`The sandbox's own authorization server answered: ${endpoint}.`]
  const methods = allowed[endpoint]
  if (request.method === 'OPTIONS') {
    const answer = preflight(engine, headers, methods)
    return { world, answer: { ...answer, notes } }
  }
  const call = {
    auth: engine.auth!.open,
    world,
    request: { method: request.method, headers, query, body: request.body ?? null },
    now: nowOf(world, engine.options.now)
  }
  const reply = answerOAuth(endpoint, call)
  if (reply.refused !== undefined) notes.push(reply.refused)
  return { world: reply.world, answer: { response: reply.response, provenance: 'state', notes } }
}

const reads = 'GET, HEAD, OPTIONS'
const posts = 'OPTIONS, POST'

const allowed: { readonly [endpoint in OAuthEndpoint]: string } = {
  authorization: reads,
  token: posts,
  introspection: posts,
  revocation: posts,
  keys: reads,
  metadata: reads
}
