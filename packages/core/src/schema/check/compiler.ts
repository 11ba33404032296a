// What the compilers of keywords get: how to compile what is inside them, and the settings they are compiled for.
import type { CompiledPattern } from '../pattern/match-pattern.js'
import type { Direction, Schema, SchemaSource } from '../schema.js'
import type { Check } from './run.js'

/** One schema being compiled. */
export interface Compiler {
  readonly source: SchemaSource
  readonly direction: Direction | undefined
  /** Whether closures must note what they evaluate. */
  readonly track: boolean
  /** Whether `format` is an assertion. */
  readonly formats: boolean
  /** Compiles a schema for another value: a member, an item, a name. */
  child(schema: Schema): Check
  /** Compiles a schema for the same value, tracking as the parent does. */
  inPlace(schema: Schema): Check
  /** A closure that follows a `$ref` key; compiled when it is first run. */
  reference(key: string): Check
  /** A pattern as a test; one that is given the allowance of the run takes bounded time. */
  pattern(source: string): CompiledPattern['test']
}
