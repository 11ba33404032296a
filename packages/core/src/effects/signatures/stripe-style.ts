// The `stripe` style: one header with the moment and hex signatures of "<seconds>.<body>"; the secret's text is the key.
import { hmacSha256Hex, equalBytes } from './primitives.js'
import type { Headers } from '../../http/message.js'
import { bytesOf, mostSignatures } from './style.js'
import { readTimestamp, type ReceiverClock } from './timestamp.js'
import { mismatch, missingHeader, refusal, type WebhookVerification } from './verification.js'

const header = 'stripe-signature'

/** `t=<seconds>,v1=<hex>`, with one `v1` for each key in their order. */
export function signStripe(
  keys: readonly Uint8Array[],
  timestamp: string,
  body: Uint8Array
): { readonly [name: string]: string } {
  const signatures = keys.map((key) => `v1=${signatureOf(key, timestamp, body)}`)
  return { [header]: [`t=${timestamp}`, ...signatures].join(',') }
}

/** Any right `v1` by any of the keys will do; items with other names are passed over, a second `t` is refused. */
export function verifyStripe(
  keys: readonly Uint8Array[],
  headers: Headers,
  body: Uint8Array,
  clock: ReceiverClock
): WebhookVerification {
  const text = headers[header]
  if (text === undefined) return missingHeader(header)
  // A `t`, the signatures, and as many items of versions that are not known.
  const items = text.split(',', 2 * mostSignatures + 2)
  const [timestamps, signatures] = ['t=', 'v1='].map((name) =>
    items.filter((item) => item.startsWith(name)).map((item) => item.slice(name.length))
  ) as [string[], string[]]
  if (signatures.length > mostSignatures || items.length > 2 * mostSignatures + 1)
    return refusal('too-many-signatures', `${header} holds more than ${mostSignatures} signatures.`)
  if (timestamps.length !== 1)
    return refusal('header-malformed', `${header} holds ${timestamps.length} timestamps (t=), not one.`)
  const timestamp = readTimestamp(header, timestamps[0]!, clock)
  if (typeof timestamp !== 'number') return timestamp
  if (signatures.length === 0)
    return refusal(
      'no-known-signature',
      `${header} holds no v1 signature, which is what the secret can check.`
    )
  const isRight = keys.some((key) => {
    const expected = bytesOf(signatureOf(key, timestamps[0]!, body))
    return signatures.some((signature) => equalBytes(bytesOf(signature), expected))
  })
  return isRight ? { ok: true, timestamp } : mismatch(header)
}

function signatureOf(key: Uint8Array, timestamp: string, body: Uint8Array): string {
  return hmacSha256Hex(key, bytesOf(`${timestamp}.`), body)
}
