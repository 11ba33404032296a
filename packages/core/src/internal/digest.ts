// SHA-256 of text, as hex: the address of releases, later of states.
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

const encoder = new TextEncoder()

/** The SHA-256 of the parts' UTF-8 bytes, one after the other, as 64 hex digits. */
export function digestText(...parts: readonly string[]): string {
  return digestTexts(parts)
}

/** The same, of any number of parts. */
export function digestTexts(parts: readonly string[]): string {
  const hash = sha256.create()
  for (const part of parts) hash.update(encoder.encode(part))
  return bytesToHex(hash.digest())
}
