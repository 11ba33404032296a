// Headers: into the one form the engine reads, and out in a form no host can misread.

import type { Headers, HeadersInput } from './message.js'

// An empty class with an empty prototype: no inherited names as with `Object.create(null)`, but with fast properties.
const EmptyHeaders = function () {} as unknown as new () => { [name: string]: string }
EmptyHeaders.prototype = Object.freeze(Object.create(null))

const maxKnownNames = 512
const lowerNames = new Map<string, string>()

/** Lower case of a header name; remembers the names seen, up to a bound. */
export function lowerName(name: string): string {
  const known = lowerNames.get(name)
  if (known !== undefined) return known
  const lower = asciiLowerCase(name)
  if (lowerNames.size < maxKnownNames && name.length <= 64) lowerNames.set(name, lower)
  return lower
}

/**
 * The headers with lower-case names and one string each: repeated lines are joined with `, ` (RFC 9110 section 5.3),
 * `cookie` with `; ` (RFC 9113 section 8.2.3). Reading a name that was not sent gives `undefined`, whatever the name.
 */
export function normaliseHeaders(input: HeadersInput | undefined): Headers {
  const headers = new EmptyHeaders()
  if (input === undefined) return headers
  for (const name of Object.keys(input)) {
    const value = input[name]
    if (value === undefined) continue
    const lower = lowerName(name)
    const separator = lower === 'cookie' ? '; ' : ', '
    const text = typeof value === 'string' ? value : value.join(separator)
    const earlier = headers[lower]
    headers[lower] = earlier === undefined ? text : earlier + separator + text
  }
  return headers
}

/** True when a text can be sent as a header value on every host: visible ASCII, spaces and tabs inside, nothing else. */
export function isSafeHeaderValue(text: string): boolean {
  return /^(?:[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?)?$/.test(text)
}

/**
 * Makes any text a safe header value: control characters, DEL and everything outside ASCII are percent-encoded as UTF-8,
 * and so are spaces at either end. Safe texts come back unchanged, so the encoding is not reversible by itself.
 */
export function headerValue(text: string): string {
  if (isSafeHeaderValue(text)) return text
  return text.toWellFormed().replace(/^[ \t]+|[ \t]+$|[^\t\x20-\x7e]+/g, encodeURIComponent)
}

function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
