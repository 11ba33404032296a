// The `standard` style: Standard Webhooks 1.0.0, "Signature scheme" and "Webhook headers".
import { isSafeHeaderValue } from '../../http/headers.js'
import type { Headers } from '../../http/message.js'
import { fromBase64, toBase64 } from './base64.js'
import { equalBytes, hmacSha256, signEd25519, verifyEd25519 } from './primitives.js'
import type { SigningKey, VerifyingKey } from './secrets.js'
import { bytesOf, mostSignatures } from './style.js'
import { readTimestamp, type ReceiverClock } from './timestamp.js'
import { mismatch, missingHeader, refusal, type WebhookVerification } from './verification.js'

const versions = { 'hmac-sha256': 'v1', ed25519: 'v1a' } as const
const signatureLengths = { 'hmac-sha256': 32, ed25519: 64 } as const

/** What keeps a text from being the id of an event, as a clause; `undefined` when nothing does. */
export function checkEventId(id: string): string | undefined {
  if (id === '' || !isSafeHeaderValue(id)) return 'it has to be visible ASCII text'
  return id.includes('.') ? 'it holds a full stop, which ends it in the signed text' : undefined
}

/** The headers of an attempt: one signature for each key, in their order. */
export function signStandard(
  keys: readonly SigningKey[],
  id: string,
  timestamp: string,
  body: Uint8Array
): { readonly [name: string]: string } {
  const content = signedContent(id, timestamp, body)
  const signatures = keys.map((key) => {
    const signature =
      key.algorithm === 'ed25519' ? signEd25519(key.seed, content) : hmacSha256(key.bytes, content)
    return `${versions[key.algorithm]},${toBase64(signature)}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') }
}

/** Any right signature by any of the keys will do; versions that no key checks are passed over. */
export function verifyStandard(
  keys: readonly VerifyingKey[],
  headers: Headers,
  body: Uint8Array,
  clock: ReceiverClock
): WebhookVerification {
  const id = headers['webhook-id']
  const timestampText = headers['webhook-timestamp']
  const signatureText = headers['webhook-signature']
  if (id === undefined) return missingHeader('webhook-id')
  if (timestampText === undefined) return missingHeader('webhook-timestamp')
  if (signatureText === undefined) return missingHeader('webhook-signature')
  const problem = checkEventId(id)
  if (problem !== undefined) return refusal('header-malformed', `webhook-id is no event's id: ${problem}.`)
  const timestamp = readTimestamp('webhook-timestamp', timestampText, clock)
  if (typeof timestamp !== 'number') return timestamp
  const signatures = signatureText.split(' ', mostSignatures + 1)
  if (signatures.length > mostSignatures)
    return refusal('too-many-signatures', `webhook-signature holds more than ${mostSignatures} signatures.`)

  const content = signedContent(id, timestampText, body)
  const known = signatures.flatMap((signature) => {
    const comma = signature.indexOf(',')
    const version = comma < 0 ? undefined : signature.slice(0, comma)
    const ours = keys.filter(({ algorithm }) => versions[algorithm] === version)
    return ours.length === 0 ? [] : [{ ours, bytes: fromBase64(signature.slice(comma + 1)) }]
  })
  if (known.length === 0) return unknownVersions(keys)
  const formed = known.filter(({ ours, bytes }) => bytes?.length === signatureLengths[ours[0]!.algorithm])
  if (formed.length === 0)
    return refusal(
      'header-malformed',
      'What follows the version in webhook-signature is no signature in base64.'
    )
  const isRight = formed.some(({ ours, bytes }) => ours.some((key) => verifies(key, content, bytes!)))
  return isRight ? { ok: true, id, timestamp } : mismatch('webhook-signature')
}

function verifies(key: VerifyingKey, content: Uint8Array, signature: Uint8Array): boolean {
  return key.algorithm === 'ed25519'
    ? verifyEd25519(key.publicKey, content, signature)
    : equalBytes(hmacSha256(key.bytes, content), signature)
}

function unknownVersions(keys: readonly VerifyingKey[]): WebhookVerification {
  const expected = [...new Set(keys.map(({ algorithm }) => versions[algorithm]))].join(' or ')
  return refusal(
    'no-known-signature',
    `webhook-signature holds no ${expected} signature, which is what the secret can check.`
  )
}

function signedContent(id: string, timestamp: string, body: Uint8Array): Uint8Array {
  const start = bytesOf(`${id}.${timestamp}.`)
  const content = new Uint8Array(start.length + body.length)
  content.set(start)
  content.set(body, start.length)
  return content
}
