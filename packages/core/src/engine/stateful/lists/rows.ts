// What lists read from: the things of one collection in the order they came to be. Implemented over a persistent collection.
import type { JsonObject } from '../../../internal/json.js'
import type { Place } from '../../../release/resources/inferred.js'

/** One thing of a list. */
export interface Row {
  /** Its number in the collection: later things have higher numbers, and a number is never given twice. */
  readonly seq: number
  readonly id: string
  /** Its members as responses show them. Read only where a filter or a sort needs them: may be made on demand. */
  readonly value: JsonObject
}

/**
 * An immutable ordered set of rows. The same object stands for the same rows for ever: what is worked out of it is remembered by it.
 * - `page`, `rankOf` and `find` cost no more than what they return, whatever the size.
 * - Numbers need not follow each other: rows go.
 */
export interface Rows {
  readonly size: number
  /** Up to `limit` rows after the first `offset`, oldest first, or with `descending` newest first. */
  page(offset: number, limit: number, direction?: 'ascending' | 'descending'): readonly Row[]
  /** How many rows have a number below `seq`, whether that one is among them or not. */
  rankOf(seq: number): number
  /** The row with this id. */
  find(id: string): Row | undefined
  /** The rows of which one of the `keysAt` the place is the `equalityKey` of the value; `undefined` where no index tells. */
  equal(place: Place, value: unknown): Rows | undefined
}
