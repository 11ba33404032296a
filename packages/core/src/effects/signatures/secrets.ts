// Secrets: made from a host's entropy, and read from the text in which people copy them around.
import { fromBase64, toBase64 } from './base64.js'
import { ed25519PublicKey, equalBytes } from './primitives.js'
import { bytesOf, type WebhookStyle } from './style.js'

/** What signs a delivery. */
export type SigningKey =
  | { readonly algorithm: 'hmac-sha256'; readonly bytes: Uint8Array }
  | { readonly algorithm: 'ed25519'; readonly seed: Uint8Array }

/** What checks a delivery. */
export type VerifyingKey =
  | { readonly algorithm: 'hmac-sha256'; readonly bytes: Uint8Array }
  | { readonly algorithm: 'ed25519'; readonly publicKey: Uint8Array }

/** A key, or a clause that says what is wrong with the text. The text itself is never in it. */
export type KeyReading<Key> = { readonly key: Key } | { readonly problem: string }

const [shortest, longest] = [24, 64]
const longestText = 1024

/**
 * Makes a secret of random bytes that the host supplies. `hmac-sha256`: 24 to 64 bytes become `whsec_` and base64, which serves
 * every style. `ed25519`: the 32 bytes are the seed of the key pair and become `whsk_` and base64; `publicKeyOf` tells
 * what its receivers need. Standard Webhooks 1.0.0, "Signature scheme". Throws a `RangeError` for another number of bytes.
 */
export function makeSecret(
  entropy: Uint8Array,
  algorithm: 'hmac-sha256' | 'ed25519' = 'hmac-sha256'
): string {
  const [least, most] = algorithm === 'ed25519' ? [32, 32] : [shortest, longest]
  if (entropy.length < least || entropy.length > most) {
    const number = least === most ? `${least}` : `${least} to ${most}`
    throw new RangeError(
      `A secret for ${algorithm} is made of ${number} random bytes, not of ${entropy.length}.`
    )
  }
  return (algorithm === 'ed25519' ? 'whsk_' : 'whsec_') + toBase64(entropy)
}

/** The `whpk_` text that receivers check with, of a `whsk_` secret; `undefined` for any other text. */
export function publicKeyOf(secret: string): string | undefined {
  const reading = readSigningKey('standard', secret)
  if (!('key' in reading) || reading.key.algorithm !== 'ed25519') return undefined
  return `whpk_${toBase64(ed25519PublicKey(reading.key.seed))}`
}

/** What keeps a text from being the secret of an endpoint of this style, as a clause ("it has 5 bytes, ..."); `undefined` when nothing does. */
export function checkSecret(style: WebhookStyle, secret: string): string | undefined {
  const reading = readSigningKey(style, secret)
  return 'problem' in reading ? reading.problem : undefined
}

/**
 * Reads a sender's secret. `standard` takes `whsec_` and `whsk_` (a seed of 32 bytes, or seed and public key of 64); the
 * other styles use the text as it is.
 */
export function readSigningKey(style: WebhookStyle, secret: string): KeyReading<SigningKey> {
  if (style !== 'standard') return readText(secret)
  if (secret.startsWith('whsk_')) return readKeyPair(secret.slice('whsk_'.length))
  if (secret.startsWith('whpk_'))
    return { problem: 'it is a public key, which can only check; senders need the whsk_ key' }
  return readHmacKey(secret)
}

/** Reads a receiver's secret: as for senders, but for `standard` the public `whpk_` key in place of the `whsk_` key. */
export function readVerifyingKey(style: WebhookStyle, secret: string): KeyReading<VerifyingKey> {
  if (style !== 'standard') return readText(secret)
  if (secret.startsWith('whsk_'))
    return { problem: "it is the sender's private key; receivers need the whpk_ key" }
  if (!secret.startsWith('whpk_')) return readHmacKey(secret)
  const publicKey = fromBase64(secret.slice('whpk_'.length))
  if (publicKey === undefined) return { problem: 'what follows whpk_ is not base64' }
  if (publicKey.length !== 32) return { problem: `it has ${publicKey.length} bytes, and a public key has 32` }
  return { key: { algorithm: 'ed25519', publicKey } }
}

function readText(secret: string): KeyReading<SigningKey & VerifyingKey> {
  if (secret === '') return { problem: 'it is empty' }
  if (secret.length > longestText) return { problem: `it has more than ${longestText} characters` }
  return { key: { algorithm: 'hmac-sha256', bytes: bytesOf(secret) } }
}

function readHmacKey(secret: string): KeyReading<SigningKey & VerifyingKey> {
  if (!secret.startsWith('whsec_')) return { problem: 'it does not start with whsec_, whsk_ or whpk_' }
  const bytes = decode(secret.slice('whsec_'.length))
  if (bytes === undefined) return { problem: 'what follows whsec_ is not base64' }
  if (bytes.length < shortest || bytes.length > longest)
    return { problem: `it has ${bytes.length} bytes, and a secret has ${shortest} to ${longest}` }
  return { key: { algorithm: 'hmac-sha256', bytes } }
}

function readKeyPair(text: string): KeyReading<SigningKey> {
  const bytes = decode(text)
  if (bytes === undefined) return { problem: 'what follows whsk_ is not base64' }
  if (bytes.length !== 32 && bytes.length !== 64)
    return { problem: `it has ${bytes.length} bytes, and a private key has 32, or 64 with its public key` }
  const seed = bytes.slice(0, 32)
  // A signature made under another's public key gives the private one away.
  if (bytes.length === 64 && !equalBytes(bytes.subarray(32), ed25519PublicKey(seed)))
    return { problem: 'its second half is not the public key of its first' }
  return { key: { algorithm: 'ed25519', seed } }
}

function decode(text: string): Uint8Array | undefined {
  return text.length > longestText ? undefined : fromBase64(text)
}
