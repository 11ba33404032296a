// How each keyword of the intermediate form is read from a raw schema: one reader for every kind of value.
import { isObject, setOwn } from '../internal/json.js'
import { lowerBelow, report } from './lower-context.js'
import type { LowerContext, SchemaDraft } from './lower-context.js'
import { compilePattern } from './pattern/match-pattern.js'
import { parsePattern } from './pattern/parse-pattern.js'
import { isPattern } from './pattern/pattern.js'

type KeywordReader = (value: unknown, draft: SchemaDraft, context: LowerContext, keyword: string) => void

const TYPES = new Set(['null', 'boolean', 'object', 'array', 'number', 'string', 'integer'])

/** Readers by keyword. Keywords that are not here are dropped. Those of the validation vocabulary can be switched off. */
export const KEYWORD_READERS: ReadonlyMap<string, KeywordReader> = new Map<string, KeywordReader>([
  ...readers(validation(readType), 'type'),
  ...readers(validation(readEnum), 'enum'),
  ...readers(validation(readAny), 'const'),
  ...readers(validation(readNumber), 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf'),
  ...readers(
    validation(readCount),
    'minLength maxLength minItems maxItems minProperties maxProperties minContains maxContains'
  ),
  ...readers(validation(readBoolean), 'uniqueItems'),
  ...readers(validation(readPattern), 'pattern'),
  ...readers(validation(readNames), 'required'),
  ...readers(validation(readNameLists), 'dependentRequired'),
  ...readers(readText, 'format'),
  ...readers(readBoolean, 'readOnly writeOnly'),
  ...readers(readAny, 'default'),
  ...readers(readExamples, 'examples example'),
  ...readers(
    readSchema,
    'additionalProperties propertyNames unevaluatedProperties contains unevaluatedItems not if then else'
  ),
  ...readers(readItems, 'items'),
  ...readers(readSchemas, 'allOf anyOf oneOf prefixItems'),
  ...readers(readSchemaMap, 'properties patternProperties dependentSchemas'),
  ...readers(readXml, 'xml')
])

function readers(reader: KeywordReader, keywords: string): [string, KeywordReader][] {
  return keywords.split(' ').map((keyword) => [keyword, reader])
}

function validation(reader: KeywordReader): KeywordReader {
  return (value, draft, context, keyword) => {
    if (context.validation) reader(value, draft, context, keyword)
  }
}

function refuse(context: LowerContext, keyword: string, expected: string): void {
  report(context, 'schema-keyword-invalid', `"${keyword}" must be ${expected}; it is left out`, keyword)
}

function readType(value: unknown, draft: SchemaDraft, context: LowerContext): void {
  const names = Array.isArray(value) ? value : [value]
  const known = names.filter((name) => TYPES.has(name as string))
  for (const name of names) {
    if (TYPES.has(name as string)) continue
    const shown = JSON.stringify(name)?.slice(0, 100)
    report(
      context,
      'schema-type-unknown',
      `${shown} is no JSON type; it is left out`,
      'type',
      'leave "type" out to take any value'
    )
  }
  // With one of several names unknown the others alone would be too strict.
  if (known.length === names.length && known.length > 0) draft.type = known.length === 1 ? known[0] : known
}

function readEnum(value: unknown, draft: SchemaDraft, context: LowerContext): void {
  const empty = Array.isArray(value) && value.length === 0 && context.rules.openApi
  if (Array.isArray(value) && !empty) draft.enum = value
  else refuse(context, 'enum', 'an array with at least one value')
}

function readAny(value: unknown, draft: SchemaDraft, _context: LowerContext, keyword: string): void {
  draft[keyword] = value
}

function readNumber(value: unknown, draft: SchemaDraft, context: LowerContext, keyword: string): void {
  if (typeof value === 'number' && (keyword !== 'multipleOf' || value > 0)) draft[keyword] = value
  else if (
    typeof value !== 'boolean' ||
    !context.rules.booleanExclusive ||
    !keyword.startsWith('exclusive')
  ) {
    refuse(context, keyword, keyword === 'multipleOf' ? 'a number above 0' : 'a number')
  }
}

function readCount(value: unknown, draft: SchemaDraft, context: LowerContext, keyword: string): void {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) draft[keyword] = value
  else refuse(context, keyword, 'a whole number, 0 or more')
}

function readBoolean(value: unknown, draft: SchemaDraft, context: LowerContext, keyword: string): void {
  if (typeof value !== 'boolean') refuse(context, keyword, 'true or false')
  else if (value) draft[keyword] = true
}

function readText(value: unknown, draft: SchemaDraft, context: LowerContext, keyword: string): void {
  if (typeof value === 'string') draft[keyword] = value
  else refuse(context, keyword, 'a string')
}

function readPattern(value: unknown, draft: SchemaDraft, context: LowerContext): void {
  if (typeof value !== 'string') return refuse(context, 'pattern', 'a string')
  const source = withoutSlashes(value, context)
  if (source !== undefined && isUsable(source, context, 'pattern')) draft.pattern = source
}

