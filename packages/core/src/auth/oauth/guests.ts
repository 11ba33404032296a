// Guests: callers whom nobody knows, where presence is enough. Any credentials will do there, and the token that they get is the same for all.
import type { OpenAuth } from '../open-auth.js'
import { fault, isFault, type OAuthCall, type OAuthFault } from './exchange.js'
import type { Form } from './read-form.js'
import { wantedScopes } from './redeem.js'

/** Text that is of the form of a token, and nobody's. */
const guestToken = 'sandbed_any'

/** Whether somebody who was refused as a client is let in as a guest: credentials of some kind have to be there. */
export function isGuest({ auth, request }: OAuthCall, { error }: OAuthFault, form: Form): boolean {
  const hasSome = request.headers['authorization'] !== undefined || form.has('client_id')
  return auth.dial === 'presence' && error === 'invalid_client' && hasSome
}

/** What the token endpoint gives a guest. Nothing is kept of it. */
export function grantGuest({ auth }: OAuthCall, form: Form): object | OAuthFault {
  if (form.get('grant_type') !== 'client_credentials')
    return fault('invalid_grant', 'Only a client that was issued gets tokens for users.')
  const wanted = wantedScopes(null, form)
  if (isFault(wanted)) return wanted
  const scope = (wanted.scopes ?? auth.scopes).join(' ')
  return {
    access_token: guestToken,
    token_type: 'Bearer',
    expires_in: auth.tokens.lifetime,
    ...(scope !== '' && { scope })
  }
}

/** What introspection tells of the token of guests where it is good: for everything, and without end. `undefined` for any other token. */
export function describeGuest({ dial, scopes, tokens, issuer }: OpenAuth, token: string): object | undefined {
  if (dial !== 'presence' || token !== guestToken) return undefined
  const scope = scopes.join(' ')
  return {
    active: true,
    ...(scope !== '' && { scope }),
    token_type: 'Bearer',
    aud: tokens.audience,
    iss: issuer
  }
}
