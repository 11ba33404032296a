// The door of the authorization server: which endpoint, and its answer.
import { publicKeys } from '../tokens/signing-key.js'
import { authorizationEndpoint } from './authorization-endpoint.js'
import type { OAuthEndpoint } from './endpoints.js'
import { fault, faultResponse, jsonResponse, type OAuthCall, type OAuthReply } from './exchange.js'
import { introspectionEndpoint } from './introspection-endpoint.js'
import { serverMetadata } from './metadata.js'
import { revocationEndpoint } from './revocation-endpoint.js'
import { tokenEndpoint } from './token-endpoint.js'

/** Answers a request to an endpoint. Pure: equal calls give equal bytes. Only `token` and `revocation` ever change the world. */
export function answerOAuth(endpoint: OAuthEndpoint, call: OAuthCall): OAuthReply {
  const { world, auth } = call
  switch (endpoint) {
    case 'token':
      return tokenEndpoint(call)
    case 'revocation':
      return revocationEndpoint(call)
    case 'introspection':
      return introspectionEndpoint(call)
    case 'authorization':
      return { world, response: authorizationEndpoint(call) }
    case 'keys':
      return document(call, publicKeys(world))
    case 'metadata':
      return document(call, serverMetadata(auth))
  }
}

function document({ world, request }: OAuthCall, content: object): OAuthReply {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const response = isRead
    ? jsonResponse(200, content)
    : faultResponse({ ...fault('invalid_request', 'Use GET.'), status: 405, headers: { allow: 'GET, HEAD' } })
  return { world, response }
}
