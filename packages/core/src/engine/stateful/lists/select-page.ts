// The items of one page: filters, then order, then the page that the request asks for. Pure; costs O(page) where no filter and no sort says otherwise.
import { canonicalJson } from '../../../internal/canonical-json.js'
import type { ListSpec } from '../../../release/resources/list-model.js'
import { readCursor, writeCursor } from './cursor.js'
import { filterRows } from './filter-rows.js'
import { rowsByAge, sortedRows } from './ordered-rows.js'
import { pageByNumber } from './page-by-number.js'
import { pageByPosition } from './page-by-position.js'
import type { PagingRun, SelectedPage, Selection } from './paging-run.js'
import { integerOf, readParameter, type ListQuery } from './read-parameter.js'
import type { Rows } from './rows.js'
import { sortTerms } from './sort-terms.js'

/** What holds for all lists of a sandbox, and which list this is. */
export interface PageDefaults {
  /** Keys the digests of cursors: the sandbox's seed. */
  readonly key: number
  /** The sandbox's clock, epoch milliseconds: cursors run out. */
  readonly now: number
  /** Which list this is, so that cursors of another are refused: the operation and its path parameters. */
  readonly list: string
  /** The most items of a page where the description sets no limit. @default 1000 */
  readonly mostItems?: number
  /** The most items of a list without pages. @default 10000 */
  readonly mostUnpaged?: number
}

/**
 * Selects a page. `query` is the decoded and coerced input (the body for `in: 'body'`). Sizes out of range are brought into it and pages
 * before the first are the first: what the description forbids was refused before. Cursors stay exact while things come and go: no item
 * comes twice, none that was there all the time is missed.
 */
export function selectPage(
  spec: ListSpec,
  query: ListQuery,
  rows: Rows,
  defaults: PageDefaults
): SelectedPage {
  const { rows: few, test, key } = filterRows(spec, query, rows)
  const terms = sortTerms(spec, query)
  const [first] = terms
  const byAge = first!.place.length === 0
  const sortKey = byAge ? (first!.descending ? '-' : '') : canonicalJson(terms)
  const list: Selection = byAge
    ? { rows: rowsByAge(few, first!.descending), ...(test ? { test } : {}) }
    : { rows: sortedRows(few, terms, test, `${key}\n${sortKey}`) }
  const context = { binding: `${defaults.list}\n${key}\n${sortKey}`, key: defaults.key, now: defaults.now }
  const paging: PagingRun = {
    spec,
    query,
    list,
    all: rows,
    size: sizeOf(spec, query, few.size, defaults),
    cursorOf: (position, backward) => writeCursor({ position, backward }, context),
    readCursor: (token) => readCursor(token, context)
  }
  switch (spec.paging.value.style) {
    case 'page':
    case 'offset':
    case 'none':
      return pageByNumber(paging)
    case 'cursor':
    case 'after':
      return pageByPosition(paging)
  }
}

function sizeOf({ paging }: ListSpec, query: ListQuery, count: number, defaults: PageDefaults): number {
  const { size, defaultSize, maxSize, style } = paging.value
  const asked = integerOf(readParameter(query, size))
  if (style === 'none' && asked === undefined && size === undefined)
    return Math.min(Math.max(count, 1), defaults.mostUnpaged ?? 10_000)
  return Math.max(1, Math.min(asked ?? defaultSize, maxSize ?? defaults.mostItems ?? 1000))
}
