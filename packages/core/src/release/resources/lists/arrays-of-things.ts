// Which schemas hold many things at once: arrays of objects, maps of objects, and objects that call themselves a list.
import { itemsOf, membersOf, typesOf, type Member } from '../../../schema/members-of.js'
import { partsOf } from '../../../schema/parts-of.js'
import type { Schema, SchemaObject, SchemaSource } from '../../../schema/schema.js'

/** The schema of the items, when a value may be an array of objects (or of anything). */
export function arrayOfThings(source: SchemaSource, schema: Schema): Schema | undefined {
  if (typeof schema !== 'object' || !maybe(schema, 'array')) return undefined
  if (schema.type === undefined && !typesOf(source, schema).has('array')) return undefined
  const items = itemsOf(source, schema) ?? true
  if (typeof items !== 'object') return items
  if (!maybe(items, 'object')) return undefined
  const types = typesOf(source, items)
  return types.size === 0 || types.has('object') ? items : undefined
}

/** A quick no for the many members with a plain type. */
function maybe(schema: SchemaObject, type: string): boolean {
  return (
    schema.type === undefined ||
    schema.type === type ||
    (Array.isArray(schema.type) && schema.type.includes(type))
  )
}

/** The schema of the values of an object that is a map of objects. */
export function mapOfThings(source: SchemaSource, schema: Schema): Schema | undefined {
  if (typeof schema !== 'object') return undefined
  for (const part of partsOf(source, schema)) {
    const values = part.additionalProperties
    if (typeof values === 'object' && membersOf(source, values).size > 0) return values
  }
  return undefined
}

/** Whether a member can only say `list`. */
export function saysList(source: SchemaSource, members: ReadonlyMap<string, Member>): boolean {
  for (const name of ['object', 'type', 'kind']) {
    const schema = members.get(name)?.schema
    if (typeof schema !== 'object') continue
    for (const part of partsOf(source, schema)) {
      const values = part.enum ?? ('const' in part ? [part.const] : [])
      if (
        values.length === 1 &&
        typeof values[0] === 'string' &&
        /(?:^|[^a-z])(?:list|collection)$/i.test(values[0])
      )
        return true
    }
  }
  return false
}
