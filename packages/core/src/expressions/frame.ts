// What one evaluation works with: the values of names, and how much work is left. Closures get it, so they hold no state themselves.
import { PatternAllowance } from '../schema/pattern/pattern-allowance.js'
import type { Json } from '../internal/json.js'

/** What closures give each other: JSON, or nothing for an optional value that is absent. */
export type Value = Json | undefined

/** What an evaluation may take. */
export interface EvaluationLimits {
  /** Units of work; an item of a list takes as many as the text that is evaluated for it has characters. @default 1000000 (some 50 ms) */
  readonly steps: number
  /** Characters of a text and items of a list on the way, and values and characters of the result together. @default 1000000 */
  readonly size: number
}

export const defaultLimits: EvaluationLimits = { steps: 1_000_000, size: 1_000_000 }

/** The values of names, by own properties. */
export interface Variables {
  readonly [name: string]: unknown
}

/** Thrown when an evaluation has no value. `||`, `&&`, `all` and `exists` go on without it where CEL says so. No Error: stacks are slow. */
export class Fault {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

/** Thrown when an evaluation takes too much. Nothing goes on after it. */
export class Exhausted {
  readonly message: string

  constructor(message: string) {
    this.message = message
  }
}

export class Frame {
  readonly variables: Variables
  /** Values of the variables of comprehensions, by nesting. */
  readonly locals: Value[] = []
  /** The JSON pointer of what is being evaluated, in a template. */
  pointer = ''
  readonly #limits: EvaluationLimits
  #left: number
  #patterns: PatternAllowance | undefined

  constructor(variables: Variables, limits: EvaluationLimits) {
    this.variables = variables
    this.#limits = limits
    this.#left = limits.steps
  }

  /** Counts work, as every loop over something whose size is the sender's must. */
  spend(steps: number): void {
    this.#left -= steps
    if (this.#left < 0)
      throw new Exhausted(`The expression takes more than the ${this.#limits.steps} steps it may`)
  }

  /** Goes on without a value, where CEL says so. Throwing is work. */
  absorb(error: unknown): Fault {
    if (!(error instanceof Fault)) throw error
    this.spend(100)
    return error
  }

  /** Counts the work on a text that exists or is about to be made. */
  spendText(length: number): void {
    this.spend(1 + (length >> 5))
  }

  /** Refuses what is about to be made when it is too long. */
  makes(length: number): void {
    if (length > this.#limits.size)
      throw new Exhausted(`The expression makes something longer than the ${this.#limits.size} it may`)
  }

  /** What is left for searches of texts. */
  get patterns(): PatternAllowance {
    return (this.#patterns ??= new PatternAllowance())
  }

  /** The result, if it is not too large: counted as it would be printed, however much of it is shared. */
  checked(value: Json): Json {
    let left = this.#limits.size
    const queue: unknown[] = [value]
    while (queue.length > 0 && left >= queue.length) {
      const next = queue.pop()
      left -= typeof next === 'string' ? next.length + 1 : 1
      if (typeof next !== 'object' || next === null) continue
      const names = Array.isArray(next) ? undefined : Object.keys(next)
      // Before the queue grows: what is larger than what is left is not walked.
      if ((names ?? (next as unknown[])).length > left) left = -1
      else if (names === undefined) for (const item of next as unknown[]) queue.push(item)
      else
        for (const name of names) {
          left -= name.length
          queue.push((next as Record<string, unknown>)[name])
        }
    }
    if (queue.length > 0 || left < 0)
      throw new Exhausted(`The result is larger than the ${this.#limits.size} it may be`)
    return value
  }
}
