// The first look at a request's headers: sizes, characters, and fields that may come once only.

import { lowerName } from './headers.js'
import type { RequestLimits } from './limits.js'
import { memoise } from '../internal/memoise.js'
import type { HeadersInput } from './message.js'
import { echo, type Problem } from './problem.js'

// Fields whose second value a server must not silently prefer: hosts disagree on which one they keep.
const single = new Map(
  [
    'authorization',
    'content-length',
    'content-type',
    'content-encoding',
    'host',
    'idempotency-key',
    'if-modified-since',
    'if-unmodified-since',
    'proxy-authorization',
    'x-api-key'
  ].map((name, index) => [name, 1 << index])
)

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
// The bit of a name in `single`, 0 when it may repeat; `undefined` when it is not a token (RFC 9110 section 5.1).
const examineName = memoise(
  (name) => (token.test(name) ? (single.get(lowerName(name)) ?? 0) : undefined),
  512,
  64
)

/**
 * Refuses headers that are too many or too large (431), that are not RFC 9110 fields (400), or that repeat a
 * single-valued field (400), in whatever letter case. `undefined` when there is nothing to refuse. Sizes count the
 * UTF-16 units of names and values, which for headers are bytes.
 */
export function checkHeaders(input: HeadersInput | undefined, limits: RequestLimits): Problem | undefined {
  if (input === undefined) return undefined
  let size = 0
  let fields = 0
  let seen = 0
  for (const name of Object.keys(input)) {
    const value = input[name]
    if (value === undefined) continue
    const lines = typeof value === 'string' ? 1 : value.length
    fields += lines
    size += name.length * lines
    if (fields > limits.headerFields || size > limits.headerBytes) break
    const bit = examineName(name)
    if (bit === undefined) return malformed(`"${echo(name)}" is not a header name`)
    if ((seen & bit) !== 0 || (bit !== 0 && lines > 1)) return malformed(`"${name}" may be sent only once`)
    seen |= bit
    for (let i = 0; i < lines; i++) {
      const line = typeof value === 'string' ? value : (value[i] as string)
      size += line.length
      if (hasControl(line)) return malformed(`The value of "${name}" holds a control character`)
    }
  }
  if (fields > limits.headerFields) return tooLarge(`More than ${limits.headerFields} header fields`)
  if (size > limits.headerBytes) return tooLarge(`More than ${limits.headerBytes} bytes of headers`)
  return undefined
}

function hasControl(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if ((unit < 0x20 && unit !== 0x09) || unit === 0x7f) return true
  }
  return false
}

function malformed(detail: string): Problem {
  return { slug: 'malformed-header', detail }
}

function tooLarge(detail: string): Problem {
  return { slug: 'headers-too-large', detail }
}
