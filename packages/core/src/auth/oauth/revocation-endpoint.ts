// Revocation (RFC 7009): a client gives a token back.
import { digestSecret } from '../clients/secret.js'
import { clientWithDigest } from '../clients/client.js'
import { findToken, withGrantRevoked, withTokenRevoked } from '../tokens/token.js'
import { authenticateClient } from './authenticate-client.js'
import {
  fault,
  isFault,
  jsonResponse,
  refusedReply,
  type OAuthCall,
  type OAuthFault,
  type OAuthReply
} from './exchange.js'
import { isGuest } from './guests.js'
import { readForm } from './read-form.js'

/**
 * Revokes a token of the client: an access token alone, a refresh token with all that came of its authorization (section 2.1). One that is not known is a
 * success (section 2.2); one of another client is refused and stays as it is. A hint is not needed to find it, so a wrong one does no harm. That of
 * guests is good as long as presence is enough: giving it back is a success, and changes nothing.
 */
export function revocationEndpoint(call: OAuthCall): OAuthReply {
  const { world, now } = call
  const refuse = (refused: OAuthFault): OAuthReply => refusedReply(world, refused)
  const form = readForm(call.request)
  if (isFault(form)) return refuse(form)
  const client = authenticateClient(call, form, true)
  if (isFault(client) && !isGuest(call, client, form)) return refuse(client)
  const text = form.get('token')
  if (text === undefined) return refuse(fault('invalid_request', 'The parameter token is missing.'))
  if (clientWithDigest(world, digestSecret(text)))
    return refuse(fault('unsupported_token_type', 'Secrets of clients are revoked by whoever issued them.'))
  const done = (after: OAuthReply['world']): OAuthReply => ({
    world: after,
    response: jsonResponse(200, null)
  })
  const kept = findToken(world, text)
  if (!kept || kept[1].kind === 'code') return done(world)
  if (isFault(client) || kept[1].client !== client[1].id)
    return refuse(fault('invalid_grant', 'The token was issued to another client.'))
  return done(
    kept[1].kind === 'refresh'
      ? withGrantRevoked(world, kept[1].grant, now)
      : withTokenRevoked(world, kept, now)
  )
}
