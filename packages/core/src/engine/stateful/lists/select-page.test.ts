import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../internal/json.js'
import { inferred } from '../../../release/resources/evidence.js'
import type { Filter, ListSpec, Paging, SortSpec } from '../../../release/resources/list-model.js'
import { rowsOfArray } from './rows-of-array.js'
import type { Rows } from './rows.js'
import { selectPage } from './select-page.js'

const defaults = { key: 7, now: 0, list: 'GET /things' }

interface Extra {
  readonly filters?: readonly Filter[]
  readonly sort?: SortSpec
  readonly order?: 'oldest' | 'newest'
}

function specOf(paging: Paging, { filters = [], sort, order = 'oldest' }: Extra = {}): ListSpec {
  return {
    items: inferred([], 1, ''),
    item: [],
    paging: inferred(paging, 1, ''),
    envelope: [],
    filters,
    ...(sort ? { sort: inferred(sort, 1, '') } : {}),
    order: inferred(order, 1, '')
  }
}

const filter = (
  at: string,
  operator: Filter['operator'],
  parameter = at,
  more: Partial<Filter> = {}
): Filter => ({
  ...inferred(at === '' ? [] : at.split('.'), 1, ''),
  parameter,
  operator,
  ...more
})

const rowsOf = (values: readonly object[]): Rows =>
  rowsOfArray(values.map((value, seq) => ({ seq, id: String(seq + 1), value: value as JsonObject })))

const ten = rowsOf(Array.from({ length: 10 }, () => ({})))
const byCursor: Paging = { style: 'cursor', parameter: 'cursor', size: 'limit', defaultSize: 3, maxSize: 5 }
const byPage: Paging = {
  style: 'page',
  parameter: 'page',
  first: 1,
  size: 'per_page',
  defaultSize: 3,
  maxSize: 5
}

/** The ids of a page, or what is wrong. */
function ids(spec: ListSpec, query: object, rows: Rows): string {
  const page = selectPage(spec, query as Record<string, unknown>, rows, defaults)
  return page.problem
    ? `${page.problem.parameter} ${page.problem.message}`
    : page.items.map(({ id }) => id).join(' ')
}

describe('sizes', () => {
  test.each([
    [undefined, 3],
    ['', 3],
    [null, 3],
    ['nonsense', 3],
    [{}, 3],
    [[2], 3],
    [2, 2],
    ['2', 2],
    [2.9, 2],
    [5, 5],
    [6, 5],
    [1e300, 5],
    [Infinity, 5],
    [0, 1],
    [-4, 1],
    ['-999999999999999999999999', 1],
    [Number.NaN, 3]
  ])('%j gives %i items', (limit, count) => {
    const page = selectPage(specOf(byCursor), { limit }, ten, defaults)
    expect(page.problem ? 0 : page.items.length).toBe(count)
  })

  test('a list without pages holds all, up to a bound', () => {
    expect(ids(specOf({ style: 'none', defaultSize: 2 }), {}, ten)).toBe('1 2 3 4 5 6 7 8 9 10')
    const page = selectPage(specOf({ style: 'none', defaultSize: 2 }), {}, ten, {
      ...defaults,
      mostUnpaged: 4
    })
    expect(page.problem ? 0 : page.items.length).toBe(4)
  })

  test('where no limit is set, a page is bounded all the same', () => {
    const { maxSize: _, ...open } = byCursor
    const page = selectPage(specOf(open), { limit: 1e9 }, ten, { ...defaults, mostItems: 6 })
    expect(page.problem ? 0 : page.items.length).toBe(6)
  })
})

