// A description's security schemes and a profile -> all that deciding about requests and issuing tokens needs. Made once for a sandbox.
import { getOwn, isObject } from '../internal/json.js'
import type { ReleaseIndex } from '../release/release.js'
import { readJwk } from './jwt/jwk.js'
import type { JwsKey } from './jwt/jws.js'
import type { AcceptedCredential, AuthProfile, SchemeProfile, TokenProfile } from './profile/profile.js'
import { carrierOf, type Carrier } from './scheme-kinds.js'
import { isScopeName } from './scopes.js'

/**
 * How much is asked of a request:
 * - `enforced`: its credentials have to be those of a client of the sandbox, with the scopes that are needed.
 * - `presence`: there has to be something that could be a credential.
 * - `off`: nothing.
 */
export type AuthDial = 'enforced' | 'presence' | 'off'

/** A scheme, ready to be judged by. */
export interface OpenScheme {
  readonly carrier: Carrier
  readonly accepts: ReadonlySet<AcceptedCredential>
  readonly keys: readonly JwsKey[]
  readonly issuer: string | undefined
  readonly audience: string | undefined
}

/** The opened form of schemes and profile. */
export interface OpenAuth {
  readonly dial: AuthDial
  /** What challenges name. */
  readonly realm: string
  /** The `iss` of tokens, and where the endpoints are: a URL without a slash at the end. Hosts know it; it never comes from a request. */
  readonly issuer: string
  /** The scheme with a name; one that nobody describes is a bearer token. */
  scheme(name: string): OpenScheme
  /** The scopes that the description and the profile name, in their order. */
  readonly scopes: readonly string[]
  readonly tokens: Required<TokenProfile>
}

/** What opening takes. */
export interface AuthSource {
  readonly index: Pick<ReleaseIndex, 'title' | 'securitySchemes'>
  readonly profile?: AuthProfile
  /** @default 'enforced' */
  readonly dial?: AuthDial
  /** Asked each time where it is a function: a host may know it only once it listens. */
  readonly issuer: string | (() => string)
}

/** Opens. The profile is one that `readAuthProfile` gave. */
export function openAuth({ index, profile, dial = 'enforced', issuer }: AuthSource): OpenAuth {
  const schemes = new Map<string, OpenScheme>()
  const { title, securitySchemes } = index
  return {
    dial,
    realm: title,
    get issuer() {
      return typeof issuer === 'function' ? issuer() : issuer
    },
    scopes: scopesOf(securitySchemes, profile),
    tokens: { ...defaultTokens, audience: title, ...profile?.tokens },
    scheme(name) {
      const known = schemes.get(name)
      if (known) return known
      const described = getOwn(securitySchemes, name) as ReleaseIndex['securitySchemes'][string] | undefined
      const said = getOwn(profile?.schemes ?? {}, name) as SchemeProfile | undefined
      const opened = openScheme(carrierOf(described, said?.kind), said)
      schemes.set(name, opened)
      return opened
    }
  }
}

const defaultTokens = { lifetime: 3600, refreshLifetime: 1_209_600, codeLifetime: 60, claims: {} }

function openScheme(carrier: Carrier, said: SchemeProfile = {}): OpenScheme {
  const usual: readonly AcceptedCredential[] =
    carrier.kind === 'oauth2' || carrier.kind === 'openIdConnect' ? ['token'] : ['token', 'secret']
  return {
    carrier,
    accepts: new Set(said.accepts ?? usual),
    keys: (said.keys ?? []).flatMap((jwk) => {
      const key = readJwk(jwk)
      return 'problem' in key ? [] : [key]
    }),
    issuer: said.issuer,
    audience: said.audience
  }
}

function scopesOf(
  schemes: ReleaseIndex['securitySchemes'],
  profile: AuthProfile | undefined
): readonly string[] {
  const flows = Object.values(schemes).flatMap(({ flows: kinds }) =>
    isObject(kinds) ? Object.values(kinds) : []
  )
  const described = flows.flatMap((flow) =>
    isObject(flow) && isObject(flow['scopes']) ? Object.keys(flow['scopes']) : []
  )
  return [...new Set([...described, ...Object.keys(profile?.scopes ?? {})])].filter(isScopeName)
}
