// Opaque cursors: a position in a list, written so that it works only for the list and the query it was made for.
import { hashText } from '../../../internal/random.js'
import type { SortKey } from './compare-values.js'
import type { Position } from './ordered-rows.js'

/** A position, and which way to go from it. */
export interface Cursor {
  readonly position: Position
  readonly backward: boolean
}

/** What a cursor belongs to. */
export interface CursorContext {
  /** Names the list, its filters and its sort. */
  readonly binding: string
  /** The sandbox's. */
  readonly key: number
  /** The sandbox's clock, epoch milliseconds. */
  readonly now: number
}

const longestToken = 20_000
/** Milliseconds that a cursor is good for. */
const lifetime = 30 * 86_400_000

/** Writes a cursor: URL-safe text. */
export function writeCursor({ position, backward }: Cursor, { binding, key, now }: CursorContext): string {
  const parts = [backward ? 1 : 0, now, position.seq, ...position.keys]
  const content = encodeURIComponent(JSON.stringify(parts))
  return toBase64Url(`${digestOf(content, binding, key)}${content}`)
}

/**
 * Reads a cursor; `undefined` for a text that is none, was made for another list, query or sandbox, or was changed, and `expired` for one that is
 * 30 days old.
 */
export function readCursor(
  token: unknown,
  { binding, key, now }: CursorContext
): Cursor | 'expired' | undefined {
  if (typeof token !== 'string' || token.length > longestToken) return undefined
  const text = fromBase64Url(token)
  if (text === undefined) return undefined
  const content = text.slice(digestLength)
  if (text.slice(0, digestLength) !== digestOf(content, binding, key)) return undefined
  const parts = parse(content)
  if (!Array.isArray(parts) || typeof parts[1] !== 'number' || typeof parts[2] !== 'number') return undefined
  const [backward, made, seq, ...keys] = parts as [number, number, number, ...SortKey[]]
  if (now >= made + lifetime) return 'expired'
  return { position: { seq, keys }, backward: backward === 1 }
}

/** The digest keeps strangers out, not those who take the trouble to work it out. */
function parse(content: string): unknown {
  try {
    return JSON.parse(decodeURIComponent(content))
  } catch {
    return undefined
  }
}

const digestLength = 12

/** Twice 30 bits: enough to refuse what was not made here, short enough for a URL. */
function digestOf(content: string, binding: string, key: number): string {
  const first = hashText(content, hashText(binding, key))
  const second = hashText(binding, hashText(content, key ^ 0x5bd1e995))
  return [first, second]
    .map((part) => (part % 0x7fffffff).toString(36).padStart(digestLength / 2, '0'))
    .join('')
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** ASCII text -> base64url without padding (RFC 4648 section 5). */
function toBase64Url(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i += 3) {
    const left = text.length - i
    const bits =
      (text.charCodeAt(i) << 16) |
      ((left > 1 ? text.charCodeAt(i + 1) : 0) << 8) |
      (left > 2 ? text.charCodeAt(i + 2) : 0)
    out += alphabet[bits >> 18]! + alphabet[(bits >> 12) & 63]!
    if (left > 1) out += alphabet[(bits >> 6) & 63]!
    if (left > 2) out += alphabet[bits & 63]!
  }
  return out
}

/** The ASCII text of base64url in its one canonical form; `undefined` for anything else. */
function fromBase64Url(token: string): string | undefined {
  if (token.length % 4 === 1 || !/^[A-Za-z0-9_-]+$/.test(token)) return undefined
  let out = ''
  for (let i = 0; i < token.length; i += 4) {
    const part = token.slice(i, i + 4)
    let bits = 0
    for (let j = 0; j < 4; j++) bits = (bits << 6) | (j < part.length ? alphabet.indexOf(part[j]!) : 0)
    for (let j = 0; j < part.length - 1; j++) out += String.fromCharCode((bits >> (16 - j * 8)) & 255)
  }
  return toBase64Url(out) === token ? out : undefined
}
