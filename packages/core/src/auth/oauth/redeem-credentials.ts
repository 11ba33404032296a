// The grant `client_credentials` (RFC 6749 section 4.4): a client that speaks for itself.
import type { KeptClient } from '../clients/client.js'
import { fault, isFault, type OAuthCall } from './exchange.js'
import type { Form } from './read-form.js'
import { wantedScopes, type Redeemed, type Refused } from './redeem.js'

/** Its id and secret are all it needs to give. There is no refresh token: it can ask again. */
export function redeemCredentials(
  { world }: OAuthCall,
  [, client]: KeptClient,
  form: Form
): Redeemed | Refused {
  if (client.secrets.length === 0)
    return fault('unauthorized_client', 'A public client cannot speak for itself.')
  const wanted = wantedScopes(client.scopes, form)
  if (isFault(wanted)) return wanted
  return { world, grant: { client: client.id, subject: client.id, scopes: wanted.scopes } }
}
