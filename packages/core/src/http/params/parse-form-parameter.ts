// Parameters made of `name=value` pairs: every style of queries and cookies, and the bracketed names clients send anyway.

import { assembleBrackets, splitBracketName } from '../brackets.js'
import type { RequestLimits } from '../limits.js'
import { formDecode, percentDecode } from '../percent.js'
import type { Pair } from '../query.js'
import {
  serialisationOf,
  type ParameterSpec,
  type ParameterStyle,
  type ParsedParameter
} from './parameter-spec.js'
import { readAlternating, readArray, type Decode } from './split-list.js'

const missing: ParsedParameter = Object.freeze({ missing: true })

/**
 * Reads a query or cookie parameter. A primitive given twice is a problem. An array takes repeated names, `name[]` and
 * `name[0]` in every style; under `explode: false` each occurrence is split and the items follow each other. An object
 * that is not found in its own style is also taken from bracketed names, `created[gte]=1`.
 */
export function parseFormParameter(
  spec: ParameterSpec,
  pairs: readonly Pair[],
  limits: RequestLimits
): ParsedParameter {
  const { style, explode } = serialisationOf(spec)
  const decode = spec.in === 'cookie' ? percentDecode : formDecode
  if (spec.shape === 'primitive') return readScalar(spec.name, pairs, decode)
  if (style === 'deepObject') return readBracketed(spec, pairs, limits)
  if (spec.shape === 'object' && explode) {
    const spread = readSpread(spec, pairs, limits)
    return spread.missing ? readBracketed(spec, pairs, limits) : spread
  }
  if (spec.shape === 'array' && pairs.some(({ name }) => isBracketed(spec.name, name))) {
    return readBracketed(spec, pairs, limits)
  }
  const raws: string[] = []
  for (const pair of pairs) {
    if (pair.name !== spec.name) continue
    if (explode) raws.push(pair.raw)
    else for (const raw of splitDelimited(pair.raw, style)) raws.push(raw)
  }
  if (raws.length > limits.nodes) return { problem: `must have at most ${limits.nodes} items` }
  if (raws.length === 0) return spec.shape === 'object' ? readBracketed(spec, pairs, limits) : missing
  return spec.shape === 'object' ? readAlternating(raws, decode) : readArray(raws, decode)
}

function readScalar(name: string, pairs: readonly Pair[], decode: Decode): ParsedParameter {
  let found: Pair | undefined
  for (const pair of pairs) {
    if (pair.name !== name) continue
    if (found !== undefined) return { problem: 'must be given once' }
    found = pair
  }
  if (found === undefined) return missing
  const value = decode(found.raw)
  return value === undefined ? { problem: 'must be percent-encoded UTF-8' } : { value }
}

// The properties of an exploded form object: pairs of their own.
function readSpread(spec: ParameterSpec, pairs: readonly Pair[], limits: RequestLimits): ParsedParameter {
  const names = new Set(spec.properties ?? spec.others)
  const entries: [string[], string][] = []
  for (const { name, value } of pairs) {
    const tokens = splitBracketName(name)
    const root = tokens[0] as string
    if (spec.properties === undefined ? names.has(root) || root === spec.name : !names.has(root)) continue
    entries.push([tokens, value])
  }
  return entries.length === 0 ? missing : assemble(entries, spec, limits)
}

// `name[a][b]=1`, `name[]=1`, `name[0]=1`.
function readBracketed(spec: ParameterSpec, pairs: readonly Pair[], limits: RequestLimits): ParsedParameter {
  const entries: [string[], string][] = []
  let empty = false
  for (const pair of pairs) {
    if (pair.name === spec.name && spec.shape === 'object') {
      if (pair.value !== '') return { problem: `must be written as ${spec.name}[property]=value` }
      empty = true
    } else if (spec.shape === 'array' && pair.name === spec.name) {
      entries.push([['_', ''], pair.value])
    } else if (isBracketed(spec.name, pair.name)) {
      const tokens = splitBracketName(`_${pair.name.slice(spec.name.length)}`)
      if (tokens.length > 1) entries.push([tokens.slice(spec.shape === 'array' ? 0 : 1), pair.value])
    }
  }
  if (entries.length === 0) return empty ? { value: {} } : missing
  const parsed = assemble(entries, spec, limits)
  if (spec.shape === 'object' || parsed.problem !== undefined || parsed.missing) return parsed
  const [items] = Object.values(parsed.value as object)
  return Array.isArray(items) ? { value: items } : { problem: `must be written as ${spec.name}[]=value` }
}

function splitDelimited(raw: string, style: ParameterStyle): string[] {
  if (style === 'spaceDelimited') return raw.split(/%20|\+| /)
  return style === 'pipeDelimited' ? raw.split(/%7C|\|/i) : raw.split(',')
}

function isBracketed(name: string, candidate: string): boolean {
  return candidate.startsWith(name) && candidate[name.length] === '['
}

function assemble(
  entries: readonly (readonly [string[], string])[],
  spec: ParameterSpec,
  limits: RequestLimits
): ParsedParameter {
  const hint =
    spec.shape === 'array' ? { types: ['object'], additional: spec.hint ?? { types: ['array'] } } : spec.hint
  const assembled = assembleBrackets(entries, limits, hint)
  return assembled.problem === undefined
    ? { value: assembled.value }
    : { problem: `is malformed: ${assembled.problem.detail}` }
}
