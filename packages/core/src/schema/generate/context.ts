// What one attempt at a value carries along: its options, and the budgets that keep hostile schemas finite.
import type { Direction } from '../schema.js'

/** How a value is to be generated. */
export interface GenerateOptions {
  /** The 32-bit key that every choice is derived from (`internal/random.ts`). */
  readonly key: number
  readonly direction: Direction
  /** Epoch milliseconds that generated dates lie around. */
  readonly now: number
  /**
   * `first`: wherever a schema has a valid example or default, that one. `some`: for about half of the keys one of the valid
   * examples, except for ids, dates and numbers, which vary. `none`: examples play no part.
   */
  readonly examples: 'first' | 'some' | 'none'
  /** How many levels of objects may have optional members. @default 3 */
  readonly depth?: number
  /** The share of optional members to keep, 0 to 1, of those the depth allows. @default 1 */
  readonly optionals?: number
}

/** Makes a value from a key; `depth` is the nesting so far: 1 for each object, a half for each array. */
export type Produce = (context: Context, key: number, depth: number) => unknown

const MAX_STEPS = 10_000
const MAX_TEXT = 1_000_000
const MAX_RETRIES = 200
const MAX_NESTING = 1_200

/** The options and budgets of one attempt. `leanness` 0 is the full value, 3 only what is required. */
export class Context {
  readonly direction: Direction
  readonly now: number
  readonly examples: 'first' | 'some' | 'none'
  readonly depth: number
  readonly optionals: number
  leanness: number
  /** Set when a budget ran out; what is made from then on is a stopgap. */
  exhausted = false
  /** Above 0, values are to differ from the usual: the n-th other value. For arrays whose items must be unique. */
  variety = 0
  #retries = 0
  #steps = 0
  #text = 0
  #nesting = 0

  constructor(options: GenerateOptions, leanness: number) {
    this.direction = options.direction
    this.now = options.now
    this.examples = options.examples
    this.depth = options.depth ?? 3
    this.optionals = options.optionals ?? 1
    this.leanness = leanness
  }

  /** Counts one node of the value; false when there have been too many. */
  step(): boolean {
    if (++this.#steps > MAX_STEPS) this.exhausted = true
    return !this.exhausted
  }

  /** Enters a container or a branch: false when the value has too many nodes or is nested too deeply. Pair with `leave`. */
  enter(): boolean {
    if (++this.#nesting > MAX_NESTING) this.exhausted = true
    return this.step()
  }

  /** Counts one more try at a part of the value; false when there have been too many. */
  retry(): boolean {
    return ++this.#retries <= MAX_RETRIES && !this.exhausted
  }

  leave(): void {
    this.#nesting--
  }

  /** Reserves room for a text of this many UTF-16 units; false when there is none. */
  reserve(length: number): boolean {
    if (this.#text + length > MAX_TEXT) {
      this.exhausted = true
      return false
    }
    this.#text += length
    return true
  }
}
