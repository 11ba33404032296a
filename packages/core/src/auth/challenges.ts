// What a refused client is told in WWW-Authenticate: one challenge for each scheme that could let it in.
import { isSafeHeaderValue } from '../http/headers.js'
import { digestText } from '../internal/digest.js'
import type { Denied } from './requirements.js'
import type { Carrier } from './scheme-kinds.js'
import { isScopeName } from './scopes.js'

/** The one sentence for each way in which a token is no good: which it is would tell too much. */
export const invalidToken = 'The access token is expired, revoked, or was not issued for this'

const mostChallenges = 20
const longestScopes = 2000

/**
 * The values of WWW-Authenticate for a refusal (RFC 9110 section 11.6.1, RFC 6750 section 3, RFC 7617 section 2), none twice and at most 20; they may be sent
 * as so many header lines, or joined by commas. `realm` is any text. Schemes that have no registered challenge (API keys, certificates) have
 * one with their own name, as a 401 has to have one.
 */
export function challengesFor(
  denied: Denied,
  carrierOf: (scheme: string) => Carrier,
  realm: string
): readonly string[] {
  const sent = new Map(denied.reasons.map(({ scheme, problem }) => [scheme, problem]))
  const about = `realm=${quote(realm)}`
  const challenges = schemesOf(denied).map((scheme) => {
    const carrier = carrierOf(scheme)
    if (!isBearer(carrier)) return denied.status === 401 ? plainChallenge(carrier, about, realm) : undefined
    const fault = bearerFault(denied, scheme, sent.get(scheme))
    return fault === undefined ? `Bearer ${about}` : `Bearer ${about}, ${fault}`
  })
  return [...new Set(challenges.filter((challenge) => challenge !== undefined))].slice(0, mostChallenges)
}

function schemesOf(denied: Denied): readonly string[] {
  return denied.status === 403 ? Object.keys(denied.required) : denied.schemes
}

function isBearer({ kind }: Carrier): boolean {
  return kind === 'bearer' || kind === 'oauth2' || kind === 'openIdConnect'
}

/** Without a token there is no error to tell (RFC 6750 section 3.1). */
function bearerFault(denied: Denied, scheme: string, problem: string | undefined): string | undefined {
  if (denied.status === 403) {
    const scopes = (denied.required[scheme] ?? []).filter(isScopeName).join(' ')
    const listed = scopes === '' || scopes.length > longestScopes ? '' : `, scope="${scopes}"`
    return `error="insufficient_scope"${listed}`
  }
  if (problem === undefined) return undefined
  return denied.status === 400
    ? `error="invalid_request", error_description=${quote(`The request is malformed: ${problem}`)}`
    : `error="invalid_token", error_description="${invalidToken}"`
}

function plainChallenge(carrier: Carrier, about: string, realm: string): string {
  switch (carrier.kind) {
    case 'basic':
      return `Basic ${about}, charset="UTF-8"`
    case 'apiKey':
      return `ApiKey ${about}, in="${carrier.in}", name=${quote(carrier.name)}`
    case 'http':
      return carrier.scheme === 'digest'
        ? // RFC 7616 section 3.3. Digests are not checked, so the nonce need not change.
          `Digest ${about}, qop="auth", algorithm=SHA-256, nonce="${digestText(realm).slice(0, 32)}"`
        : `${carrier.scheme.charAt(0).toUpperCase()}${carrier.scheme.slice(1)} ${about}`
    default:
      return `MutualTLS ${about}`
  }
}

/** A quoted string (RFC 9110 section 5.6.4) of printable ASCII; anything else becomes a question mark. */
function quote(text: string): string {
  const clipped = text.slice(0, 200).replace(/[^ -~]+/g, '?')
  const escaped = clipped.replace(/["\\]/g, String.raw`\$&`)
  return isSafeHeaderValue(`"${escaped}"`) ? `"${escaped}"` : '""'
}
