// The two algorithms that signatures are made with, and the one comparison they are checked with.
import { hashes, getPublicKey, sign, verify } from '@noble/ed25519'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

// What makes its functions synchronous.
hashes.sha512 = sha512

/** HMAC-SHA256 (RFC 2104, FIPS 180-4) of the parts, one after the other: 32 bytes. */
export function hmacSha256(key: Uint8Array, ...parts: readonly Uint8Array[]): Uint8Array {
  const mac = hmac.create(sha256, key)
  for (const part of parts) mac.update(part)
  return mac.digest()
}

/** The same, as 64 lower-case hex digits. */
export function hmacSha256Hex(key: Uint8Array, ...parts: readonly Uint8Array[]): string {
  return bytesToHex(hmacSha256(key, ...parts))
}

/** The 64-byte Ed25519 signature of a message, from the 32-byte seed of the key pair (RFC 8032 section 5.1.6). */
export function signEd25519(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return sign(message, seed)
}

/**
 * Whether a 64-byte signature is the message's under a 32-byte public key (RFC 8032 section 5.1.7). Strict: encodings
 * that are not canonical and public keys of small order are never right.
 */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return verify(signature, message, publicKey, { zip215: false })
}

/** The 32-byte public key of a 32-byte seed (RFC 8032 section 5.1.5). */
export function ed25519PublicKey(seed: Uint8Array): Uint8Array {
  return getPublicKey(seed)
}

/** Whether two byte strings are equal, in a time that tells their length and nothing else. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a[i]! ^ b[i]!
  return difference === 0
}
