// What the two ways of paging share: the list before it is cut into pages, reading on in it, and what is told of every page.
import type { ListSpec } from '../../../release/resources/list-model.js'
import type { Cursor } from './cursor.js'
import type { Test } from './filter-rows.js'
import type { OrderedRows, Position } from './ordered-rows.js'
import type { PageFacts } from './page-facts.js'
import type { ListQuery } from './read-parameter.js'
import type { Row, Rows } from './rows.js'

/** A page, or why there is none: a fault of the client, for a 400. */
export type SelectedPage =
  | { readonly items: readonly Row[]; readonly facts: PageFacts; readonly problem?: undefined }
  | { readonly problem: PageProblem }

/** A parameter that asks for something there is not. */
export interface PageProblem {
  readonly parameter: string
  /** A sentence fragment: `is not a cursor of this list`. */
  readonly message: string
}

/** A list before it is cut into pages. */
export interface Selection {
  readonly rows: OrderedRows
  /** Rows that fail it are not in the list. */
  readonly test?: Test
}

/** What both ways of paging work on. */
export interface PagingRun {
  readonly spec: ListSpec
  readonly query: ListQuery
  readonly list: Selection
  readonly all: Rows
  readonly size: number
  cursorOf(position: Position, backward: boolean): string
  readCursor(token: unknown): Cursor | 'expired' | undefined
}

/** The facts that do not depend on the way of paging. */
export function commonFacts(
  { list, size, cursorOf }: PagingRun,
  items: readonly Row[]
): Pick<PageFacts, 'ids' | 'size' | 'knowsTotal' | 'cursor'> {
  return {
    ids: items.map(({ id }) => id),
    size,
    knowsTotal: list.test === undefined,
    cursor: (index: number) => cursorOf(list.rows.positionOf(items[index]!), false)
  }
}

const smallestStep = 64
const largestStep = 4096

/**
 * Reads rows of a list from an index on, one way or the other, until `limit` are found after `skip` others. Rows come in the order in
 * which they are met; `index` is where the next would be looked for.
 */
export function scan(
  { rows, test }: Selection,
  from: number,
  limit: number,
  way: 1 | -1,
  skip: number
): { rows: readonly Row[]; index: number } {
  const found: Row[] = []
  let [index, left] = [from, skip]
  let step = test ? smallestStep : limit
  while (index >= 0 && index < rows.size && found.length < limit) {
    const start = way === 1 ? index : Math.max(0, index - step + 1)
    const part = rows.page(start, way === 1 ? step : index - start + 1)
    for (const row of way === 1 ? part : part.toReversed()) {
      index += way
      if (test && !test(row.value)) continue
      if (left-- > 0) continue
      if (found.push(row) === limit) break
    }
    step = Math.min(step * 2, largestStep)
  }
  return { rows: found, index }
}

/** How many rows the list has. */
export function countRows(list: Selection): number {
  return list.test ? scan(list, 0, Infinity, 1, 0).rows.length : list.rows.size
}

/** Puts off work until it is asked for, and does it once. */
export function onceOnly<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
