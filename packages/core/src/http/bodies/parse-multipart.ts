// multipart/form-data bodies (RFC 7578) as an object.

import { assembleBrackets, splitBracketName } from '../brackets.js'
import { coerce } from '../coerce.js'
import { propertyHint, resolveHint, wantsOnly, type CoerceHint } from '../hint.js'
import type { RequestLimits } from '../limits.js'
import { isJson, parseMediaType, type MediaType } from '../media-type.js'
import { echo, problem, type Problem } from '../problem.js'
import type { BodyHints } from './body-hints.js'
import { charsetOf, decodeText, latin1 } from './charset.js'
import { splitParts, type Part } from './multipart-parts.js'
import { parseJson } from './parse-json.js'

/** The fields as an object, or what is wrong. */
export type ParsedMultipart =
  { readonly value: Record<string, unknown>; readonly problem?: undefined } | { readonly problem: Problem }

/**
 * Reads a multipart form into an object. A field is text; it is JSON when its part, else its `encoding`, else a schema that takes
 * only objects says so (OpenAPI 3.1.2 section 4.8.15.1). A file's field is its text when that is UTF-8, else its base64.
 * Repeated names make lists, brackets nest, then strings are coerced by the hint.
 */
export function parseMultipart(
  body: Uint8Array,
  mediaType: MediaType,
  hints: BodyHints,
  limits: RequestLimits
): ParsedMultipart {
  const split = splitParts(body, mediaType, limits.parts)
  if (split.problem !== undefined) return split
  const hint = resolveHint(hints.hint)
  const entries: [string[], unknown][] = []
  for (const part of split.parts) {
    const tokens = splitBracketName(part.name)
    const expected = fieldHint(hint, tokens)
    const encoding = hints.encoding?.get(tokens[0] as string)?.contentType
    const field = readField(part, part.mediaType ?? impliedType(encoding, expected), limits)
    if (field.problem !== undefined) return field
    entries.push([tokens, field.value])
  }
  const assembled = assembleBrackets(entries, limits, hint)
  if (assembled.problem !== undefined) return assembled
  return { value: coerce(assembled.value, hint) as Record<string, unknown> }
}

function fieldHint(hint: CoerceHint | undefined, tokens: readonly string[]): CoerceHint | undefined {
  let current = hint
  for (const token of tokens) current = propertyHint(current, token) ?? resolveHint(current?.items)
  return wantsOnly(current, 'array') ? resolveHint(current?.items) : current
}

function impliedType(encoding: string | undefined, hint: CoerceHint | undefined): MediaType | undefined {
  // An encoding may list several types; only a single one says what a silent part is.
  if (encoding !== undefined) return parseMediaType(encoding)
  return wantsOnly(hint, 'object') ? parseMediaType('application/json') : undefined
}

function readField(
  part: Part,
  mediaType: MediaType | undefined,
  limits: RequestLimits
): { readonly value: unknown; readonly problem?: undefined } | { readonly problem: Problem } {
  const charset = mediaType === undefined ? 'utf-8' : charsetOf(mediaType)
  const { isFile } = part
  if (charset === undefined && !isFile) {
    return problem(
      'unsupported-media-type',
      `The part "${echo(part.name)}" has a character set that is not supported`
    )
  }
  const text = decodeText(part.bytes, charset)
  if (mediaType !== undefined && isJson(mediaType) && !isFile && text !== undefined) {
    const json = parseJson(text, limits)
    if (json.problem === undefined) return json
    return problem(json.problem.slug, `The part "${echo(part.name)}": ${json.problem.detail}`)
  }
  if (text !== undefined) return { value: text }
  if (isFile || (mediaType !== undefined && mediaType.type !== 'text'))
    return { value: btoa(latin1(part.bytes)) }
  return problem('malformed-body', `The part "${echo(part.name)}" is not text in its character set`)
}
