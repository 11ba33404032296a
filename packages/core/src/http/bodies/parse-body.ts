// The body of a request by its Content-Type. Nothing is ever guessed from the bytes.

import { coerce } from '../coerce.js'
import { defaultLimits, type RequestLimits } from '../limits.js'
import {
  isForm,
  isJson,
  isMultipartForm,
  isText,
  isXml,
  parseMediaType,
  type MediaType
} from '../media-type.js'
import { echo, problem, type Problem } from '../problem.js'
import type { BodyHints } from './body-hints.js'
import { charsetOf, decodeText, encodeText } from './charset.js'
import { parseForm } from './parse-form.js'
import { parseJson } from './parse-json.js'
import { parseMultipart } from './parse-multipart.js'

/**
 * A body that was understood. `value` is any JSON for `json`, an object for `form` and `multipart`, a string for `text`
 * (coerced by the hint) and `xml` (not parsed), bytes for `binary`, `undefined` for `empty`.
 */
export interface ParsedBody {
  readonly kind: 'empty' | 'json' | 'form' | 'multipart' | 'text' | 'xml' | 'binary'
  readonly value: unknown
  /** Absent when there is no body or no Content-Type. */
  readonly mediaType?: MediaType
  readonly problem?: undefined
}

/** What `parseBody` may be told. */
export interface ParseBodyOptions extends BodyHints {
  readonly limits?: RequestLimits
  /** The Content-Encoding header; anything but `identity` is refused with 415. */
  readonly contentEncoding?: string | undefined
}

const nothing: ParsedBody = Object.freeze({ kind: 'empty', value: undefined })

/**
 * Reads a body, whose size the caller has judged. A body of no bytes is `empty` whatever its type; one without a Content-Type is `binary` (RFC 9110 section
 * 8.3). Problems: `unsupported-media-type` for a malformed Content-Type, a content coding, a character set other
 * than UTF-8, and for text ASCII and Latin-1; `malformed-body`, `too-deep` and `too-complex` from the parsers.
 */
export function parseBody(
  contentType: string | undefined,
  body: string | Uint8Array | null | undefined,
  options: ParseBodyOptions = {}
): ParsedBody | { readonly problem: Problem } {
  const limits = options.limits ?? defaultLimits
  if (body === undefined || body === null || body.length === 0) return nothing
  const coding = options.contentEncoding?.trim().toLowerCase()
  if (coding !== undefined && coding !== '' && coding !== 'identity') {
    return problem('unsupported-media-type', `The content coding "${echo(coding)}" is not supported`)
  }
  if (contentType === undefined) return { kind: 'binary', value: bytesOf(body) }
  const mediaType = parseMediaType(contentType)
  if (mediaType === undefined) {
    return problem('unsupported-media-type', `"${echo(contentType)}" is not a media type`)
  }
  if (isMultipartForm(mediaType)) {
    const parsed = parseMultipart(bytesOf(body), mediaType, options, limits)
    return parsed.problem === undefined ? { kind: 'multipart', mediaType, value: parsed.value } : parsed
  }
  if (isJson(mediaType) || isForm(mediaType) || isXml(mediaType) || isText(mediaType)) {
    return parseTextual(mediaType, body, options, limits)
  }
  return { kind: 'binary', mediaType, value: bytesOf(body) }
}

function parseTextual(
  mediaType: MediaType,
  body: string | Uint8Array,
  options: BodyHints,
  limits: RequestLimits
): ParsedBody | { readonly problem: Problem } {
  const charset = charsetOf(mediaType)
  const json = isJson(mediaType)
  if (charset === undefined || ((json || isForm(mediaType)) && charset === 'iso-8859-1')) {
    const name = mediaType.parameters.get('charset') as string
    return problem(
      'unsupported-media-type',
      `The character set "${echo(name)}" is not supported for ${mediaType.essence}`
    )
  }
  const text = typeof body === 'string' ? body : decodeText(body, charset)
  if (text === undefined) return problem('malformed-body', `The body is not valid ${charset}`)
  if (json) {
    const parsed = parseJson(text, limits)
    return parsed.problem === undefined ? { kind: 'json', mediaType, value: parsed.value } : parsed
  }
  if (!text.isWellFormed()) return problem('malformed-body', 'The text holds half of a surrogate pair')
  if (isForm(mediaType)) {
    const parsed = parseForm(text, options, limits)
    return parsed.problem === undefined ? { kind: 'form', mediaType, value: parsed.value } : parsed
  }
  if (isXml(mediaType)) return { kind: 'xml', mediaType, value: text }
  return { kind: 'text', mediaType, value: coerce(text, options.hint) }
}

function bytesOf(body: string | Uint8Array): Uint8Array {
  return typeof body === 'string' ? encodeText(body) : body
}
