// Who may call, at a glance: what was made of the option `auth` and of the security schemes of the description.
import { openAuth, type AuthDial, type OpenScheme } from '../../auth/open-auth.js'
import { endpointPaths } from '../../auth/oauth/endpoints.js'
import type { AcceptedCredential } from '../../auth/profile/profile.js'
import type { SchemeKind } from '../../auth/scheme-kinds.js'
import type { Engine } from '../engine.js'
import { profileName } from './auth-options.js'

/** A security scheme, as it is simulated. */
export interface SchemeSummary {
  readonly name: string
  readonly kind: SchemeKind
  /** What is taken where credentials are enforced; empty for those that are only looked for, such as client certificates. */
  readonly accepts: readonly AcceptedCredential[]
}

/** What is asked of clients. Holds no secrets. */
export interface AuthSummary {
  readonly mode: AuthDial
  /** The name of the auth profile, `(auth profile)` for one without a name; null without one. */
  readonly profile: string | null
  /** Those of the description, by name. */
  readonly schemes: readonly SchemeSummary[]
  /** The scopes that the description and the profile name. */
  readonly scopes: readonly string[]
  /** The `iss` of tokens, and where they are issued; null where auth is off. */
  readonly issuer: string | null
  readonly tokenEndpoint: string | null
}

/** Sums up. The issuer may change: a host knows its own only once it listens. */
export function authSummary({ auth, release: { index }, options }: Engine): AuthSummary {
  const { mode, profile } = options.auth
  const open = auth?.open ?? openAuth({ index, dial: mode, ...(profile && { profile }), issuer: '' })
  const issuer = auth ? open.issuer : null
  return {
    mode,
    profile: profile ? (profile.name ?? profileName) : null,
    schemes: Object.keys(index.securitySchemes).map((name) => schemeSummary(name, open.scheme(name))),
    scopes: open.scopes,
    issuer,
    tokenEndpoint: issuer === null ? null : issuer + endpointPaths.token
  }
}

function schemeSummary(name: string, { carrier: { kind }, accepts }: OpenScheme): SchemeSummary {
  if (kind === 'mutualTLS' || kind === 'http') return { name, kind, accepts: [] }
  return { name, kind, accepts: kind === 'apiKey' || kind === 'basic' ? ['secret'] : [...accepts] }
}
