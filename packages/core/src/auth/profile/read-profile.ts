// An unchecked value -> an auth profile, and what is wrong with the rest.
import { getOwn, isObject } from '../../internal/json.js'
import { joinPointer } from '../../internal/json-pointer.js'
import { checkShape } from '../../spec/description-shape.js'
import type { Issue } from '../../spec/issue.js'
import { copyPack } from '../../release/pack/open-pack.js'
import { gatherIssues, type Report } from '../../release/readers/report.js'
import {
  count,
  exactly,
  listOf,
  mapOf,
  matching,
  object,
  objectOf,
  text,
  word,
  type Reader
} from '../../release/readers/value-readers.js'
import { readJwk, type TrustedJwk } from '../jwt/jwk.js'
import { schemeKinds } from '../scheme-kinds.js'
import { isScopeName } from '../scopes.js'
import {
  reservedClaims,
  type AcceptedCredential,
  type AuthProfile,
  type SchemeProfile,
  type TokenProfile
} from './profile.js'

/**
 * A profile, `undefined` where it cannot be used at all, and what is wrong: at most 200 issues, `auth-profile-invalid` (errors) and
 * `auth-profile-unknown` (warnings).
 */
export interface ProfileReading {
  readonly profile: AuthProfile | undefined
  readonly issues: readonly Issue[]
}

const base64url = matching(/^[A-Za-z0-9_-]+$/, 'base64url')
const kid = matching(/^[A-Za-z0-9_.:@=-]{1,128}$/, 'up to 128 letters, digits and `_.:@=-`')
const okp = objectOf({ kty: exactly('OKP'), crv: exactly('Ed25519'), x: base64url, kid }, ['kty', 'crv', 'x'])
const oct = objectOf({ kty: exactly('oct'), alg: exactly('HS256'), k: base64url, kid }, ['kty', 'alg', 'k'])

/** What a key is like is told by a sentence of ours: the readers' own would show it. Members that nobody needs are ignored (RFC 7517 section 4). */
const nobody: Report = () => {}

/** A key that can check something. */
const jwk: Reader<TrustedJwk> = (value, at, report) => {
  const isSecret = isObject(value) && getOwn(value, 'kty') === 'oct'
  const read = (isSecret ? oct : okp)(value, at, nobody) as TrustedJwk | undefined
  if (read && Object.hasOwn(value as object, 'd'))
    return invalid(report, at, 'This is a private key; what checks tokens is the public one.')
  const fault = read && readJwk(read)
  if (!read || (Object.hasOwn(value as object, 'kid') && read.kid === undefined))
    return invalid(
      report,
      at,
      'A key is a JWK of Ed25519 (`kty`, `crv`, `x`) or of HS256 (`kty`, `alg`, `k`), with a `kid` of up to 128 letters, digits and `_.:@=-` or none.'
    )
  return fault && 'problem' in fault
    ? invalid(report, at, `This key cannot be used: ${fault.problem}.`)
    : read
}

const scheme = objectOf<SchemeProfile>({
  kind: word(schemeKinds),
  accepts: listOf<AcceptedCredential>(word(['token', 'secret']), 1),
  keys: listOf(jwk),
  issuer: text,
  audience: text
})

const claims: Reader<{ readonly [name: string]: unknown }> = (value, at, report) => {
  const read = object(value, at, report)
  const taken = read && reservedClaims.find((name) => Object.hasOwn(read, name))
  return taken === undefined
    ? read
    : invalid(report, joinPointer(at, taken), `The claim \`${taken}\` is set by the sandbox.`)
}

const tokens = objectOf<TokenProfile>({
  lifetime: count(1, 315_360_000),
  refreshLifetime: count(1, 315_360_000),
  codeLifetime: count(1, 3600),
  audience: text,
  claims
})

const scopeName: Reader<string> = (value, at, report) =>
  isScopeName(value)
    ? value
    : invalid(report, at, 'A scope is up to 200 characters of visible ASCII without quotes and backslashes.')

const anyText: Reader<string> = (value, at, report) =>
  typeof value === 'string' ? value : invalid(report, at, 'What a scope allows is said in a text.')

const whole = objectOf<AuthProfile>(
  {
    $schema: text,
    format: exactly('sandbed-auth-profile'),
    version: exactly(1),
    name: text,
    mode: exactly('simulated'),
    schemes: mapOf(scheme),
    scopes: mapOf(anyText, scopeName),
    tokens
  },
  ['mode']
)

/**
 * Reads a profile. Never throws; members that are wrong are left out. Pointers of the issues lead into the profile.
 *
 * @example
 * const { profile, issues } = readAuthProfile({ mode: 'simulated', tokens: { lifetime: 600 } })
 */
export function readAuthProfile(value: unknown): ProfileReading {
  const { issues, report } = gatherIssues()
  const copy = copyOf(value)
  const profile = copy
    ? whole(copy.value, '', report)
    : invalid(report, '', 'This is no plain JSON of a sensible size.')
  return { profile, issues: issues.map((issue) => ({ ...issue, ...codes[issue.code] })) }
}

/** The value as it is now, where it is plain JSON: what its getters or proxies say later plays no part. */
function copyOf(value: unknown): { readonly value: unknown } | undefined {
  try {
    const copy = copyPack(value)
    const isPlain = typeof copy !== 'object' || copy === null || checkShape(copy) === undefined
    return isPlain ? { value: copy } : undefined
  } catch {
    return undefined
  }
}

// The readers are those of packs.
const codes: { readonly [code: string]: Pick<Issue, 'code' | 'severity'> } = {
  'override-invalid': { code: 'auth-profile-invalid', severity: 'error' },
  'override-unknown': { code: 'auth-profile-unknown', severity: 'warning' }
}

function invalid(report: Report, pointer: string, message: string): undefined {
  report(() => ({ code: 'override-invalid', severity: 'error', pointer, message }))
}
