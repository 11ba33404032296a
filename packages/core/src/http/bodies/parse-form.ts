// application/x-www-form-urlencoded bodies: pairs, then brackets or the `encoding` of a property, then types.

import { assembleBrackets, splitBracketName } from '../brackets.js'
import { coerce } from '../coerce.js'
import { propertyHint, resolveHint, type CoerceHint } from '../hint.js'
import type { RequestLimits } from '../limits.js'
import { isJson, parseMediaType } from '../media-type.js'
import { parseParameter } from '../params/parse-parameter.js'
import type { ParameterSpec } from '../params/parameter-spec.js'
import { echo, problem, type Problem } from '../problem.js'
import { parseQuery, type Pair } from '../query.js'
import { setOwn } from '../../internal/json.js'
import type { BodyHints, EncodingHint } from './body-hints.js'
import { writtenAsParameter } from './serialise-form.js'

/** An object, or what is wrong with the form. */
export type ParsedForm =
  { readonly value: Record<string, unknown>; readonly problem?: undefined } | { readonly problem: Problem }

/**
 * Reads a form body into an object. Names nest by brackets (`a[b][0]=c`, `a[]=x`); a property with a `style`, an `explode` or
 * a JSON `contentType` in its encoding is read by that instead (OpenAPI 3.1.2 section 4.8.15). Then strings are
 * coerced by the hint.
 */
export function parseForm(text: string, hints: BodyHints, limits: RequestLimits): ParsedForm {
  const query = parseQuery(text, limits.nodes)
  if (query.problem !== undefined) {
    return problem(
      query.problem.slug === 'malformed-query' ? 'malformed-body' : query.problem.slug,
      query.problem.detail
    )
  }
  const hint = resolveHint(hints.hint)
  const encoded = new Map<string, ParameterSpec>()
  for (const [name, encoding] of hints.encoding ?? []) {
    const spec = parameterOf(name, encoding, propertyHint(hint, name))
    if (spec !== undefined) encoded.set(name, spec)
  }
  const rest: [string[], string][] = []
  for (const pair of query.pairs) {
    const tokens = splitBracketName(pair.name)
    if (!encoded.has(tokens[0] as string)) rest.push([tokens, pair.value])
  }
  const assembled = assembleBrackets(rest, limits, hint)
  if (assembled.problem !== undefined) return assembled
  const refused = addEncoded(assembled.value, encoded, query.pairs, limits)
  if (refused !== undefined) return { problem: refused }
  return { value: coerce(assembled.value, hint) as Record<string, unknown> }
}

function addEncoded(
  target: Record<string, unknown>,
  specs: ReadonlyMap<string, ParameterSpec>,
  pairs: readonly Pair[],
  limits: RequestLimits
): Problem | undefined {
  for (const [name, spec] of specs) {
    const parsed = parseParameter(spec, pairs, limits)
    if (parsed.problem !== undefined)
      return { slug: 'malformed-body', detail: `"${echo(name)}" ${parsed.problem}` }
    if (!parsed.missing) setOwn(target, name, parsed.value)
  }
  return undefined
}

// The property as the query parameter it is written like; `undefined` when brackets will do.
function parameterOf(
  name: string,
  encoding: EncodingHint,
  hint: CoerceHint | undefined
): ParameterSpec | undefined {
  const { contentType, style, explode } = encoding
  if (!writtenAsParameter(encoding)) {
    const mediaType = contentType === undefined ? undefined : parseMediaType(contentType)
    return mediaType !== undefined && isJson(mediaType)
      ? { name, in: 'query', shape: 'primitive', content: contentType as string }
      : undefined
  }
  const shape = hint?.types.includes('array')
    ? 'array'
    : hint?.types.includes('object')
      ? 'object'
      : 'primitive'
  return {
    name,
    in: 'query',
    shape,
    ...(style !== undefined && { style }),
    ...(explode !== undefined && { explode }),
    // An exploded form object would take its siblings' names; within a form it nests by brackets.
    ...(shape === 'object' && { properties: [...(hint?.properties?.keys() ?? [])] }),
    ...(hint !== undefined && { hint })
  }
}
