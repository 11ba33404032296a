// Rows in the order of a list: as they came to be, either way round, or sorted by members. Places in it are found by index.
import type { JsonObject } from '../../../internal/json.js'
import { compareSortKeys, sortKeyOf, type SortKey } from './compare-values.js'
import type { Test } from './filter-rows.js'
import type { Row, Rows } from './rows.js'
import type { SortTerm } from './sort-terms.js'
import { valuesAt } from './values-at.js'

/** Where a row stands in a list, also after it is gone: its number, and what it was sorted by. */
export interface Position {
  readonly seq: number
  readonly keys: readonly SortKey[]
}

/** A list as an indexed sequence. */
export interface OrderedRows {
  readonly size: number
  page(index: number, limit: number): readonly Row[]
  /** The index of the first row that comes after a position, whether a row stands there or not. */
  indexAfter(position: Position): number
  /** The index of the first row that does not come before a position: as many rows come before it. */
  indexAt(position: Position): number
  positionOf(row: Row): Position
}

/** Rows as they came to be. Costs nothing. */
export function rowsByAge(rows: Rows, descending: boolean): OrderedRows {
  const { size } = rows
  return {
    size,
    page: (index, limit) => rows.page(index, limit, descending ? 'descending' : 'ascending'),
    indexAfter: ({ seq }) => (descending ? size - rows.rankOf(seq) : rows.rankOf(seq + 1)),
    indexAt: ({ seq }) => (descending ? size - rows.rankOf(seq + 1) : rows.rankOf(seq)),
    positionOf: ({ seq }) => ({ seq, keys: [] })
  }
}

interface Keyed extends Position {
  readonly row: Row
}

const sortedBefore = new WeakMap<Rows, Map<string, readonly Keyed[]>>()
const mostKept = 4

/** The rows that pass a test, sorted. Reads every row, once for the same rows and the same `key`: that of the terms and the test together. */
export function sortedRows(
  rows: Rows,
  terms: readonly SortTerm[],
  test: Test | undefined,
  key: string
): OrderedRows {
  let kept = sortedBefore.get(rows)
  if (!kept) sortedBefore.set(rows, (kept = new Map()))
  let sorted = kept.get(key)
  if (!sorted) {
    sorted = sort(rows, terms, test)
    if (kept.size >= mostKept) kept.clear()
    kept.set(key, sorted)
  }
  const all = sorted
  return {
    size: all.length,
    page: (index, limit) => all.slice(index, index + limit).map(({ row }) => row),
    indexAfter: (position) => search(all, (one) => compare(one, position, terms) > 0),
    indexAt: (position) => search(all, (one) => compare(one, position, terms) >= 0),
    positionOf: ({ seq, value }) => ({ seq, keys: keysOf(value, terms) })
  }
}

const step = 512

function sort(rows: Rows, terms: readonly SortTerm[], test: Test | undefined): readonly Keyed[] {
  const found: Keyed[] = []
  for (let index = 0; index < rows.size; index += step)
    for (const row of rows.page(index, step))
      if (!test || test(row.value)) found.push({ row, seq: row.seq, keys: keysOf(row.value, terms) })
  return found.sort((a, b) => compare(a, b, terms))
}

function keysOf(value: JsonObject, terms: readonly SortTerm[]): SortKey[] {
  return terms.map(({ place }) => sortKeyOf(valuesAt(value, place)[0]))
}

/** The number decides in the end, in the direction of the first term: no two rows are equal. */
function compare(a: Position, b: Position, terms: readonly SortTerm[]): number {
  for (let i = 0; i < terms.length; i++) {
    const order = compareSortKeys(a.keys[i] ?? null, b.keys[i] ?? null, terms[i]!.descending)
    if (order !== 0) return order
  }
  return terms[0]?.descending ? b.seq - a.seq : a.seq - b.seq
}

/** The first index that fits; all after it do. */
function search(all: readonly Keyed[], fits: (one: Keyed) => boolean): number {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (fits(all[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
