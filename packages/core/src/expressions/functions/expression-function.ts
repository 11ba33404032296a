// What a function of expressions is.
import type { Json } from '../../internal/json.js'
import type { Frame } from '../frame.js'
import type { Kind } from '../kinds.js'

/** One function. Of a method the receiver is the first argument. */
export interface ExpressionFunction {
  /** The kinds that each argument may be of. */
  readonly takes: readonly (readonly Kind[])[]
  readonly gives: Kind
  /** Gets arguments of those kinds. Throws `Fault` for values that have no result. */
  readonly run: (args: readonly Json[], frame: Frame) => Json
}

/** Functions by how they are called: `size(1)` with an argument, `.size(0)` as a method without. */
export type FunctionTable = { readonly [signature: string]: ExpressionFunction }
