// What to do about common faults.
import type { ErrorObject } from 'ajv'
import { nearestName } from '../nearest-name.js'

/** What to do about a member that an object does not have, and which member belongs there instead. */
export function memberHint(
  name: string,
  known: ReadonlySet<string>,
  meant: string | undefined
): { readonly hint: string; readonly instead?: string } {
  if (sinceVersion31.has(name)) return { hint: 'It came with OpenAPI 3.1.' }
  if (name === 'schema' && known.has('content'))
    return { hint: 'A schema stands in `content`, below a media type.', instead: 'content' }
  if (known.has('schema') && schemaKeywords.has(name))
    return { hint: 'It belongs into `schema`.', instead: 'schema' }
  if (meant !== undefined) return { hint: `Did you mean \`${meant}\`?` }
  return { hint: 'What is your own begins with `x-`.' }
}

const sinceVersion31 = new Set(
  (
    'webhooks jsonSchemaDialect pathItems identifier $schema $id $anchor $defs $comment const ' +
    'examples if then else prefixItems contains patternProperties propertyNames ' +
    'dependentRequired dependentSchemas unevaluatedProperties unevaluatedItems contentEncoding ' +
    'contentMediaType minContains maxContains'
  ).split(' ')
)

const schemaKeywords = new Set(
  (
    'type format enum default items pattern minimum maximum minLength maxLength minItems ' +
    'maxItems uniqueItems properties oneOf anyOf allOf nullable'
  ).split(' ')
)

/** What to do about a value of the wrong kind. */
export function valueHint({ keyword, params, data }: ErrorObject): string | undefined {
  if (keyword === 'enum') {
    const meant = nearestName(String(data), (params['allowedValues'] as unknown[]).map(String))
    return meant === undefined ? undefined : `Did you mean \`${meant}\`?`
  }
  if (keyword !== 'type') return undefined
  const wanted = [params['type']].flat() as string[]
  if (data === null) return 'It is empty: give it a value, or take it out.'
  if (typeof data === 'string' && wanted.includes('boolean')) {
    if (/^(?:true|yes|on)$/i.test(data)) return 'Write `true`, without quotes.'
    return /^(?:false|no|off)$/i.test(data) ? 'Write `false`, without quotes.' : undefined
  }
  const isNumber = wanted.includes('number') || wanted.includes('integer')
  if (typeof data === 'string' && isNumber && data.trim() !== '' && Number.isFinite(Number(data)))
    return `Write ${Number(data)}, without quotes.`
  if (typeof data !== 'object' && wanted.includes('string')) return 'Put it in quotes.'
  if (wanted.includes('array') && typeof data !== 'object')
    return `Make it an array: [${JSON.stringify(data)}].`
  return undefined
}

/** What to do about a `$ref` where OpenAPI has none. */
export const referenceHint =
  'Refer to the whole schema, parameter, header, body, response, example, link, callback or path item around it.'
