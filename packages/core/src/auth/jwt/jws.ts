// Signed texts in the compact form of JWS (RFC 7515 section 3.1): made with Ed25519, checked with exactly the algorithm of a key that is known.
import { bytesOf } from '../../effects/signatures/style.js'
import { equalBytes, hmacSha256, signEd25519, verifyEd25519 } from '../../effects/signatures/primitives.js'
import { decodeText } from '../../http/bodies/charset.js'
import { getOwn, isObject } from '../../internal/json.js'
import { fromBase64url, toBase64url } from './base64url.js'
import { parseUniqueJson } from './unique-json.js'

/** A key that checks, and the one algorithm it may be used with (RFC 8725 section 3.1). */
export type JwsKey =
  | { readonly algorithm: 'EdDSA'; readonly publicKey: Uint8Array; readonly kid?: string }
  | { readonly algorithm: 'HS256'; readonly secret: Uint8Array; readonly kid?: string }

/** A header that can be trusted and the bytes it was signed with; or a clause for traces that says why there are none. */
export type JwsReading =
  | { readonly header: { readonly [name: string]: unknown }; readonly payload: Uint8Array }
  | { readonly problem: string }

/** Longer tokens are not looked at. */
export const longestToken = 16 * 1024

// What would let a token choose its own key, or change what its other parts mean.
const refused = ['crit', 'jwk', 'jku', 'x5u', 'x5c', 'b64', 'zip']
const kidForm = /^(?!.*\.\.)[A-Za-z0-9_.:@=-]{1,128}$/

/** Signs a payload with the 32-byte seed of an Ed25519 key (RFC 8037 section 3.1). `header` is written after `alg`. */
export function signJws(
  seed: Uint8Array,
  header: { readonly [name: string]: string },
  payload: string
): string {
  const content = `${encode(JSON.stringify({ alg: 'EdDSA', ...header }))}.${encode(payload)}`
  return `${content}.${toBase64url(signEd25519(seed, bytesOf(content)))}`
}

/**
 * Reads a compact JWS that one of the keys has signed. Strict: base64url of one spelling, a header without a member twice, no `crit`, `b64`, `zip`
 * and no key within it, a `kid` (where there is one) that a key may have. Never throws.
 */
export function verifyJws(token: string, keys: readonly JwsKey[]): JwsReading {
  if (token.length > longestToken) return { problem: `it has more than ${longestToken} characters` }
  const parts = token.split('.', 4)
  if (parts.length !== 3) return { problem: 'it does not have three parts' }
  const [head, payload, signature] = parts.map(fromBase64url)
  if (!head || !payload || !signature) return { problem: 'a part of it is not base64url' }
  const header = parseUniqueJson(decodeText(head) ?? '')
  if (!isObject(header)) return { problem: 'its header is not a JSON object of different members' }
  const stranger = refused.find((name) => Object.hasOwn(header, name))
  if (stranger !== undefined) return { problem: `its header has ${stranger}` }
  const kid = getOwn(header, 'kid')
  if (kid !== undefined && !(typeof kid === 'string' && kidForm.test(kid)))
    return { problem: 'its kid cannot be that of a key' }
  const algorithm = getOwn(header, 'alg')
  const candidates = keys.filter(
    (key) => key.algorithm === algorithm && (kid === undefined || key.kid === undefined || key.kid === kid)
  )
  if (candidates.length === 0) return { problem: 'no key is known for its alg and kid' }
  const content = bytesOf(token.slice(0, token.lastIndexOf('.')))
  return candidates.some((key) => isSignature(key, content, signature))
    ? { header, payload }
    : { problem: 'its signature is wrong' }
}

function isSignature(key: JwsKey, content: Uint8Array, signature: Uint8Array): boolean {
  if (key.algorithm === 'HS256') return equalBytes(hmacSha256(key.secret, content), signature)
  return signature.length === 64 && verifyEd25519(key.publicKey, content, signature)
}

function encode(text: string): string {
  return toBase64url(bytesOf(text))
}
