// Which required members a direction does not ask for: `readOnly` ones in requests, `writeOnly` ones in responses (OpenAPI 3.0.4, 4.7.24.2).
import { getOwn } from '../../internal/json.js'
import type { Direction, Schema, SchemaObject, SchemaSource } from '../schema.js'
import { partsOf } from './schema-parts.js'

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
  source: SchemaSource
): boolean {
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly'
  return partsOf(schema, source).some((part) => {
    const property = part && part.properties && (getOwn(part.properties, name) as Schema | undefined)
    return property !== undefined && property !== false && hasFlag(property, flag, source)
  })
}

function hasFlag(schema: Schema, flag: 'readOnly' | 'writeOnly', source: SchemaSource): boolean {
  return partsOf(schema, source).some((part) => part && part[flag] === true)
}
