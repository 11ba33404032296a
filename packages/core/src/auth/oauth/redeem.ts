// What the grants have in common: a client and a form in, what is to be issued out.
import type { World } from '../../state/world.js'
import type { KeptClient } from '../clients/client.js'
import { grantScopes, parseScopes } from '../scopes.js'
import type { Grant } from '../tokens/issue-tokens.js'
import { fault, type OAuthCall, type OAuthFault } from './exchange.js'
import type { Form } from './read-form.js'

/** What a client is to get, in a world that knows what it gave for it. */
export interface Redeemed {
  readonly world: World
  readonly grant: Grant
  /** The scopes of the refresh token that goes with it; absent for none. */
  readonly refresh?: Grant['scopes']
}

/** A fault; with a world where something was revoked because of it. */
export type Refused = OAuthFault & { readonly world?: World }

/** Takes what a client gives for tokens. */
export type Redeem = (call: OAuthCall, client: KeptClient, form: Form) => Redeemed | Refused

/** The scopes that a form asks for, all of them among those that may be had; and these where it asks for none (RFC 6749 section 3.3). */
export function wantedScopes(
  allowed: Grant['scopes'],
  form: Pick<Form, 'get'>
): { readonly scopes: Grant['scopes'] } | OAuthFault {
  const text = form.get('scope')
  const asked = text === undefined ? undefined : parseScopes(text)
  const granted = text !== undefined && !asked ? undefined : grantScopes(allowed, asked)
  return granted === undefined
    ? fault(
        'invalid_scope',
        'A scope is malformed, or is not given to this client.',
        text !== undefined && !asked
          ? 'The scope that was asked for is malformed.'
          : `A scope was asked for that is not given: at most ${(allowed ?? []).join(' ').slice(0, 500) || 'none'}.`
      )
    : { scopes: granted }
}