describe('numbered pages', () => {
  test.each<[query: object, expected: string]>([
    [{}, '1 2 3'],
    [{ page: 2 }, '4 5 6'],
    [{ page: '4' }, '10'],
    [{ page: 5 }, ''],
    [{ page: 0 }, '1 2 3'],
    [{ page: -7 }, '1 2 3'],
    [{ page: 1e308 }, ''],
    [{ page: 'two' }, '1 2 3'],
    [{ page: 2, per_page: 4 }, '5 6 7 8']
  ])('%j', (query, expected) => {
    expect(ids(specOf(byPage), query, ten)).toBe(expected)
  })

  test('beyond the end, the previous page is the last', () => {
    const page = selectPage(specOf(byPage), { page: 99 }, ten, defaults)
    expect(page.problem ? undefined : page.facts.previous()).toEqual({ parameter: 'page', value: 4 })
  })

  test('parameters are found in brackets, below objects and in bodies', () => {
    const bracketed = specOf({ ...byPage, parameter: 'page[number]', size: 'page[size]' })
    expect(ids(bracketed, { 'page[number]': 2, 'page[size]': 2 }, ten)).toBe('3 4')
    expect(ids(bracketed, { page: { number: 2, size: 2 } }, ten)).toBe('3 4')
    const inBody = specOf({ ...byPage, in: 'body', parameter: 'paging.number', size: 'paging.size' })
    expect(ids(inBody, { paging: { number: 2, size: 2 } }, ten)).toBe('3 4')
  })
})

describe('cursors', () => {
  const spec = specOf(byCursor, { filters: [filter('kind', 'equal')] })
  const cats = rowsOf(Array.from({ length: 10 }, (_, i) => ({ kind: i % 2 ? 'cat' : 'dog' })))
  const token = (query: object, list = defaults) => {
    const page = selectPage(spec, query as Record<string, unknown>, cats, list)
    return page.problem ? '' : String(page.facts.next?.value)
  }

  test('are URL-safe text', () => {
    expect(token({})).toMatch(/^[A-Za-z0-9_-]+$/)
  })

  test('are refused with another filter, by another list and by another sandbox', () => {
    const cursor = token({ kind: 'cat' })
    expect(ids(spec, { kind: 'cat', cursor }, cats)).toBe('8 10')
    const refusal = 'cursor is not a cursor of this list'
    expect(ids(spec, { kind: 'dog', cursor }, cats)).toBe(refusal)
    expect(ids(spec, { cursor }, cats)).toBe(refusal)
    expect(
      ids(spec, { kind: 'cat', cursor: token({ kind: 'cat' }, { ...defaults, list: 'GET /others' }) }, cats)
    ).toBe(refusal)
    expect(ids(spec, { kind: 'cat', cursor: token({ kind: 'cat' }, { ...defaults, key: 8 }) }, cats)).toBe(
      refusal
    )
  })

  test('run out after thirty days on the clock of the sandbox', () => {
    const cursor = token({})
    const at = (now: number) => selectPage(spec, { cursor }, cats, { ...defaults, now })
    const month = 30 * 86_400_000
    expect(at(month - 1).problem).toBeUndefined()
    expect(at(month).problem).toEqual({
      parameter: 'cursor',
      message: 'is a cursor that has expired; begin at the first page'
    })
  })

  test('are refused when any character is changed, added or taken away', () => {
    const cursor = token({})
    for (let i = 1; i < cursor.length; i++) {
      for (const other of [
        cursor.slice(0, i) + (cursor[i] === 'A' ? 'B' : 'A') + cursor.slice(i + 1),
        cursor.slice(0, i),
        cursor.slice(0, i) + cursor.slice(i + 1),
        `${cursor.slice(0, i)}A${cursor.slice(i)}`
      ])
        expect(other === cursor || ids(spec, { cursor: other }, cats).includes('is not a cursor')).toBe(true)
    }
  })

  test('whatever is sent instead of one is refused', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ minLength: 1 }),
          fc.string({ unit: 'binary', minLength: 1 }),
          fc.base64String({ minLength: 1 }),
          fc.integer(),
          fc.object()
        ),
        (cursor) => {
          expect(ids(spec, { cursor }, cats)).toBe('cursor is not a cursor of this list')
        }
      ),
      { numRuns: 200 }
    )
  })
})

