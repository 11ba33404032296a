// Which keys a lowered schema refers to, in whatever way. Walks schemas only: a property that is called `$ref` or `default` is a property.
import type { Schema } from './schema.js'

const single = [
  'additionalProperties',
  'propertyNames',
  'unevaluatedProperties',
  'items',
  'contains',
  'unevaluatedItems',
  'not',
  'if',
  'then',
  'else'
] as const
const lists = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const
const maps = ['properties', 'patternProperties', 'dependentSchemas'] as const

/** Adds to `keys` what a schema and everything inside it lead to: references, dynamic references and anchors, discriminator mappings. */
export function collectSchemaReferences(schema: Schema | undefined, keys: Set<string>): void {
  if (typeof schema !== 'object') return
  if (schema.$ref !== undefined) keys.add(schema.$ref)
  if (schema.dynamicRef) keys.add(schema.dynamicRef.ref)
  for (const key of Object.values(schema.dynamicAnchors ?? {})) keys.add(key)
  for (const key of Object.values(schema.discriminator?.mapping ?? {})) keys.add(key)
  for (const keyword of single) collectSchemaReferences(schema[keyword], keys)
  for (const keyword of lists) for (const part of schema[keyword] ?? []) collectSchemaReferences(part, keys)
  for (const keyword of maps) {
    for (const part of Object.values(schema[keyword] ?? {})) collectSchemaReferences(part, keys)
  }
}
