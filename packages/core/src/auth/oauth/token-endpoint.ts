// The token endpoint (RFC 6749 section 3.2): a form in, tokens or an error out.
import { withClientAt } from '../clients/client.js'
import { issueToken, mostTokens } from '../tokens/issue-tokens.js'
import { signingSeed } from '../tokens/signing-key.js'
import { tokensOf } from '../tokens/token.js'
import { authenticateClient } from './authenticate-client.js'
import { fault, isFault, jsonResponse, refusedReply, type OAuthCall, type OAuthReply } from './exchange.js'
import { grantGuest, isGuest } from './guests.js'
import { readForm } from './read-form.js'
import type { Redeem, Redeemed, Refused } from './redeem.js'
import { redeemCode } from './redeem-code.js'
import { redeemCredentials } from './redeem-credentials.js'
import { redeemRefreshToken } from './redeem-refresh-token.js'

/** The grants, by `grant_type`. */
export const grantTypes: ReadonlyMap<string, Redeem> = new Map<string, Redeem>([
  ['client_credentials', redeemCredentials],
  ['authorization_code', redeemCode],
  ['refresh_token', redeemRefreshToken]
])

/** Answers a request to the token endpoint. Only what succeeds, and what shows that a code or refresh token was copied, changes the world. */
export function tokenEndpoint(call: OAuthCall): OAuthReply {
  const { world, now } = call
  const refuse = (refused: Refused): OAuthReply => refusedReply(world, refused)
  const form = readForm(call.request)
  if (isFault(form)) return refuse(form)
  const client = authenticateClient(call, form, true)
  if (isFault(client)) {
    if (!isGuest(call, client, form)) return refuse(client)
    const given = grantGuest(call, form)
    return isFault(given) ? refuse(given) : { world, response: jsonResponse(200, given) }
  }
  const type = form.get('grant_type')
  if (type === undefined) return refuse(fault('invalid_request', 'The parameter grant_type is missing.'))
  const redeem = grantTypes.get(type)
  if (!redeem)
    return refuse(fault('unsupported_grant_type', `Known are ${[...grantTypes.keys()].join(', ')}.`))
  const seed = signingSeed(world)
  if (!seed || tokensOf(world).size >= mostTokens)
    return refuse(fault('temporarily_unavailable', 'The sandbox can issue no tokens now.'))
  const redeemed = redeem(call, client, form)
  if (isFault(redeemed)) return refuse(redeemed)
  const used = withClientAt(redeemed.world, client[0], { ...client[1], lastUsed: now })
  return issue(call, used, seed, redeemed)
}

function issue(
  { auth, now }: OAuthCall,
  world: OAuthReply['world'],
  seed: Uint8Array,
  { grant, refresh }: Redeemed
): OAuthReply {
  const access = issueToken(auth, world, seed, 'access', grant, now)
  const more =
    refresh === undefined
      ? undefined
      : issueToken(
          auth,
          access.world,
          seed,
          'refresh',
          { ...grant, grant: access.record.grant, scopes: refresh },
          now
        )
  const scope = (grant.scopes ?? auth.scopes).join(' ')
  const body = {
    access_token: access.token,
    token_type: 'Bearer',
    expires_in: auth.tokens.lifetime,
    ...(more && { refresh_token: more.token }),
    ...(scope !== '' && { scope })
  }
  return { world: more?.world ?? access.world, response: jsonResponse(200, body) }
}