/**
 * `/^[a-z]+$/` is how programs write `^[a-z]+$`: as a pattern it matches nothing, since no text begins behind a slash. What flags say
 * cannot be said in a pattern, so it is left out with them.
 */
function withoutSlashes(source: string, context: LowerContext): string | undefined {
  const literal = /^\/(\^.*)\/([a-z]*)$/s.exec(source)
  if (!literal) return source
  const [, inner, flags] = literal
  const message = `stands between slashes, and so matches no text; it is ${flags === '' ? 'read without them' : 'left out'}`
  report(
    context,
    'schema-pattern-delimited',
    message,
    'pattern',
    'write the pattern without slashes and flags'
  )
  return flags === '' ? inner : undefined
}

function isUsable(source: string, context: LowerContext, keyword: string): boolean {
  const pattern = parsePattern(source)
  if (isPattern(pattern)) {
    const { verdict, reason } = compilePattern(source)
    if (verdict !== 'refused') return true
    const message = `cannot be matched in bounded time (${reason}); any text passes`
    report(
      context,
      'schema-pattern-refused',
      message,
      keyword,
      'write the pattern without nested repetitions'
    )
    return keyword === 'pattern'
  }
  report(
    context,
    'schema-pattern-invalid',
    `no ECMAScript regular expression (at offset ${pattern.offset}: ${pattern.message}); it is left out`,
    keyword
  )
  return false
}

function readNames(value: unknown, draft: SchemaDraft, context: LowerContext, keyword: string): void {
  if (!Array.isArray(value)) return refuse(context, keyword, 'an array of property names')
  const names = value.filter((name) => typeof name === 'string')
  if (names.length < value.length) refuse(context, keyword, 'an array of property names')
  if (names.length > 0) draft[keyword] = [...new Set(names)]
}

function readNameLists(value: unknown, draft: SchemaDraft, context: LowerContext, keyword: string): void {
  if (!isObject(value)) return refuse(context, keyword, 'an object of arrays')
  const lists: SchemaDraft = {}
  for (const name of Object.keys(value)) {
    const list = value[name]
    if (Array.isArray(list))
      setOwn(
        lists,
        name,
        list.filter((item) => typeof item === 'string')
      )
    else refuse(context, keyword, 'an object of arrays')
  }
  draft[keyword] = lists
}

/** OpenAPI's `example` is one value; `examples` should be an array, but may be OpenAPI's map of named examples or one value. */
function readExamples(value: unknown, draft: SchemaDraft, context: LowerContext, keyword: string): void {
  if (keyword === 'example' && !context.rules.openApi) return
  const earlier = (draft.examples as unknown[] | undefined) ?? []
  if (keyword === 'example') draft.examples = [value, ...earlier]
  else if (Array.isArray(value)) draft.examples = [...earlier, ...value]
  else if (context.rules.openApi) draft.examples = [...earlier, ...namedExamples(value)]
  else refuse(context, 'examples', 'an array')
}

function namedExamples(value: unknown): unknown[] {
  if (!isObject(value)) return [value]
  const named = Object.values(value)
  const wrapped = named.length > 0 && named.every((item) => isObject(item) && Object.hasOwn(item, 'value'))
  return wrapped ? named.map((item) => (item as { value: unknown }).value) : [value]
}

function readSchema(value: unknown, draft: SchemaDraft, context: LowerContext, keyword: string): void {
  draft[keyword] = lowerBelow(value, context, keyword)
}

function readItems(value: unknown, draft: SchemaDraft, context: LowerContext, keyword: string): void {
  if (!Array.isArray(value)) readSchema(value, draft, context, keyword)
  else if (context.rules.arrayItems)
    draft.prefixItems = value.map((item, index) => lowerBelow(item, context, 'items', index))
  else refuse(context, 'items', 'a schema')
}

function readSchemas(value: unknown, draft: SchemaDraft, context: LowerContext, keyword: string): void {
  if (!Array.isArray(value)) return refuse(context, keyword, 'an array of schemas')
  if (value.length > 0) draft[keyword] = value.map((item, index) => lowerBelow(item, context, keyword, index))
  else if (keyword !== 'prefixItems') refuse(context, keyword, 'an array with at least one schema')
}

function readSchemaMap(value: unknown, draft: SchemaDraft, context: LowerContext, keyword: string): void {
  if (!isObject(value)) return refuse(context, keyword, 'an object of schemas')
  const schemas: SchemaDraft = {}
  for (const name of Object.keys(value)) {
    if (keyword === 'patternProperties' && !isUsable(name, context, keyword)) continue
    setOwn(schemas, name, lowerBelow(value[name], context, keyword, name))
  }
  draft[keyword] = schemas
}

function readXml(value: unknown, draft: SchemaDraft, context: LowerContext): void {
  if (!context.rules.openApi) return
  if (isObject(value)) draft.xml = value
  else refuse(context, 'xml', 'an object')
}
