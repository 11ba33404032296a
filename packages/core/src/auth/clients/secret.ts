// Secrets of clients: made of a host's entropy, kept as digests, and compared in one place.
import { bytesOf } from '../../effects/signatures/style.js'
import { equalBytes } from '../../effects/signatures/primitives.js'
import { digestText } from '../../internal/digest.js'
import { toBase64url } from '../jwt/base64url.js'
import type { ClientRecord } from './client.js'

/** The bytes of entropy that a secret or a key is made of. */
export const entropyBytes = 32

/** What every secret begins with unless something else is asked for: people and scanners know it by that. */
export const secretPrefix = 'sandbed_'

const nobody = digestText('')

/**
 * A new secret, of 32 random bytes that the host supplies: 43 characters of base64url behind a prefix. Throws a `RangeError` for another number of bytes;
 * there is no other source, least of all the seed of the sandbox.
 */
export function makeClientSecret(entropy: Uint8Array, prefix = secretPrefix): string {
  if (entropy.length !== entropyBytes)
    throw new RangeError(`A secret is made of ${entropyBytes} random bytes, not of ${entropy.length}.`)
  return prefix + toBase64url(entropy)
}

/** What is kept of a secret. It has 256 random bits, so a plain SHA-256 cannot be turned around. */
export function digestSecret(secret: string): string {
  return digestText(secret)
}

/**
 * Whether a secret is one of the client's at an instant. It takes the same time whichever is wrong, and without a client as long as with one that has one
 * secret.
 */
export function isSecretOf(client: ClientRecord | undefined, secret: string, now: number): boolean {
  const given = bytesOf(digestSecret(secret))
  const known = client && client.secrets.length > 0 ? client.secrets : [{ digest: nobody, until: null }]
  let found = false
  for (const { digest, until } of known)
    if (equalBytes(bytesOf(digest), given) && (until === null || until > now)) found = true
  return found && client !== undefined && client.secrets.length > 0
}