describe('lists that are read on from an id', () => {
  const spec = specOf(
    { style: 'after', parameter: 'starting_after', before: 'ending_before', size: 'limit', defaultSize: 3 },
    { order: 'newest' }
  )

  test('go forth from one and back to one', () => {
    expect(ids(spec, {}, ten)).toBe('10 9 8')
    expect(ids(spec, { starting_after: '8' }, ten)).toBe('7 6 5')
    expect(ids(spec, { ending_before: '5' }, ten)).toBe('8 7 6')
    expect(ids(spec, { ending_before: '9' }, ten)).toBe('10')
  })

  test('back from an id, more means more before it', () => {
    const page = selectPage(spec, { ending_before: '5' }, ten, defaults)
    expect(page.problem ? undefined : [page.facts.hasMore(), page.facts.hasNext]).toEqual([true, true])
    const first = selectPage(spec, { ending_before: '9' }, ten, defaults)
    expect(first.problem ? undefined : [first.facts.hasMore(), first.facts.hasNext]).toEqual([false, true])
  })

  test.each([['nobody'], ['__proto__'], ['constructor'], ['08'], [{}], [['8']], [true]])(
    'refuse %j',
    (starting_after) => {
      expect(ids(spec, { starting_after }, ten)).toBe('starting_after names no item of this list')
    }
  )

  test('refuse both directions at once', () => {
    expect(ids(spec, { starting_after: '8', ending_before: '2' }, ten)).toBe(
      'ending_before cannot be used together with `starting_after`'
    )
  })

  test('a number that is no id is a place among ids that count up', () => {
    const since = specOf({ style: 'after', parameter: 'since', size: 'limit', defaultSize: 3 })
    const odd = rowsOfArray([1, 3, 5, 7, 9].map((id) => ({ seq: id * 10, id: String(id), value: {} })))
    expect(ids(since, { since: 0 }, odd)).toBe('1 3 5')
    expect(ids(since, { since: 4 }, odd)).toBe('5 7 9')
    expect(ids(since, { since: 5 }, odd)).toBe('7 9')
    expect(ids(since, { since: 100 }, odd)).toBe('')
  })
})

describe('sorting', () => {
  const sort: SortSpec = {
    parameter: 'sort',
    direction: 'direction',
    values: { created: ['created_at'], newest: ['created_at'], name_desc: ['name'] },
    defaultDirection: 'ascending'
  }
  const things = rowsOf([
    { name: 'b', created_at: '2024-01-03', n: 10, at: { x: 2 } },
    { name: 'a', created_at: '2024-01-01', n: 9, at: { x: 1 } },
    { name: 'B', created_at: '2024-01-02', n: 'x' },
    { name: 'ä', created_at: '2024-01-04' },
    { name: 'a', created_at: '2024-01-05', n: null, at: { x: 1 } }
  ])
  const spec = specOf({ style: 'none', defaultSize: 9 }, { sort })

  test.each<[query: object, expected: string]>([
    [{}, '1 2 3 4 5'],
    [{ direction: 'desc' }, '5 4 3 2 1'],
    [{ sort: 'created' }, '2 3 1 4 5'],
    [{ sort: 'created', direction: 'desc' }, '5 4 1 3 2'],
    [{ sort: '-created' }, '5 4 1 3 2'],
    [{ sort: 'newest' }, '5 4 1 3 2'],
    [{ sort: 'name' }, '3 2 5 1 4'],
    [{ sort: 'name_desc' }, '4 1 5 2 3'],
    [{ sort: 'name:desc' }, '4 1 5 2 3'],
    [{ sort: 'name desc' }, '4 1 5 2 3'],
    [{ sort: '-name' }, '4 1 5 2 3'],
    [{ sort: '+name' }, '3 2 5 1 4'],
    [{ sort: 'name,-created' }, '3 5 2 1 4'],
    [{ sort: ['name', '-created_at'] }, '3 5 2 1 4'],
    [{ sort: { name: 'desc' } }, '4 1 5 2 3'],
    [{ sort: 'n' }, '2 1 3 4 5'],
    [{ sort: '-n' }, '3 1 2 5 4'],
    [{ sort: 'at.x' }, '2 5 1 3 4'],
    [{ sort: '' }, '1 2 3 4 5'],
    [{ sort: ',' }, '1 2 3 4 5'],
    [{ sort: 'no_such_member' }, '1 2 3 4 5'],
    [{ sort: '-no_such_member' }, '5 4 3 2 1'],
    [{ sort: '__proto__' }, '1 2 3 4 5'],
    [{ sort: 'constructor.prototype' }, '1 2 3 4 5'],
    [{ sort: 'desc' }, '5 4 3 2 1']
  ])('%j', (query, expected) => {
    expect(ids(spec, query, things)).toBe(expected)
  })

  test('a parameter that only gives a direction turns the list round', () => {
    const only = specOf(
      { style: 'none', defaultSize: 9 },
      {
        sort: { parameter: 'order', values: { asc: [], desc: [] }, defaultDirection: 'descending' },
        order: 'newest'
      }
    )
    expect(ids(only, {}, ten)).toBe('10 9 8 7 6 5 4 3 2 1')
    expect(ids(only, { order: 'asc' }, ten)).toBe('1 2 3 4 5 6 7 8 9 10')
  })

  test('nothing that is sent as a sort does harm', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.string()),
          fc.dictionary(fc.string(), fc.string()),
          fc.integer(),
          fc.anything()
        ),
        (value) => {
          expect(ids(spec, { sort: value }, things).split(' ').toSorted().join()).toBe('1,2,3,4,5')
        }
      ),
      { numRuns: 200 }
    )
  })
})

