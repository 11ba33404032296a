// Which schema a member or an item has once everything that speaks of it is put together.
import type { Direction, Schema } from '../schema.js'
import type { ArrayPart, ObjectPart, Shape } from './shape.js'
import type { ShapeReader } from './read-shape.js'

/** Tells whether a text matches the source of a pattern. */
export type Matches = (pattern: string, text: string) => boolean

/** A member that an object of this shape may have. */
export interface Member {
  readonly name: string
  readonly schema: Schema
  readonly required: boolean
}

/**
 * The named members of a shape in the order of the description, and `more`, without those that do not travel in this direction; only what
 * is required when `onlyRequired` says so.
 */
export function membersOf(
  shape: Shape,
  reader: ShapeReader,
  direction: Direction,
  matches: Matches,
  more: readonly string[] = [],
  onlyRequired = false
): Member[] {
  const names = new Set<string>()
  for (const part of shape.objectParts) for (const name of Object.keys(part.properties)) names.add(name)
  for (const name of [...shape.required, ...more]) names.add(name)
  const members: Member[] = []
  for (const name of names) {
    const required = shape.required.has(name)
    if (onlyRequired && !required) continue
    const schema = memberSchema(shape, name, reader, matches)
    if (schema === false && !required) continue
    if (isHidden(schema, reader, direction)) continue
    members.push({ name, schema, required })
  }
  return members
}

/** Whether a member with this schema does not travel in this direction (OpenAPI 3.0.4, section 4.7.24.2). */
export function isHidden(schema: Schema, reader: ShapeReader, direction: Direction): boolean {
  if (typeof schema === 'boolean') return false
  const flags = schema.$ref === undefined && schema.allOf === undefined ? schema : reader.read(schema)
  return (direction === 'response' ? flags.writeOnly : flags.readOnly) === true
}

/** The schema of the member with this name, whether the shape names it or not. */
export function memberSchema(shape: Shape, name: string, reader: ShapeReader, matches: Matches): Schema {
  const schemas: Schema[] = []
  let evaluated = false
  for (const part of shape.objectParts) {
    const found = partSchemas(part, name, matches)
    if (found.length > 0) {
      schemas.push(...found)
      evaluated = true
    } else if (part.additional !== undefined) {
      schemas.push(part.additional)
      evaluated = true
    }
  }
  return reader.conjunctions.of(evaluated ? schemas : shape.unevaluatedProperties)
}

function partSchemas(part: ObjectPart, name: string, matches: Matches): Schema[] {
  const schemas: Schema[] = []
  if (Object.hasOwn(part.properties, name)) schemas.push(part.properties[name] as Schema)
  for (const [pattern, schema] of part.patterns) if (matches(pattern, name)) schemas.push(schema)
  return schemas
}

/** The schema of the item at an index. */
export function itemSchema(shape: Shape, index: number, reader: ShapeReader): Schema {
  const schemas = shape.arrayParts
    .map((part) => partItem(part, index))
    .filter((schema) => schema !== undefined)
  return reader.conjunctions.of(schemas.length > 0 ? schemas : shape.unevaluatedItems)
}

function partItem(part: ArrayPart, index: number): Schema | undefined {
  return index < part.prefix.length ? part.prefix[index] : part.items
}

/** How many items have a place of their own in front of the others. */
export function prefixLength(shape: Shape): number {
  return shape.arrayParts.reduce((length, part) => Math.max(length, part.prefix.length), 0)
}
