// The promise of paging: walking through a list meets every item that is there all the time, once, in order, whatever comes and goes.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../internal/json.js'
import { inferred } from '../../../release/resources/evidence.js'
import type { ListSpec, Paging } from '../../../release/resources/list-model.js'
import type { ListQuery } from './read-parameter.js'
import { rowsOfArray } from './rows-of-array.js'
import type { Row } from './rows.js'
import { selectPage } from './select-page.js'

const defaults = { key: 42, now: 0, list: 'GET /pets' }

function specOf(paging: Paging, order: 'oldest' | 'newest'): ListSpec {
  return {
    items: inferred(['data'], 1, ''),
    item: [],
    paging: inferred(paging, 1, ''),
    envelope: [],
    filters: [{ ...inferred(['kind'], 1, ''), parameter: 'kind', operator: 'equal' }],
    sort: inferred({ parameter: 'sort', values: {}, defaultDirection: 'ascending' }, 1, ''),
    order: inferred(order, 1, '')
  }
}

const pagings: Record<string, Paging> = {
  cursor: { style: 'cursor', parameter: 'cursor', size: 'limit', defaultSize: 3 },
  'cursor, with one for before': {
    style: 'cursor',
    parameter: 'after',
    before: 'before',
    size: 'limit',
    defaultSize: 3
  },
  after: {
    style: 'after',
    parameter: 'starting_after',
    before: 'ending_before',
    size: 'limit',
    defaultSize: 3
  },
  page: { style: 'page', parameter: 'page', first: 1, size: 'limit', defaultSize: 3 },
  'page from zero': { style: 'page', parameter: 'page', first: 0, size: 'limit', defaultSize: 3 },
  offset: { style: 'offset', parameter: 'offset', first: 0, size: 'limit', defaultSize: 3 },
  'offset from one': { style: 'offset', parameter: 'startIndex', first: 1, size: 'limit', defaultSize: 3 }
}

/** A collection in which things come and go. */
class Shelf {
  rows: Row[] = []
  #next = 0

  add(value: JsonObject): void {
    const seq = this.#next++
    this.rows = [...this.rows, { seq, id: `id${seq}`, value: { id: `id${seq}`, ...value } }]
  }

  remove(index: number): void {
    if (this.rows.length > 0) this.rows = this.rows.toSpliced(index % this.rows.length, 1)
  }
}

const thing = fc.record({
  kind: fc.constantFrom('cat', 'dog'),
  weight: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(null), fc.constantFrom('a', 'b'))
})
const change = fc.oneof(fc.record({ add: thing }), fc.record({ remove: fc.nat(1000) }))
const queries = [
  {},
  { kind: 'cat' },
  { sort: 'weight' },
  { sort: '-weight' },
  { sort: '-weight,kind', kind: 'dog' }
]

interface Step {
  readonly parameter: string
  readonly value: string | number
}

/** Walks from page to page; `between` is called after each. Ends by itself, or after 500 pages. */
function walk(
  spec: ListSpec,
  shelf: Shelf,
  query: ListQuery,
  way: 'next' | 'previous',
  from: Step | undefined,
  between: () => void
): Row[][] {
  const pages: Row[][] = []
  let step = from
  for (let i = 0; i < 500; i++) {
    const asked = step ? { ...query, [step.parameter]: step.value } : query
    const page = selectPage(spec, asked, rowsOfArray(shelf.rows), defaults)
    if (page.problem) throw new Error(`${page.problem.parameter} ${page.problem.message}`)
    pages.push([...page.items])
    step = way === 'next' ? page.facts.next : page.facts.previous()
    if (!step) return pages
    between()
  }
  throw new Error('no end')
}

const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id)

