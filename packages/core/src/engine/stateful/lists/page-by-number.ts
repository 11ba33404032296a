// Numbered pages and offsets: items are counted from the start.
import type { PageStep } from './page-facts.js'
import { commonFacts, countRows, onceOnly, scan, type PagingRun, type SelectedPage } from './paging-run.js'
import { integerOf, readParameter } from './read-parameter.js'

/** The page that a page number or an offset asks for; also that of a list without pages. */
export function pageByNumber(run: PagingRun): SelectedPage {
  const { style, parameter, first = style === 'page' ? 1 : 0 } = run.spec.paging.value
  const { list, size } = run
  const number = Math.max(first, integerOf(readParameter(run.query, parameter)) ?? first)
  const unit = style === 'page' ? size : 1
  const offset = Math.min((number - first) * unit, Number.MAX_SAFE_INTEGER)
  const found = list.test
    ? scan(list, 0, size + 1, 1, offset).rows
    : offset < list.rows.size
      ? list.rows.page(offset, size + 1)
      : []
  const total = onceOnly(() => countRows(list))
  const hasNext = found.length > size
  const numbered = style !== 'none' && parameter !== undefined
  const step = (value: number): PageStep | undefined => (numbered ? { parameter, value } : undefined)
  const items = hasNext ? found.slice(0, size) : found
  return {
    items,
    facts: {
      ...commonFacts(run, items),
      hasNext,
      hasMore: () => hasNext,
      hasPrevious: () => offset > 0 && total() > 0,
      total,
      offset,
      ...(style === 'page'
        ? { page: number, firstPage: first }
        : numbered && style === 'offset'
          ? { page: Math.floor(offset / size) + 1, firstPage: 1 }
          : {}),
      next: hasNext ? step(style === 'page' ? number + 1 : number + size) : undefined,
      previous() {
        if (number <= first || total() === 0) return undefined
        // Back from beyond the end: to the last page.
        const last = style === 'page' ? first + Math.ceil(total() / size) - 1 : first + total() - 1
        return step(
          style === 'page' ? Math.min(number - 1, last) : Math.max(first, Math.min(number, last + 1) - size)
        )
      },
      resume: () => undefined,
      first: step(first),
      last: () => step(first + Math.max(0, Math.ceil(total() / size) - 1) * (style === 'page' ? 1 : size))
    }
  }
}
