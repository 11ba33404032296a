// One parameter of a request, read by its style. Validation and types come after: `coerce`, then the schema.

import { defaultLimits, type RequestLimits } from '../limits.js'
import { isJson, parseMediaType } from '../media-type.js'
import { formDecode, percentDecode } from '../percent.js'
import type { Pair } from '../query.js'
import { parseJson } from '../bodies/parse-json.js'
import { parseFormParameter } from './parse-form-parameter.js'
import { serialisationOf, type ParameterSpec, type ParsedParameter } from './parameter-spec.js'
import { readAlternating, readArray, readAssignments, readPrimitive, type Decode } from './split-list.js'

const missing: ParsedParameter = Object.freeze({ missing: true })

/**
 * Reads a parameter (OpenAPI 3.1.2 section 4.8.12, the style table) out of its place: for `path` the text the template
 * expression matched, still percent-encoded; for `header` the joined header value; for `query` and `cookie` all the
 * pairs of the request (`parseQuery`, `parseCookies`). Values come out as strings; text is split at delimiters before it
 * is decoded, so `blue%2Cblack` is one item. Header values are taken literally, without percent-decoding (OpenAPI 3.1.2
 * appendix D). See `serialisationOf` for the cells the specification leaves undefined.
 */
export function parseParameter(
  spec: ParameterSpec,
  raw: string | readonly Pair[] | undefined,
  limits: RequestLimits = defaultLimits
): ParsedParameter {
  if (raw === undefined) return missing
  if (spec.content !== undefined) return parseContent(spec, raw, spec.content, limits)
  if (typeof raw !== 'string') return parseFormParameter(spec, raw, limits)
  return spec.in === 'header' ? parseHeader(spec, raw) : parsePath(spec, raw)
}

function parseContent(
  spec: ParameterSpec,
  raw: string | readonly Pair[],
  content: string,
  limits: RequestLimits
): ParsedParameter {
  let text = raw
  if (typeof text !== 'string') {
    const pairs = text.filter((pair) => pair.name === spec.name)
    if (pairs.length === 0) return missing
    if (pairs.length > 1) return { problem: 'must be given once' }
    text = (pairs[0] as Pair).raw
  }
  const decode: Decode = spec.in === 'header' ? literal : spec.in === 'query' ? formDecode : percentDecode
  const decoded = readPrimitive(text, decode)
  const mediaType = parseMediaType(content)
  if (mediaType === undefined || !isJson(mediaType) || decoded.problem !== undefined || decoded.missing)
    return decoded
  const json = parseJson(decoded.value as string, limits)
  if (json.problem === undefined) return { value: json.value }
  // Generators of descriptions call every path parameter JSON; a plain text in a path is what everybody sends.
  return spec.in === 'path' ? decoded : { problem: `must be JSON: ${json.problem.detail}` }
}

function parseHeader(spec: ParameterSpec, raw: string): ParsedParameter {
  if (spec.shape === 'primitive') return { value: raw }
  const items = raw.split(',').map((item) => item.trim())
  return readShape(spec, serialisationOf(spec).explode, items, literal)
}

function parsePath(spec: ParameterSpec, raw: string): ParsedParameter {
  const { style, explode } = serialisationOf(spec)
  if (style === 'matrix') return parseMatrix(spec, raw, explode)
  let text = raw
  if (style === 'label') {
    if (!raw.startsWith('.')) return { problem: 'must start with "."' }
    text = raw.slice(1)
  }
  if (spec.shape === 'primitive') return readPrimitive(text, percentDecode)
  return readShape(spec, explode, text.split(style === 'label' && explode ? '.' : ','), percentDecode)
}

function readShape(spec: ParameterSpec, explode: boolean, raws: string[], decode: Decode): ParsedParameter {
  if (spec.shape === 'array') return readArray(raws, decode)
  return explode ? readAssignments(raws, decode) : readAlternating(raws, decode)
}

// `;color=blue`; `;color` is the empty value. An exploded object is `;R=100;G=200`, and nothing at all when it is empty.
function parseMatrix(spec: ParameterSpec, raw: string, explode: boolean): ParsedParameter {
  if (raw === '' && explode && spec.shape === 'object') return { value: {} }
  if (!raw.startsWith(';')) return { problem: 'must start with ";"' }
  const parts = raw.slice(1).split(';')
  if (explode && spec.shape === 'object') return readAssignments(parts, percentDecode)
  const values: string[] = []
  for (const part of parts) {
    const equals = part.indexOf('=')
    const name = percentDecode(equals === -1 ? part : part.slice(0, equals))
    if (name !== spec.name) return { problem: `must be written as ";${spec.name}=..."` }
    values.push(equals === -1 ? '' : part.slice(equals + 1))
  }
  if (explode && spec.shape === 'array') return readArray(values, percentDecode)
  if (values.length > 1) return { problem: 'must be given once' }
  const value = values[0] as string
  if (spec.shape === 'primitive') return readPrimitive(value, percentDecode)
  return readShape(spec, false, value.split(','), percentDecode)
}

function literal(raw: string): string {
  return raw
}
