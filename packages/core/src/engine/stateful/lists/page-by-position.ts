// Pages after or before a position: a cursor, or an item by its id. Exact whatever comes and goes in between.
import type { Position } from './ordered-rows.js'
import type { PageStep } from './page-facts.js'
import {
  commonFacts,
  countRows,
  onceOnly,
  scan,
  type PagingRun,
  type SelectedPage,
  type Selection
} from './paging-run.js'
import { readParameter } from './read-parameter.js'
import type { Row, Rows } from './rows.js'

/** The page next to the position that the request names. */
export function pageByPosition(run: PagingRun): SelectedPage {
  const { style, parameter, before } = run.spec.paging.value
  const { list, size } = run
  const forward = readParameter(run.query, parameter)
  const backward = readParameter(run.query, before)
  if (forward !== undefined && backward !== undefined)
    return { problem: { parameter: before!, message: `cannot be used together with \`${parameter}\`` } }
  const name = backward === undefined ? parameter : before
  const value = backward ?? forward
  const start = value === undefined ? undefined : style === 'after' ? byId(run, value) : run.readCursor(value)
  if (start === 'expired')
    return { problem: { parameter: name!, message: 'is a cursor that has expired; begin at the first page' } }
  if (value !== undefined && !start) {
    const message = style === 'after' ? 'names no item of this list' : 'is not a cursor of this list'
    return { problem: { parameter: name!, message } }
  }
  const goesBack = start !== undefined && (start.backward || backward !== undefined)
  const from =
    start === undefined
      ? 0
      : goesBack
        ? list.rows.indexAt(start.position)
        : list.rows.indexAfter(start.position)
  const { rows: found, index } = goesBack
    ? scan(list, from - 1, size + 1, -1, 0)
    : scan(list, from, size + 1, 1, 0)
  const more = found.length > size
  const taken = more ? found.slice(0, size) : found
  const items = goesBack ? taken.toReversed() : taken
  // Going back, the next page begins where the client came from.
  const following = onceOnly(() => (goesBack ? scan(list, from, 1, 1, 0).rows.length > 0 : more))
  const preceding = onceOnly(() =>
    goesBack
      ? more
      : items.length > 0
        ? existsBefore(list, items[0]!)
        : from > 0 && scan(list, from - 1, 1, -1, 0).rows.length > 0
  )
  const hasNext = following()
  const stepTo = (row: Row | undefined, back: boolean): PageStep | undefined => {
    if (!row || parameter === undefined) return undefined
    const into = back ? (before ?? parameter) : parameter
    if (style === 'after')
      return back && before === undefined ? undefined : { parameter: into, value: row.id }
    return { parameter: into, value: run.cursorOf(list.rows.positionOf(row), back) }
  }
  return {
    items,
    facts: {
      ...commonFacts(run, items),
      hasNext,
      hasPrevious: preceding,
      hasMore: () => (goesBack && style === 'after' ? more : hasNext),
      total: onceOnly(() => countRows(list)),
      ...(list.test ? {} : { offset: goesBack ? Math.max(0, index + (more ? 2 : 1)) : from }),
      next: hasNext ? stepTo(items.at(-1), false) : undefined,
      previous: onceOnly(() => (preceding() ? stepTo(items[0], true) : undefined)),
      resume: () =>
        stepTo(items.at(-1), false) ??
        (typeof forward === 'string' && name !== undefined ? { parameter: name, value: forward } : undefined),
      first: undefined,
      last: () => undefined
    }
  }
}

function byId(run: PagingRun, value: unknown): { position: Position; backward: false } | undefined {
  const { all, list } = run
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  const row = text === undefined ? undefined : all.find(text)
  if (row) return { position: list.rows.positionOf(row), backward: false }
  // Ids that count up: `since=0` is a place before the first.
  return typeof value === 'number'
    ? { position: { seq: seqBelow(all, value), keys: [] }, backward: false }
    : undefined
}

/** The number of the last row whose numeric id is below a value; -1 where there is none. Ids are taken to rise with the numbers. */
function seqBelow(rows: Rows, value: number): number {
  let [low, high] = [0, rows.size]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (Number(rows.page(middle, 1)[0]!.id) <= value) low = middle + 1
    else high = middle
  }
  return low === 0 ? -1 : rows.page(low - 1, 1)[0]!.seq
}

function existsBefore(list: Selection, row: Row): boolean {
  const index = list.rows.indexAt(list.rows.positionOf(row))
  return index > 0 && scan(list, index - 1, 1, -1, 0).rows.length > 0
}
