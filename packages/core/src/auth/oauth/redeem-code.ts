// The grant `authorization_code` (RFC 6749 section 4.1.3) with PKCE (RFC 7636): a code is good once.
import type { KeptClient } from '../clients/client.js'
import { digestBase64url } from '../jwt/base64url.js'
import { keepCode } from '../tokens/issue-tokens.js'
import { findToken, withGrantRevoked } from '../tokens/token.js'
import { readCode } from './authorization-code.js'
import { fault, type OAuthCall } from './exchange.js'
import type { Form } from './read-form.js'
import type { Redeemed, Refused } from './redeem.js'

const verifierForm = /^[A-Za-z0-9\-._~]{43,128}$/

/** Takes a code for an access and a refresh token. A second time everything that came of it is revoked (RFC 6749 section 4.1.2). */
export function redeemCode(
  { world, now }: OAuthCall,
  [, client]: KeptClient,
  form: Form
): Redeemed | Refused {
  const text = form.get('code')
  const verifier = form.get('code_verifier')
  if (text === undefined) return fault('invalid_request', 'The parameter code is missing.')
  if (verifier === undefined || !verifierForm.test(verifier))
    return fault('invalid_request', 'The parameter code_verifier is missing or malformed.')
  const refused = (reason: string) =>
    fault(
      'invalid_grant',
      'The code is unknown, expired, used, or was given for something else.',
      `The client '${client.id}' cannot have tokens for this code: ${reason}.`
    )
  const used = findToken(world, text)?.[1]
  if (used)
    return used.kind === 'code' && used.client === client.id
      ? {
          ...refused('it was used before, so all that came of it is revoked'),
          world: withGrantRevoked(world, used.grant, now)
        }
      : refused('it is no code of this client')
  const code = readCode(world, text, now)
  if (!code) return refused('it has expired, or this sandbox did not give it')
  if (code.client !== client.id) return refused(`it was given to the client '${code.client}'`)
  if ((form.get('redirect_uri') ?? null) !== code.redirectUri)
    return refused('the redirect_uri is not that of the authorization request')
  if (digestBase64url(verifier) !== code.challenge)
    return refused('the code_verifier does not fit its code_challenge')
  const { subject, scopes, issued, expires } = code
  const about = { client: client.id, subject, scopes }
  const kept = keepCode(world, text, about, [issued * 1000, expires * 1000], now)
  return { world: kept.world, grant: { ...about, grant: kept.grant }, refresh: scopes }
}
