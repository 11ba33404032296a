// Keys as JWK (RFC 7517): the public ones a sandbox shows, and those a profile trusts.
import { ed25519PublicKey } from '../../effects/signatures/primitives.js'
import { digestBase64url, fromBase64url, toBase64url } from './base64url.js'
import type { JwsKey } from './jws.js'

/** A public Ed25519 key (RFC 8037 section 2). */
export interface PublicJwk {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly use: 'sig'
  readonly alg: 'EdDSA'
  readonly kid: string
}

/** A key that tokens of others may be signed with, as a profile has it. */
export type TrustedJwk =
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string; readonly kid?: string }
  | { readonly kty: 'oct'; readonly alg: 'HS256'; readonly k: string; readonly kid?: string }

/** What the holder of a 32-byte seed shows the world. */
export function publicJwk(seed: Uint8Array): PublicJwk {
  const publicKey = ed25519PublicKey(seed)
  const x = toBase64url(publicKey)
  return { kty: 'OKP', crv: 'Ed25519', x, use: 'sig', alg: 'EdDSA', kid: keyId(publicKey) }
}

/** The name of a public key: its JWK thumbprint with SHA-256 (RFC 7638, RFC 8037 appendix A.3). */
export function keyId(publicKey: Uint8Array): string {
  return digestBase64url(`{"crv":"Ed25519","kty":"OKP","x":"${toBase64url(publicKey)}"}`)
}

/** Reads a trusted key; a clause where it cannot be one. The key is never in it. */
export function readJwk(jwk: TrustedJwk): JwsKey | { readonly problem: string } {
  const named = jwk.kid === undefined ? {} : { kid: jwk.kid }
  if (jwk.kty === 'OKP') {
    const publicKey = fromBase64url(jwk.x)
    return publicKey?.length === 32
      ? { algorithm: 'EdDSA', publicKey, ...named }
      : { problem: '`x` is not 32 bytes in base64url' }
  }
  const secret = fromBase64url(jwk.k)
  if (!secret) return { problem: '`k` is not base64url' }
  // RFC 7518 section 3.2; and a public key is no secret, whatever it is called.
  if (secret.length < 32) return { problem: `\`k\` has ${secret.length} bytes, and HS256 needs 32` }
  if (startsWith(secret, '-----BEGIN')) return { problem: '`k` is the text of another kind of key' }
  return { algorithm: 'HS256', secret, ...named }
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((character, index) => bytes[index] === character.charCodeAt(0))
}
