// What the compiler tells of the examples it meets, for those who check them.
import type { Direction, Schema } from '../schema/schema.js'

/** An example that stands beside a schema: of a media type, parameter or header. */
export interface DescribedExample {
  readonly schema: Schema
  readonly value: unknown
  readonly pointer: string
  readonly direction: Direction
}
