// Base64url as JOSE writes it: no padding, and one text for each byte string, so that no token can be spelled in two ways.
import { fromBase64, toBase64 } from '../../effects/signatures/base64.js'
import { digestText } from '../../internal/digest.js'

/** Bytes as base64url without padding (RFC 7515 section 2). */
export function toBase64url(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * The bytes of base64url; `undefined` for anything but the one text that `toBase64url` gives them: padding, the standard alphabet, white
 * space and stray low bits are refused.
 */
export function fromBase64url(text: string): Uint8Array | undefined {
  if (text === '') return new Uint8Array()
  if (!/^[A-Za-z0-9_-]+$/.test(text)) return undefined
  const padding = '='.repeat((4 - (text.length % 4)) % 4)
  return fromBase64(text.replaceAll('-', '+').replaceAll('_', '/') + padding)
}

/** The SHA-256 of a text's UTF-8 bytes as base64url: 43 characters. */
export function digestBase64url(text: string): string {
  const hex = digestText(text)
  return toBase64url(
    Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16))
  )
}
