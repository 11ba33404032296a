// An auth profile: data that says how the security schemes of an API are simulated. `schemas/auth-profile.schema.json` publishes the form.
import type { TrustedJwk } from '../jwt/jwk.js'
import type { SchemeKind } from '../scheme-kinds.js'

/** What may be sent for a scheme: a token that was issued, or the secret of a client as it is. */
export type AcceptedCredential = 'token' | 'secret'

/** How one scheme is simulated. */
export interface SchemeProfile {
  /** What it is, where the description says too little or something else. @default what the description says */
  readonly kind?: SchemeKind
  /** For kinds that carry tokens. @default `['token', 'secret']` for `bearer`, `['token']` for `oauth2` and `openIdConnect` */
  readonly accepts?: readonly AcceptedCredential[]
  /** Keys whose tokens are taken too: of an issuer that stands outside the sandbox. Its keys are public, or secrets made for tests. */
  readonly keys?: readonly TrustedJwk[]
  /** The `iss` and `aud` that such tokens need to have. @default any */
  readonly issuer?: string
  readonly audience?: string
}

/** How tokens are made. Lifetimes in seconds. */
export interface TokenProfile {
  /** @default 3600 */
  readonly lifetime?: number
  /** @default 1209600, 14 days */
  readonly refreshLifetime?: number
  /** @default 60 */
  readonly codeLifetime?: number
  /** The `aud` of tokens. @default the title of the API */
  readonly audience?: string
  /** What else stands in them; not `iss`, `sub`, `aud`, `exp`, `iat`, `nbf`, `jti`, `client_id` and `scope`. */
  readonly claims?: { readonly [name: string]: unknown }
}

/** A profile. Everything has a default: a description alone can be enforced. */
export interface AuthProfile {
  readonly $schema?: string
  readonly format?: 'sandbed-auth-profile'
  readonly version?: 1
  readonly name?: string
  /** Sandbed plays the part of whoever would know the credentials. */
  readonly mode: 'simulated'
  /** Name of a security scheme of the description -> how it is simulated. */
  readonly schemes?: { readonly [scheme: string]: SchemeProfile }
  /** Scope -> what it allows, beyond those that the description names. */
  readonly scopes?: { readonly [scope: string]: string }
  readonly tokens?: TokenProfile
}

/** Claims that the sandbox sets itself. */
export const reservedClaims: readonly string[] = [
  'iss',
  'sub',
  'aud',
  'exp',
  'iat',
  'nbf',
  'jti',
  'client_id',
  'scope'
]
