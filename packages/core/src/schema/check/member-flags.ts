// Which required members a direction does not ask for: `readOnly` ones in requests, `writeOnly` ones in responses (OpenAPI 3.0.4, 4.7.24.2).
import { getOwn } from '../../internal/json.js'
import type { Direction, Schema, SchemaObject, SchemaSource } from '../schema.js'

/** How many `$ref`s and `allOf`s deep a flag is looked for. */
const MAX_HOPS = 8

/** The names of `required` that are asked for in this direction. `nearby` schemas apply to the same object and may declare members too. */
export function requiredNames(
  schema: SchemaObject,
  direction: Direction | undefined,
  source: SchemaSource,
  nearby: readonly Schema[] = []
): readonly string[] {
  const required = schema.required ?? []
  if (direction === undefined) return required
  return required.filter(
    (name) => ![schema, ...nearby].some((one) => isMemberExempt(one, name, direction, source))
  )
}

/** Whether a schema declares a member that this direction leaves out. Looks through `$ref` and `allOf`. */
export function isMemberExempt(
  schema: Schema,
  name: string,
  direction: Direction,
  source: SchemaSource,
  hops = 0
): boolean {
  if (typeof schema === 'boolean' || hops > MAX_HOPS) return false
  const property = schema.properties && (getOwn(schema.properties, name) as Schema | undefined)
  if (
    property !== undefined &&
    hasFlag(property, direction === 'request' ? 'readOnly' : 'writeOnly', source, 0)
  )
    return true
  return inherited(schema, source).some((part) => isMemberExempt(part, name, direction, source, hops + 1))
}

function hasFlag(
  schema: Schema,
  flag: 'readOnly' | 'writeOnly',
  source: SchemaSource,
  hops: number
): boolean {
  if (typeof schema === 'boolean' || hops > MAX_HOPS) return false
  return (
    schema[flag] === true || inherited(schema, source).some((part) => hasFlag(part, flag, source, hops + 1))
  )
}

function inherited(schema: SchemaObject, source: SchemaSource): readonly Schema[] {
  const target = schema.$ref === undefined ? undefined : source.schema(schema.$ref)
  return target === undefined ? (schema.allOf ?? []) : [target, ...(schema.allOf ?? [])]
}
