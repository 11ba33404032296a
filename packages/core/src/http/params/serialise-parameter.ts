// The other way: a value written as a parameter, for `Link` headers, examples of requests and upstream calls.

import { isObject } from '../../internal/json.js'
import { printJson } from '../../internal/print-json.js'
import { headerValue } from '../headers.js'
import { isJson, parseMediaType } from '../media-type.js'
import { percentEncode, percentEncodeExcept } from '../percent.js'
import { serialisationOf, type ParameterSpec } from './parameter-spec.js'

/**
 * Writes a value by the style table (OpenAPI 3.1.2 section 4.8.12, delimiters of values percent-encoded): a path segment
 * text, `name=value` pairs joined with `&` for a query and `; ` for cookies, or a header value. `''` when there is nothing to
 * write (an exploded empty object). `null` is the empty string; values nested deeper than the style goes are JSON.
 * Not reversible: in `spaceDelimited` and `pipeDelimited` items that hold the delimiter, in headers items that hold a
 * comma or characters a header cannot hold, and arrays of one empty string, which read as the empty array.
 */
export function serialiseParameter(spec: ParameterSpec, value: unknown): string {
  if (spec.content !== undefined) return serialiseContent(spec, value, spec.content)
  if (spec.in === 'header') return headerValue(serialiseSimple(value, spec.explode ?? false, String, ','))
  if (spec.in === 'path') return serialisePath(spec, value)
  return serialiseForm(spec, value)
}

type Encode = (text: string) => string

function serialiseContent(spec: ParameterSpec, value: unknown, content: string): string {
  const mediaType = parseMediaType(content)
  const text =
    mediaType !== undefined && isJson(mediaType) && value !== undefined ? printJson(value) : textOf(value)
  if (spec.in === 'header') return headerValue(text)
  return spec.in === 'path' ? percentEncode(text) : `${percentEncode(spec.name)}=${percentEncode(text)}`
}

function serialisePath(spec: ParameterSpec, value: unknown): string {
  const { style, explode } = serialisationOf(spec)
  if (style === 'simple') return serialiseSimple(value, explode, percentEncode, ',')
  if (style === 'label') {
    const compound = Array.isArray(value) || isObject(value)
    return explode && compound
      ? `.${serialiseSimple(value, true, encodeDots, '.')}`
      : `.${serialiseSimple(value, false, percentEncode, ',')}`
  }
  const name = percentEncode(spec.name)
  if (explode && isObject(value))
    return Object.entries(value)
      .map(([key, item]) => `;${percentEncode(key)}=${percentEncode(textOf(item))}`)
      .join('')
  if (explode && Array.isArray(value) && value.length > 0)
    return value.map((item) => `;${name}=${percentEncode(textOf(item))}`).join('')
  const text = serialiseSimple(value, false, percentEncode, ',')
  return text === '' ? `;${name}` : `;${name}=${text}`
}

function serialiseSimple(value: unknown, explode: boolean, encode: Encode, separator: string): string {
  if (Array.isArray(value)) return value.map((item) => encode(textOf(item))).join(separator)
  if (!isObject(value)) return encode(textOf(value))
  const entries = Object.entries(value).map(([key, item]) => [encode(key), encode(textOf(item))])
  return entries.map((entry) => entry.join(explode ? '=' : separator)).join(separator)
}

const separators = { form: ',', spaceDelimited: '%20', pipeDelimited: '%7C' } as const

function serialiseForm(spec: ParameterSpec, value: unknown): string {
  const { style, explode } = serialisationOf(spec)
  const encode = spec.in === 'query' && spec.allowReserved ? encodeReserved(!explode) : percentEncode
  const joint = spec.in === 'cookie' ? '; ' : '&'
  const name = percentEncode(spec.name)
  if (style === 'deepObject')
    return bracketPairs(spec.name, value)
      .map(([key, text]) => `${percentEncode(key)}=${encode(text)}`)
      .join(joint)
  if (explode && isObject(value))
    return Object.entries(value)
      .map(([key, item]) => `${percentEncode(key)}=${encode(textOf(item))}`)
      .join(joint)
  if (explode && Array.isArray(value) && value.length > 0)
    return value.map((item) => `${name}=${encode(textOf(item))}`).join(joint)
  return `${name}=${serialiseSimple(value, false, encode, separators[style as keyof typeof separators])}`
}

/** Flattens a nested value into bracketed names: `{ a: [1] }` under `x` gives `x[a][0]` with `1`. Empty lists and objects give one empty value. */
export function bracketPairs(name: string, value: unknown): [name: string, text: string][] {
  if (!Array.isArray(value) && !isObject(value)) return [[name, textOf(value)]]
  const pairs = Object.entries(value).flatMap(([key, item]) => bracketPairs(`${name}[${key}]`, item))
  return pairs.length === 0 ? [[name, '']] : pairs
}

/** A value as the text of one item: strings as they are, `null` and `undefined` empty, structures as JSON. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? printJson(value) : String(value as number | boolean | bigint)
}

// Label lists are split at dots.
function encodeDots(text: string): string {
  return percentEncode(text).replaceAll('.', '%2E')
}

// Reserved characters stay, except those that would end the value: `&`, `#`, `+`, and the comma of a list.
function encodeReserved(inList: boolean): Encode {
  const kept = inList ? ":/?[]@!$'()*;=" : ":/?[]@!$'()*;=,"
  return (text) => percentEncodeExcept(text, kept)
}
