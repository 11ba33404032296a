// What every finding of inference looks like.

/** A guess with its receipt. */
export interface Inferred<T> {
  readonly value: T
  /** 0 to 1: 1 is said by the description in so many words, below 0.5 is a guess of last resort. */
  readonly confidence: number
  /** One clause in English: what in the description led to it. */
  readonly reason: string
}

/** Where something stands in a JSON value: member names, or `*` for every item of an array; `[]` is the value itself. */
export type Place = readonly string[]
