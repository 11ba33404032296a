// Bytes to text and back, in the few character sets a body may use. Hosts differ on the rest, so the rest is refused.

import type { MediaType } from '../media-type.js'

/** The character sets that are read. */
export type Charset = 'utf-8' | 'us-ascii' | 'iso-8859-1'

const names = new Map<string, Charset>([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'us-ascii'],
  ['ascii', 'us-ascii'],
  ['iso-8859-1', 'iso-8859-1'],
  ['latin1', 'iso-8859-1'],
  ['latin-1', 'iso-8859-1']
])

const utf8 = new TextDecoder('utf-8', { fatal: true })
const encoder = new TextEncoder()

/** The character set a media type names, UTF-8 when it names none, `undefined` when it is not one we read. */
export function charsetOf(mediaType: MediaType): Charset | undefined {
  return names.get(mediaType.parameters.get('charset')?.toLowerCase() ?? 'utf-8')
}

/** Decodes strictly; `undefined` when the bytes are not of that character set. A UTF-8 byte order mark is dropped. */
export function decodeText(bytes: Uint8Array, charset: Charset = 'utf-8'): string | undefined {
  if (charset === 'utf-8') {
    try {
      return utf8.decode(bytes)
    } catch {
      return undefined
    }
  }
  if (charset === 'us-ascii' && bytes.some((byte) => byte > 0x7f)) return undefined
  return latin1(bytes)
}

/** The text as UTF-8; lone surrogates become U+FFFD. */
export function encodeText(text: string): Uint8Array {
  return encoder.encode(text)
}

/** Whether a body has more bytes than `limit`; text counts as UTF-8, where a UTF-16 unit is one to three bytes: most texts are decided by their length. */
export function exceedsBytes(body: string | Uint8Array, limit: number): boolean {
  if (body.length > limit) return true
  return typeof body === 'string' && body.length * 3 > limit && encodeText(body).length > limit
}

/** One character per byte. (Platform decoders read `latin1` as windows-1252, which differs in 27 characters.) */
export function latin1(bytes: Uint8Array): string {
  let text = ''
  // In pieces: each byte is one argument.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return text
}