describe.each(['oldest', 'newest'] as const)('lists with the %s first', (order) => {
  describe.each(Object.entries(pagings))('paged by %s', (_, paging) => {
    const spec = specOf(paging, order)

    test('while nothing changes, forth and back meet every item once, in order', () => {
      fc.assert(
        fc.property(
          fc.array(thing, { maxLength: 25 }),
          fc.integer({ min: 1, max: 7 }),
          fc.constantFrom(...queries),
          (things, limit, query) => {
            const shelf = new Shelf()
            for (const one of things) shelf.add(one)
            const whole = selectPage(
              specOf({ style: 'none', defaultSize: 1 }, order),
              query,
              rowsOfArray(shelf.rows),
              defaults
            )
            const all = whole.problem ? [] : idsOf(whole.items)
            const forth = walk(spec, shelf, { ...query, limit }, 'next', undefined, () => undefined)
            expect(idsOf(forth.flat())).toEqual(all)
            if (forth.length > 1) expect(forth.slice(0, -1).every((page) => page.length === limit)).toBe(true)
            const last = lastStep(spec, shelf, { ...query, limit })
            if (paging.style === 'after' && paging.before === undefined) return
            const back = walk(spec, shelf, { ...query, limit }, 'previous', last, () => undefined)
            expect(idsOf(back.toReversed().flat())).toEqual(all)
          }
        )
      )
    })
  })

  describe.each(['cursor', 'cursor, with one for before', 'after'])('paged by %s', (name) => {
    const spec = specOf(pagings[name]!, order)

    test('while things come and go, what is there all the time is met once, in order', () => {
      fc.assert(
        fc.property(
          fc.array(thing, { maxLength: 25 }),
          fc.integer({ min: 1, max: 4 }),
          fc.constantFrom(...queries),
          fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 12 }),
          (things, limit, query, changes) => {
            const shelf = new Shelf()
            for (const one of things) shelf.add(one)
            const before = new Set(idsOf(shelf.rows))
            const rounds = [...changes]
            const pages = walk(spec, shelf, { ...query, limit }, 'next', undefined, () => {
              for (const one of rounds.shift() ?? []) {
                if ('add' in one) shelf.add(one.add)
                // A list that is read on from an id needs the id: it stays.
                else if (spec.paging.value.style === 'cursor') shelf.remove(one.remove)
              }
            })
            const met = idsOf(pages.flat())
            expect(new Set(met).size).toBe(met.length)
            const whole = selectPage(
              specOf({ style: 'none', defaultSize: 1 }, order),
              query,
              rowsOfArray(shelf.rows),
              defaults
            )
            const now = whole.problem ? [] : idsOf(whole.items)
            const stayed = now.filter((id) => before.has(id))
            expect(met.filter((id) => stayed.includes(id))).toEqual(stayed)
          }
        )
      )
    })
  })

  test('a cursor works when its item has gone, a start id does not', () => {
    const shelf = new Shelf()
    for (let i = 0; i < 6; i++) shelf.add({ kind: 'cat' })
    const spec = specOf(pagings['cursor']!, order)
    const first = selectPage(spec, {}, rowsOfArray(shelf.rows), defaults)
    if (first.problem) throw new Error()
    const gone = first.items.at(-1)!
    const rest = rowsOfArray(shelf.rows.filter((row) => row !== gone))
    const second = selectPage(spec, { cursor: first.facts.next!.value }, rest, defaults)
    expect(second.problem).toBeUndefined()
    expect(second.problem ? 0 : second.items.length).toBe(3)
    const byId = selectPage(specOf(pagings['after']!, order), { starting_after: gone.id }, rest, defaults)
    expect(byId.problem).toEqual({ parameter: 'starting_after', message: 'names no item of this list' })
  })
})

/** The step to the last page, by walking there. */
function lastStep(spec: ListSpec, shelf: Shelf, query: ListQuery): Step | undefined {
  let last: Step | undefined
  for (let i = 0; i < 500; i++) {
    const page = selectPage(
      spec,
      last ? { ...query, [last.parameter]: last.value } : query,
      rowsOfArray(shelf.rows),
      defaults
    )
    if (page.problem || !page.facts.next) return last
    last = page.facts.next
  }
  return last
}
