// Which schema keywords count in which dialect, and what their values must look like. A keyword with a value of another shape
// is left out: descriptions in the wild have `required: true` and `minLength: "3"`, and a judge must not fall over them.
import { isRawObject } from './raw-document.js'

/** How a keyword's value is made: plain, a schema, a list of schemas, or a map of schemas. */
export type KeywordKind = 'plain' | 'schema' | 'schemas' | 'schema-map'

/** One keyword: its kind and what a usable value is. */
export interface Keyword {
  readonly kind: KeywordKind
  readonly usable: (value: unknown) => boolean
}

const isSchema = (value: unknown) => typeof value === 'boolean' || isRawObject(value)
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 0
const isString = (value: unknown) => typeof value === 'string'
const isBoolean = (value: unknown) => typeof value === 'boolean'

const plain = (usable: Keyword['usable']): Keyword => ({ kind: 'plain', usable })
const schema: Keyword = { kind: 'schema', usable: isSchema }
const schemas: Keyword = {
  kind: 'schemas',
  usable: (value) => Array.isArray(value) && value.length > 0 && value.every(isSchema)
}
const schemaMap: Keyword = { kind: 'schema-map', usable: isRawObject }
const count = plain(isCount)
const number = plain(Number.isFinite)

/** The keywords of the schema object of OpenAPI 3.0. */
export const keywords30: ReadonlyMap<string, Keyword> = new Map([
  ['type', plain((value) => isString(value) || Array.isArray(value))],
  ['enum', plain((value) => Array.isArray(value) && value.length > 0)],
  ['format', plain(isString)],
  ['pattern', plain(isString)],
  ['minLength', count],
  ['maxLength', count],
  ['minimum', number],
  ['maximum', number],
  ['exclusiveMinimum', plain((value) => isBoolean(value) || Number.isFinite(value))],
  ['exclusiveMaximum', plain((value) => isBoolean(value) || Number.isFinite(value))],
  ['multipleOf', plain((value) => Number.isFinite(value) && (value as number) > 0)],
  ['minItems', count],
  ['maxItems', count],
  ['uniqueItems', plain(isBoolean)],
  ['minProperties', count],
  ['maxProperties', count],
  ['required', plain((value) => Array.isArray(value))],
  ['properties', schemaMap],
  ['additionalProperties', schema],
  ['items', schema],
  ['allOf', schemas],
  ['anyOf', schemas],
  ['oneOf', schemas],
  ['not', schema]
])

/** The keywords of JSON Schema 2020-12 that say something about a value, for OpenAPI 3.1. */
export const keywords31: ReadonlyMap<string, Keyword> = new Map([
  ...keywords30,
  ['exclusiveMinimum', number],
  ['exclusiveMaximum', number],
  ['const', plain((value) => value !== undefined)],
  ['dependentRequired', plain((value) => isRawObject(value) && Object.values(value).every(isStringList))],
  ['minContains', count],
  ['maxContains', count],
  ['prefixItems', schemas],
  ['contains', schema],
  ['patternProperties', schemaMap],
  ['propertyNames', schema],
  ['dependentSchemas', schemaMap],
  ['if', schema],
  ['then', schema],
  ['else', schema],
  ['unevaluatedProperties', schema],
  ['unevaluatedItems', schema]
])

/** The seven types; a schema's `type` is reduced to these. */
export const typeNames: ReadonlySet<unknown> = new Set([
  'null',
  'boolean',
  'object',
  'array',
  'number',
  'string',
  'integer'
])

function isStringList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isString)
}
