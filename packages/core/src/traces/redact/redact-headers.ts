// Headers without their secrets: what stays is that there was one, and of which kind.
import type { HeadersInput } from '../../http/message.js'
import { percentDecode } from '../../http/percent.js'
import { setOwn } from '../../internal/json.js'
import { redacted } from './marker.js'
import { redactUrl } from './redact-url.js'
import { isSensitive, type Sensitive } from './sensitive.js'

/** Headers as a trace holds them: names in lower case, repeated lines as a list. */
export type TraceHeaders = { readonly [name: string]: string | readonly string[] }

/** Takes out what stands in a place for secrets; `found` is told what that was. */
export function redactHeaders(
  headers: HeadersInput | undefined,
  sensitive: Sensitive,
  found: (value: string) => void
): TraceHeaders {
  const shown: TraceHeaders = {}
  for (const name of Object.keys(headers ?? {})) {
    const value = headers![name]
    if (value === undefined) continue
    const lower = name.toLowerCase()
    const one = (line: string): string => redactLine(lower, line, sensitive, found)
    setOwn(shown, lower, Array.isArray(value) ? value.map(one) : one(value as string))
  }
  return shown
}

function redactLine(
  name: string,
  value: string,
  sensitive: Sensitive,
  found: (value: string) => void
): string {
  if (name === 'cookie')
    return value
      .split(';')
      .map((pair) => redactCookie(pair, found))
      .join(';')
  if (name === 'set-cookie') {
    const end = value.indexOf(';')
    return end === -1
      ? redactCookie(value, found)
      : redactCookie(value.slice(0, end), found) + value.slice(end)
  }
  if (name === 'referer' || name === 'location' || name === 'content-location' || name === 'origin')
    return redactUrl(value, sensitive, null, found)
  if (!isSensitive(sensitive, 'header', name)) return value
  const [, scheme, rest] = /^([\w-]{2,20})[ \t]+(\S.*)$/s.exec(value) ?? []
  found(rest ?? value)
  if (scheme === undefined || rest === undefined) return redacted
  if (scheme.toLowerCase() === 'basic') for (const part of basicParts(rest)) found(part)
  return `${scheme} ${redacted}`
}

function redactCookie(pair: string, found: (value: string) => void): string {
  const equals = pair.indexOf('=')
  const value = pair.slice(equals + 1).trim()
  if (value === '') return pair
  found(value)
  found(percentDecode(value) ?? value)
  return equals === -1 ? redacted : `${pair.slice(0, equals)}=${redacted}`
}

/** User and password together, and the password. (RFC 7617) */
function basicParts(base64: string): string[] {
  let bytes = ''
  let bits = 0
  let width = 0
  for (const sign of base64) {
    const digit = alphabet.indexOf(sign)
    if (digit === -1) break
    bits = ((bits << 6) | (digit & 63)) & 0xffff
    width += 6
    if (width >= 8) {
      width -= 8
      bytes += String.fromCharCode((bits >> width) & 0xff)
    }
  }
  return [bytes, bytes.slice(bytes.indexOf(':') + 1)]
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
