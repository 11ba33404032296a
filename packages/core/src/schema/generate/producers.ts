// What the compilers of producers get: how to read schemas, and how to get to the producers of what is inside them.
import type { Direction, Schema } from '../schema.js'
import type { Produce } from './context.js'
import type { Heights } from './height.js'
import type { Matches } from './members.js'
import type { ShapeReader } from './read-shape.js'
import type { Shape, TypeName } from './shape.js'

/** The producers of one source's schemas, for one direction. */
export interface Producers {
  readonly reader: ShapeReader
  readonly heights: Heights
  readonly direction: Direction
  readonly matches: Matches
  /** Whether a value satisfies the schema in this direction. */
  isValid(schema: Schema, value: unknown): boolean
  /** The producer of a schema's values in a field of this name (in the form `fieldName` gives). */
  of(schema: Schema, name: string): Produce
  /** The producer of a shape's values of one type. */
  compileType(shape: Shape, type: TypeName, name: string): Produce
}
