// The grant `refresh_token` (RFC 6749 section 6): each is good once, and whoever comes with an old one ends the whole authorization.
import type { KeptClient } from '../clients/client.js'
import { findToken, judgeToken, withGrantRevoked, withTokenRevoked } from '../tokens/token.js'
import { fault, isFault, type OAuthCall } from './exchange.js'
import type { Form } from './read-form.js'
import { wantedScopes, type Redeemed, type Refused } from './redeem.js'

/** Takes a refresh token for a new pair; the access token may have fewer scopes. Two uses of one mean that it was copied (RFC 9700 section 4.14). */
export function redeemRefreshToken(
  { world, now }: OAuthCall,
  [, client]: KeptClient,
  form: Form
): Redeemed | Refused {
  const text = form.get('refresh_token')
  if (text === undefined) return fault('invalid_request', 'The parameter refresh_token is missing.')
  const refused = (reason: string) =>
    fault(
      'invalid_grant',
      'The refresh token is unknown, expired, revoked, or of another client.',
      `The client '${client.id}' cannot have tokens for this refresh token: ${reason}.`
    )
  const known = findToken(world, text)?.[1]
  if (known?.kind !== 'refresh') return refused('this sandbox did not issue it')
  if (known.client !== client.id) return refused(`it was issued to the client '${known.client}'`)
  if (known.revoked !== null)
    return {
      ...refused('it was used or revoked before, so all that came of its authorization is revoked'),
      world: withGrantRevoked(world, known.grant, now)
    }
  const reading = judgeToken(world, 'refresh', text, now)
  if ('problem' in reading) return refused(reading.problem)
  const wanted = wantedScopes(known.scopes, form)
  if (isFault(wanted)) return wanted
  return {
    world: withTokenRevoked(world, reading.token, now),
    grant: { client: client.id, subject: known.subject, scopes: wanted.scopes, grant: known.grant },
    refresh: known.scopes
  }
}
