// A description against the official OpenAPI schemas, by ajv: every fault once, where it is.
import type { ErrorObject } from 'ajv'
import type { Issue } from '@sandbed/core'
import { valueAt } from '../json-pointer.js'
import { explainErrors, type Explained } from './explain-error.js'
import type { JsonSchema } from './openapi-schemas.js'

/** The issues of a bundled OpenAPI 3.0 or 3.1 document whose references are left as they are. */
export async function checkStructure(document: unknown): Promise<Issue[]> {
  const [{ Ajv2020 }, { schema30, schema31 }] = await Promise.all([
    import('ajv/dist/2020.js'),
    import('./openapi-schemas.js')
  ])
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, validateFormats: false })
  const is30 = String(valueAt(document, ['openapi'])).startsWith('3.0')
  const vocabularies = is30 || hasOwnDialect(document) ? [] : vocabularyNames.map(vocabulary)
  const schema = is30 ? schema30() : schema31(vocabularies)
  const validate = ajv.compile(schema)
  if (validate(document)) return []
  const explained = explainErrors(validate.errors!.filter(isOfItsOwn), schema, document)
  return withoutConsequences(explained).map(({ pointer, message, hint, severity }) => ({
    code: 'openapi-structure',
    severity,
    pointer,
    message,
    ...(hint === undefined ? {} : { hint })
  }))

  function vocabulary(name: string): JsonSchema {
    return ajv.getSchema(`https://json-schema.org/draft/2020-12/meta/${name}`)!.schema as JsonSchema
  }
}

const vocabularyNames = [
  'core',
  'applicator',
  'unevaluated',
  'validation',
  'meta-data',
  'format-annotation',
  'content'
]

function hasOwnDialect(document: unknown): boolean {
  const dialect = valueAt(document, ['jsonSchemaDialect'])
  return typeof dialect === 'string' && !/spec\.openapis\.org\/oas\/3\.1|draft\/2020-12/.test(dialect)
}

/** Not what alternatives say each for itself, nor that a condition applied, nor why a name does not match. */
function isOfItsOwn({ keyword, schemaPath, propertyName }: ErrorObject): boolean {
  return keyword !== 'if' && propertyName === undefined && !/\/(?:oneOf|anyOf)\/\d+\//.test(schemaPath)
}

/** One fault, one issue. */
function withoutConsequences(all: readonly Explained[]): Explained[] {
  const faulty = all.filter(({ kind }) => kind === 'value')
  const places = new Set(faulty.map(({ pointer }) => pointer))
  const meant = new Set(all.map(({ object, meant }) => `${object} ${meant}`))
  const kept = new Map<string, Explained>()
  for (const one of all) {
    // A misspelt or misplaced member is not missing as well, and what has no members at all is said to be empty.
    const { missing, pointer } = one
    if (missing?.some((name) => meant.has(`${one.object} ${name}`)) || (missing && places.has(pointer)))
      continue
    // After a fault the schema no longer knows the members beside it.
    if (one.kind === 'unexpected' && faulty.some((fault) => isWithin(fault.pointer, one.object))) continue
    const place = missing === undefined ? pointer : `${pointer} missing`
    const first = kept.get(place)
    if (first === undefined) kept.set(place, one)
    else if (
      missing?.length === 1 &&
      first.message.includes(' must have ') &&
      !first.message.includes(`\`${missing[0]}\``)
    )
      kept.set(place, { ...first, message: `${first.message.slice(0, -1)} and \`${missing[0]}\`.` })
  }
  return [...kept.values()]
}

function isWithin(pointer: string, object: string): boolean {
  return pointer === object || pointer.startsWith(`${object}/`)
}
