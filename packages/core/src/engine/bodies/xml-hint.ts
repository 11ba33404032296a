// A schema -> how its values are written as XML: OpenAPI's `xml` objects, member by member, made as they are asked for.
import type { XmlHint, XmlHintSource } from '../../http/bodies/xml.js'
import { parsePointer } from '../../internal/json-pointer.js'
import type { Schema, SchemaSource } from '../../schema/schema.js'
import { partsOf } from '../../schema/parts-of.js'

/** The hint for the schema of a whole body: a schema that is referenced lends its name to the root element. */
export function xmlHintOf(source: SchemaSource, schema: Schema | undefined): XmlHint | undefined {
  if (typeof schema !== 'object') return undefined
  const name = schema.$ref === undefined ? undefined : parsePointer(schema.$ref.slice(1)).at(-1)
  return { ...(name === undefined ? {} : { name }), ...memberHint(source, schema) }
}

function memberHint(source: SchemaSource, schema: Schema): XmlHint | undefined {
  if (typeof schema !== 'object') return undefined
  const parts = partsOf(source, schema)
  const properties = new Map<string, XmlHintSource>()
  for (const part of parts) {
    for (const [name, member] of Object.entries(part.properties ?? {})) {
      if (!properties.has(name)) properties.set(name, () => memberHint(source, member))
    }
  }
  const items = parts.find((part) => typeof part.items === 'object')?.items
  const { name, prefix, namespace, attribute, wrapped } = parts.find((part) => part.xml)?.xml ?? {}
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof prefix === 'string' ? { prefix } : {}),
    ...(typeof namespace === 'string' ? { namespace } : {}),
    ...(attribute === true ? { attribute } : {}),
    ...(wrapped === true ? { wrapped } : {}),
    ...(properties.size > 0 ? { properties } : {}),
    ...(items === undefined ? {} : { items: () => memberHint(source, items) })
  }
}
