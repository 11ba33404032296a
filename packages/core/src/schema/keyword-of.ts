// What one keyword says of a value, for those who read schemas rather than check by them.
import { partsOf } from './parts-of.js'
import type { Schema, SchemaObject, SchemaSource } from './schema.js'

/** The first value of a keyword in a schema and the parts it is made of; `undefined` where none has it. */
export function keywordOf<K extends keyof SchemaObject>(
  source: SchemaSource,
  schema: Schema | undefined,
  keyword: K
): SchemaObject[K] | undefined {
  if (typeof schema !== 'object') return undefined
  return partsOf(source, schema).find((part) => part[keyword] !== undefined)?.[keyword]
}
