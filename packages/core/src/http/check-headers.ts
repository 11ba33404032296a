// The first look at a request's headers: sizes, characters, and fields that may come once only.

import { lowerName } from './headers.js'
import type { RequestLimits } from './limits.js'
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
// oxlint-disable-next-line no-control-regex
const forbidden = /[\0-\x08\x0a-\x1f\x7f]/

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
    if (!token.test(name)) return malformed(`"${echo(name)}" is not a header name`)
    const bit = single.get(lowerName(name)) ?? 0
    if ((seen & bit) !== 0 || (bit !== 0 && lines > 1)) return malformed(`"${name}" may be sent only once`)
    seen |= bit
    for (let i = 0; i < lines; i++) {
      const line = typeof value === 'string' ? value : (value[i] as string)
      size += line.length
      if (forbidden.test(line)) return malformed(`The value of "${name}" holds a control character`)
    }
  }
  if (fields > limits.headerFields) return tooLarge(`More than ${limits.headerFields} header fields`)
  if (size > limits.headerBytes) return tooLarge(`More than ${limits.headerBytes} bytes of headers`)
  return undefined
}

function malformed(detail: string): Problem {
  return { slug: 'malformed-header', detail }
}

function tooLarge(detail: string): Problem {
  return { slug: 'headers-too-large', detail }
}