describe('filters', () => {
  const filters = [
    filter('status', 'equal', 'status', { ignore: ['all'] }),
    filter('id', 'any-of', 'ids'),
    filter('created', 'equal'),
    filter('created', 'at-least', 'created', { member: 'gte' }),
    filter('created', 'below', 'created', { member: 'lt' }),
    filter('at', 'above', 'after'),
    filter('at', 'at-most', 'until'),
    filter('tags.*', 'contains', 'tags'),
    filter('labels.*.name', 'contains', 'labels'),
    filter('owner', 'equal', 'owner'),
    filter('name', 'contains', 'name_contains'),
    filter('meta', 'equal', 'meta'),
    filter('', 'search', 'q')
  ]
  const things = rowsOf([
    {
      id: 1,
      status: 'open',
      created: 100,
      at: '2024-03-01T10:00:00Z',
      tags: ['a', 'b'],
      labels: [{ name: 'x' }],
      owner: 'u1',
      name: 'Rex',
      meta: { plan: 'gold', team: 1 }
    },
    {
      id: 2,
      status: 'closed',
      created: 200,
      at: '2024-03-01T12:00:00+02:00',
      tags: ['b'],
      labels: [{ name: 'y' }],
      owner: { id: 'u1', login: 'ann' },
      name: 'Tyrex',
      meta: { plan: 'gold' }
    },
    {
      id: 3,
      status: 'open',
      created: 300,
      at: 1_709_300_000,
      tags: ['a, b'],
      owner: { id: 'u2' },
      name: null,
      deep: { text: ['The Needle'] }
    },
    { id: 4, status: null, created: '250', archived: true }
  ])
  const spec = specOf({ style: 'none', defaultSize: 9 }, { filters })

  test.each<[query: object, expected: string]>([
    [{}, '1 2 3 4'],
    [{ status: 'open' }, '1 3'],
    [{ status: 'all' }, '1 2 3 4'],
    [{ status: '' }, '1 2 3 4'],
    [{ status: ['open', 'closed'] }, '1 2 3'],
    [{ status: 'OPEN' }, ''],
    [{ ids: [1, 3] }, '1 3'],
    [{ ids: '1, 4' }, '1 4'],
    [{ ids: [] }, '1 2 3 4'],
    [{ created: 200 }, '2'],
    [{ created: '200' }, '2'],
    [{ created: { gte: 200 } }, '2 3 4'],
    [{ created: { gte: 200, lt: 300 } }, '2 4'],
    [{ created: { other: 1 } }, '1 2 3 4'],
    [{ after: '2024-03-01T09:59:59Z' }, '1 2 3'],
    [{ after: '2024-03-01T10:00:00Z' }, '3'],
    [{ after: '2024-03-01' }, '1 2 3'],
    [{ until: 1_709_287_200 }, '1 2'],
    [{ until: 'no time' }, ''],
    [{ tags: 'b' }, '1 2'],
    [{ tags: 'a,b' }, '1'],
    [{ tags: 'a, b' }, '1 3'],
    [{ tags: ['a', 'b'] }, '1'],
    [{ labels: 'x' }, '1'],
    [{ owner: 'u1' }, '1 2'],
    [{ name_contains: 'REX' }, '1 2'],
    [{ meta: { plan: 'gold' } }, '1 2'],
    [{ meta: { plan: 'gold', team: '1' } }, '1'],
    [{ meta: { toString: 'x' } }, ''],
    [{ q: 'needle' }, '3'],
    [{ q: 'the  needle open' }, '3'],
    [{ q: 'needle rex' }, ''],
    [{ status: 'open', created: { lt: 200 }, tags: 'a' }, '1'],
    [{ unknown: 'x', __proto__: { status: 'open' } }, '1 2 3 4']
  ])('%j', (query, expected) => {
    expect(ids(spec, query, things)).toBe(expected)
  })

  test('an index is used where there is one, and the rest is tested', () => {
    const asked: unknown[] = []
    const indexed: Rows = {
      ...things,
      equal(place, value) {
        asked.push([place, value])
        return rowsOfArray(things.page(0, 9).filter((row) => row.value['status'] === value))
      }
    }
    expect(ids(spec, { status: 'open', tags: 'b' }, indexed)).toBe('1')
    expect(asked).toEqual([[['status'], 'open']])
  })

  test('nothing that is sent as a filter does harm', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...filters.map(({ parameter }) => parameter)),
        fc.oneof(fc.string(), fc.jsonValue()),
        (name, value) => {
          expect(ids(spec, { [name]: value }, things)).not.toContain('is not')
        }
      ),
      { numRuns: 200 }
    )
  })
})

