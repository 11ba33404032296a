// Expression + values of names -> its value, or why it has none. Bounded, and always the same for the same input.
import type { Json } from '../internal/json.js'
import type { Expression } from './compile-expression.js'
import { defaultLimits, Exhausted, Fault, Frame, type EvaluationLimits, type Variables } from './frame.js'

/** A value; or one sentence, without a full stop, on why there is none. */
export type Evaluated = { readonly value: Json } | { readonly fault: string }

/**
 * Evaluates an expression. The variables are the JSON values of the names in its scope; a name without one is a fault where it is used.
 * The value may share parts with the variables. Never throws.
 */
export function evaluate(
  expression: Expression,
  variables: Variables,
  limits: Partial<EvaluationLimits> = {}
): Evaluated {
  const frame = new Frame(variables, { ...defaultLimits, ...limits })
  try {
    return { value: frame.checked(expression.run(frame) as Json) }
  } catch (error) {
    return { fault: reasonOf(error) }
  }
}

/** Why an evaluation ended; what is no fault of an expression is thrown on. */
export function reasonOf(error: unknown): string {
  if (error instanceof Fault || error instanceof Exhausted) return error.message
  throw error
}
