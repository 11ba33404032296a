// Introspection (RFC 7662): what a token is good for, told to a client that shows who it is.
import { judgeToken } from '../tokens/token.js'
import { authenticateClient } from './authenticate-client.js'
import { fault, isFault, jsonResponse, refusedReply, type OAuthCall, type OAuthReply } from './exchange.js'
import { describeGuest, isGuest } from './guests.js'
import { readForm } from './read-form.js'

const inactive = { active: false }

/**
 * Answers for access and refresh tokens; for anything that is not active with exactly `{"active":false}` (section 2.2). Any client with a
 * secret may ask about any token that it has, and where presence is enough any guest. Changes nothing.
 */
export function introspectionEndpoint(call: OAuthCall): OAuthReply {
  const { world } = call
  const form = readForm(call.request)
  if (isFault(form)) return refusedReply(world, form)
  const client = authenticateClient(call, form)
  if (isFault(client) && !isGuest(call, client, form)) return refusedReply(world, client)
  const token = form.get('token')
  if (token === undefined)
    return refusedReply(world, fault('invalid_request', 'The parameter token is missing.'))
  return { world, response: jsonResponse(200, describe(call, token)) }
}

function describe({ auth, world, now }: OAuthCall, text: string): object {
  const found = (['access', 'refresh'] as const)
    .map((kind) => judgeToken(world, kind, text, now))
    .find((reading) => 'token' in reading)
  if (!found) return describeGuest(auth, text) ?? inactive
  const { id, kind, client, subject, scopes, issued, expires } = found.token[1]
  const scope = (scopes ?? auth.scopes).join(' ')
  return {
    active: true,
    ...(scope !== '' && { scope }),
    client_id: client,
    ...(kind === 'access' && { token_type: 'Bearer' }),
    exp: expires / 1000,
    iat: Math.floor(issued / 1000),
    sub: subject,
    aud: kind === 'access' ? auth.tokens.audience : auth.issuer,
    iss: auth.issuer,
    jti: id
  }
}
