// The Cookie request header (RFC 6265 section 4.2.1) as an ordered list. Values are decoded where a parameter reads them.

import { percentDecode } from './percent.js'
import type { Pair } from './query.js'

/**
 * Reads a Cookie header: `;` separates, white space around a pair and quotes around a value are dropped, pairs without
 * `=` are ignored. Values that are not valid percent-encoding are kept as sent: other software's cookies arrive
 * too, and only a declared parameter has to be well-formed.
 */
export function parseCookies(header: string | undefined): Pair[] {
  const pairs: Pair[] = []
  for (const part of header?.split(';') ?? []) {
    const equals = part.indexOf('=')
    if (equals === -1) continue
    const name = part.slice(0, equals).trim()
    let raw = part.slice(equals + 1).trim()
    if (raw.length > 1 && raw.startsWith('"') && raw.endsWith('"')) raw = raw.slice(1, -1)
    pairs.push({ name: percentDecode(name) ?? name, value: percentDecode(raw) ?? raw, raw })
  }
  return pairs
}
