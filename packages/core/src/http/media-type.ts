// Media types (RFC 9110 section 8.3.1): parsing, families and matching against the keys of an OpenAPI `content` object.

import { memoise } from '../internal/memoise.js'

/** A parsed media type or media range. Type, subtype and parameter names are lower case; parameter values are unquoted. */
export interface MediaType {
  readonly type: string
  readonly subtype: string
  /** `type/subtype`. */
  readonly essence: string
  /** The structured suffix (RFC 6838 section 4.2.8) without `+`: `json` of `application/vnd.x+json`; `''` when there is none. */
  readonly suffix: string
  readonly parameters: ReadonlyMap<string, string>
}

const token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+"
const essencePattern = new RegExp(`^[ \\t]*(${token})/(${token})[ \\t]*(?=;|$)`)
const quoted = '"((?:[\\t \\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\uffff]|\\\\[\\t\\x20-\\x7e\\x80-\\uffff])*)"'
// A parameter may be empty: RFC 9110 section 5.6.6 allows `; ;`.
const parameterPattern = new RegExp(`;[ \\t]*(?:(${token})=(?:(${token})|${quoted})[ \\t]*)?(?=;|$)`, 'y')

/**
 * Parses one media type or range. `undefined` when it is malformed: a list (`a/b, c/d`, what joined header lines look
 * like), no slash, white space inside, a parameter given twice, an unclosed quote.
 */
export const parseMediaType: (text: string) => MediaType | undefined = memoise(parse, 256, 128)

function parse(text: string): MediaType | undefined {
  const start = essencePattern.exec(text)
  if (start === null) return undefined
  const type = (start[1] as string).toLowerCase()
  const subtype = (start[2] as string).toLowerCase()
  const parameters = new Map<string, string>()
  for (let position = start[0].length; position < text.length; position = parameterPattern.lastIndex) {
    parameterPattern.lastIndex = position
    const found = parameterPattern.exec(text)
    if (found === null) return undefined
    const name = found[1]?.toLowerCase()
    if (name === undefined) continue
    if (parameters.has(name)) return undefined
    parameters.set(name, found[2] ?? (found[3] as string).replace(/\\(.)/g, '$1'))
  }
  const plus = subtype.lastIndexOf('+')
  return {
    type,
    subtype,
    essence: `${type}/${subtype}`,
    suffix: plus === -1 ? '' : subtype.slice(plus + 1),
    parameters
  }
}

/** JSON by the rule of the WHATWG MIME Sniffing standard: `application/json`, `text/json` and every `+json`. */
export function isJson({ essence, suffix }: MediaType): boolean {
  return essence === 'application/json' || essence === 'text/json' || suffix === 'json'
}

/** XML: `application/xml`, `text/xml` and every `+xml`. */
export function isXml({ essence, suffix }: MediaType): boolean {
  return essence === 'application/xml' || essence === 'text/xml' || suffix === 'xml'
}

/** A stream of JSON texts: newline-delimited, JSON lines, or RFC 7464 sequences. */
export function isJsonLines({ essence, suffix }: MediaType): boolean {
  return jsonLines.has(essence) || suffix === 'json-seq'
}

const jsonLines = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/jsonl',
  'application/x-jsonlines',
  'application/json-lines',
  'application/json-seq'
])

/** `application/x-www-form-urlencoded`. */
export function isForm({ essence }: MediaType): boolean {
  return essence === 'application/x-www-form-urlencoded'
}

/** `multipart/form-data`. */
export function isMultipartForm({ essence }: MediaType): boolean {
  return essence === 'multipart/form-data'
}

/** Text that is neither JSON nor XML: `text/*`, and the application types that are text by definition. */
export function isText(mediaType: MediaType): boolean {
  if (isJson(mediaType) || isXml(mediaType)) return false
  return (
    mediaType.type === 'text' ||
    textual.has(mediaType.essence) ||
    mediaType.suffix === 'yaml' ||
    isJsonLines(mediaType)
  )
}

const textual = new Set([
  'application/yaml',
  'application/x-yaml',
  'application/javascript',
  'application/graphql',
  'application/sql',
  'application/toml'
])

/** True for a range: any type, `image/*`, `application/*+json`. */
export function isRange({ type, subtype }: MediaType): boolean {
  return type === '*' || subtype === '*' || subtype.startsWith('*+')
}

/**
 * How closely a range or type fits a concrete type; 0 when it does not. The types count most (exact 40, `a/*+json` 30,
 * `a/*` 20, any type 10), then the parameters both have. A parameter the concrete type lacks does not exclude it, one with
 * another value does; `charset` and `boundary` never do, they are about bytes.
 */
export function matchMediaType(range: MediaType, type: MediaType): number {
  const fit = matchEssence(range, type)
  if (fit === 0) return 0
  let shared = 0
  for (const [name, value] of range.parameters) {
    if (name === 'charset' || name === 'boundary') continue
    const other = type.parameters.get(name)
    if (other === undefined) continue
    if (other.toLowerCase() !== value.toLowerCase()) return 0
    shared = Math.min(shared + 1, 9)
  }
  return fit + shared
}

function matchEssence(range: MediaType, type: MediaType): number {
  if (range.essence === type.essence) return 40
  if (range.type === '*') return range.subtype === '*' ? 10 : 0
  if (range.type !== type.type) return 0
  if (range.subtype === '*') return 20
  return range.subtype.startsWith('*+') && range.subtype.slice(2) === type.suffix ? 30 : 0
}

/**
 * Which key of a `content` object describes a body of this type: the closest one, the first of equals. `undefined` when
 * none does, or when the body's type is malformed or itself a range.
 */
export function selectContent(mediaType: MediaType, declared: Iterable<string>): string | undefined {
  if (isRange(mediaType)) return undefined
  let best: string | undefined
  let bestFit = 0
  for (const key of declared) {
    const range = parseMediaType(key)
    const fit = range === undefined ? 0 : matchMediaType(range, mediaType)
    if (fit > bestFit) {
      best = key
      bestFit = fit
    }
  }
  return best
}