test('pages of filtered lists are counted by what is in them', () => {
  const many = rowsOf(Array.from({ length: 1000 }, (_, i) => ({ kind: i % 3 === 0 ? 'a' : 'b' })))
  const page = selectPage(
    specOf(byPage, { filters: [filter('kind', 'equal')] }),
    { kind: 'a', page: 67, per_page: 5 },
    many,
    defaults
  )
  if (page.problem) throw new Error()
  expect(page.items.map(({ seq }) => seq)).toEqual([990, 993, 996, 999])
  expect([page.facts.total(), page.facts.hasNext, page.facts.knowsTotal]).toEqual([334, false, false])
})

test('a page of a large list reads no more than the page', () => {
  let read = 0
  const size = 1_000_000
  const huge: Rows = {
    size,
    page(offset, limit, direction) {
      const count = Math.max(0, Math.min(limit, size - offset))
      read += count
      return Array.from({ length: count }, (_, i) => {
        const seq = direction === 'descending' ? size - 1 - offset - i : offset + i
        return { seq, id: String(seq), value: {} }
      })
    },
    rankOf: (seq) => Math.max(0, Math.min(size, seq)),
    find: (id) => ({ seq: Number(id), id, value: {} }),
    equal: () => undefined
  }
  for (const order of ['oldest', 'newest'] as const) {
    for (const [paging, query] of [
      [
        { style: 'after', parameter: 'after', before: 'before', size: 'limit', defaultSize: 20 },
        { after: '500000' }
      ],
      [
        { style: 'after', parameter: 'after', before: 'before', size: 'limit', defaultSize: 20 },
        { before: '500000' }
      ],
      [{ style: 'page', parameter: 'page', first: 1, size: 'limit', defaultSize: 20 }, { page: 25_000 }]
    ] as [Paging, object][]) {
      read = 0
      const page = selectPage(specOf(paging, { order }), query as Record<string, unknown>, huge, defaults)
      if (page.problem) throw new Error()
      expect(page.items.length).toBe(20)
      expect([page.facts.total(), page.facts.hasNext, page.facts.hasPrevious()]).toEqual([size, true, true])
      expect(read).toBeLessThan(30)
    }
  }
})
