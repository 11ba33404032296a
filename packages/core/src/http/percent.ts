// Percent-encoding (RFC 3986 section 2.1), strict both ways: nothing is guessed, nothing is decoded twice.

/** Decodes once; `undefined` when an escape is broken or the bytes are not UTF-8. */
export function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Decodes a form or query component, where `+` is a space; `undefined` when malformed. */
export function formDecode(text: string): string | undefined {
  return percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text)
}

/** Encodes everything but RFC 3986 unreserved characters. Lone surrogates become U+FFFD. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/[!'()*]/g, escapeAscii)
}

/** As `percentEncode`, but leaves the given ASCII characters as they are. */
export function percentEncodeExcept(text: string, kept: string): string {
  return percentEncode(text).replace(/%[0-7][0-9A-F]/g, (escape) => {
    const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    return kept.includes(character) ? character : escape
  })
}

function escapeAscii(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`
}
