// Headers: into the one form the engine reads, and out in a form no host can misread.

import { memoise } from '../internal/memoise.js'
import type { Headers, HeadersInput } from './message.js'

// An empty class with an empty prototype: no inherited names as with `Object.create(null)`, but with fast properties.
const EmptyHeaders = function () {} as unknown as new () => { [name: string]: string }
EmptyHeaders.prototype = Object.freeze(Object.create(null))

/** Fields about one connection and the framing on it (RFC 9110 section 7.6.1, RFC 9112 section 6): nobody's to set but the host's. */
export const connectionFields: readonly string[] = [
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade'
]

/** ASCII lower case of a header name. */
export const lowerName = memoise(
  (name) => name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  512,
  64
)

/**
 * The headers with lower-case names and one string each: repeated lines are joined with `, ` (RFC 9110 section 5.3),
 * `cookie` with `; ` (RFC 9113 section 8.2.3). Reading a name that was not sent gives `undefined`, whatever the name.
 */
export function normaliseHeaders(input: HeadersInput | undefined): Headers {
  if (input === undefined) return new EmptyHeaders()
  if (isNormal(input)) return Object.assign(new EmptyHeaders(), input)
  const headers = new EmptyHeaders()
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

// What most hosts hand over is normal already; a look is much cheaper than joining.
function isNormal(input: HeadersInput): input is Headers {
  for (const name in input) {
    if (typeof input[name] !== 'string' || lowerName(name) !== name) return false
  }
  return true
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
  const whole = text.toWellFormed()
  const inner = whole.trim()
  const start = whole.indexOf(inner)
  return (
    encodeURIComponent(whole.slice(0, start)) +
    inner.replace(/[^\t\x20-\x7e]+/g, encodeURIComponent) +
    encodeURIComponent(whole.slice(start + inner.length))
  )
}
