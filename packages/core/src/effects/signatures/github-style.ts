// The `github` style: one header with the hex signature of the body; the secret's text is the key. It carries no moment
// and no id, so receivers cannot tell a replay by it.
import type { Headers } from '../../http/message.js'
import { equalBytes, hmacSha256Hex } from './primitives.js'
import { bytesOf } from './style.js'
import { mismatch, missingHeader, refusal, type WebhookVerification } from './verification.js'

const header = 'x-hub-signature-256'

/** `sha256=<hex>`. There is room for one signature only: the first key's. */
export function signGithub(key: Uint8Array, body: Uint8Array): { readonly [name: string]: string } {
  return { [header]: `sha256=${hmacSha256Hex(key, body)}` }
}

/** The one signature has to be by one of the keys. */
export function verifyGithub(
  keys: readonly Uint8Array[],
  headers: Headers,
  body: Uint8Array
): WebhookVerification {
  const text = headers[header]
  if (text === undefined) return missingHeader(header)
  if (!/^sha256=[0-9a-f]{64}$/.test(text))
    return refusal('header-malformed', `${header} is not sha256= and 64 lower-case hex digits.`)
  const given = bytesOf(text.slice('sha256='.length))
  const isRight = keys.some((key) => equalBytes(bytesOf(hmacSha256Hex(key, body)), given))
  return isRight ? { ok: true } : mismatch(header)
}
