// JSON Web Tokens (RFC 7519): claims over a JWS, judged at an instant that is an argument.
import { decodeText } from '../../http/bodies/charset.js'
import { getOwn, isObject } from '../../internal/json.js'
import { signJws, verifyJws, type JwsKey } from './jws.js'
import { keyId } from './jwk.js'
import { parseUniqueJson } from './unique-json.js'
import { ed25519PublicKey } from '../../effects/signatures/primitives.js'

/** The members of a token. */
export type Claims = { readonly [name: string]: unknown }

/** What a token has to be. */
export interface JwtExpectation {
  readonly keys: readonly JwsKey[]
  /** Epoch milliseconds of the sandbox's clock. */
  readonly now: number
  /** Values of `typ`, in lower case without `application/`, that are taken; `''` stands for a token without one. */
  readonly types: readonly string[]
  /** What `iss` has to be. @default anything */
  readonly issuer?: string
  /** What `aud` has to be, or to hold. @default anything */
  readonly audience?: string
}

/** The claims; or a clause for traces that says why the token is not good. Clients are told the same for all of them. */
export type JwtReading = { readonly claims: Claims } | { readonly problem: string }

/** Signs claims with the 32-byte seed of an Ed25519 key: compact, `alg` EdDSA, `kid` derived from the key. The same input gives the same token. */
export function signJwt(seed: Uint8Array, type: string, claims: Claims): string {
  const kid = keyId(ed25519PublicKey(seed))
  return signJws(seed, { typ: type, kid }, JSON.stringify(claims))
}

/**
 * Judges a token: its signature (see `verifyJws`), its type, and its times: `exp` has to be there and ahead, `nbf` not ahead, without leeway, since both
 * ends have the clock of the sandbox. Never throws.
 */
export function verifyJwt(token: string, expected: JwtExpectation): JwtReading {
  const signed = verifyJws(token, expected.keys)
  if ('problem' in signed) return signed
  const { typ } = signed.header
  const type =
    typ === undefined ? '' : typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : typ
  if (!expected.types.includes(type as string)) return { problem: 'its typ is that of another kind of token' }
  const claims = parseUniqueJson(decodeText(signed.payload) ?? '')
  if (!isObject(claims)) return { problem: 'its claims are not a JSON object of different members' }
  return judgeTimes(claims, expected.now) ?? judgeParties(claims, expected) ?? { claims }
}

function judgeTimes(claims: Claims, now: number): { readonly problem: string } | undefined {
  const [exp, nbf, iat] = ['exp', 'nbf', 'iat'].map((name) => getOwn(claims, name))
  if (!isTime(exp)) return { problem: 'it has no exp' }
  if (now >= exp * 1000) return { problem: 'it has expired' }
  if (nbf !== undefined && !(isTime(nbf) && nbf * 1000 <= now)) return { problem: 'it is not valid yet' }
  return iat === undefined || isTime(iat) ? undefined : { problem: 'its iat is not a time' }
}

function judgeParties(
  claims: Claims,
  { issuer, audience }: JwtExpectation
): { readonly problem: string } | undefined {
  if (issuer !== undefined && getOwn(claims, 'iss') !== issuer) return { problem: 'it is of another issuer' }
  if (audience === undefined) return undefined
  const aud = getOwn(claims, 'aud')
  const isMeant = Array.isArray(aud) ? aud.includes(audience) : aud === audience
  return isMeant ? undefined : { problem: 'it is for another audience' }
}

/** A NumericDate (RFC 7519 section 2): seconds since 1970. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}
