import { describe, expect, test } from 'vitest'
import { inferred } from '../../../release/resources/evidence.js'
import type { EnvelopeMember, EnvelopeRole, ListSpec, Paging } from '../../../release/resources/list-model.js'
import { fillEnvelope, type EnvelopeRequest } from './fill-envelope.js'
import { rowsOfArray } from './rows-of-array.js'
import { selectPage } from './select-page.js'

const rows = rowsOfArray(
  Array.from({ length: 10 }, (_, seq) => ({ seq, id: `p${seq + 1}`, value: { id: `p${seq + 1}` } }))
)

type Told = Record<string, EnvelopeRole | [EnvelopeRole, Partial<EnvelopeMember>]>

function specOf(paging: Paging, told: Told, more: Partial<ListSpec> = {}): ListSpec {
  const envelope = Object.entries(told).map(([name, role]): EnvelopeMember => {
    const [value, extra] = typeof role === 'string' ? [role, {}] : role
    return {
      ...inferred(value, 1, ''),
      ...(name.startsWith('@') ? { at: [], header: name.slice(1) } : { at: name.split('.') }),
      ...extra
    }
  })
  return {
    items: inferred(['data'], 1, ''),
    item: [],
    paging: inferred(paging, 1, ''),
    envelope,
    filters: [],
    order: inferred('oldest', 1, ''),
    ...more
  }
}

function fill(
  spec: ListSpec,
  query: Record<string, string>,
  envelope: unknown = {},
  request: Partial<EnvelopeRequest> = {}
) {
  const page = selectPage(spec, query, rows, { key: 1, now: 0, list: 'pets' })
  if (page.problem) throw new Error(page.problem.message)
  const pairs = Object.entries(query).map(([name, value]) => ({ name, value }))
  return fillEnvelope(
    spec,
    envelope,
    page.items.map(({ id }) => ({ id })),
    page.facts,
    { path: '/v1/pets', query: pairs, ...request }
  )
}

const byPage: Paging = { style: 'page', parameter: 'page', first: 1, size: 'per_page', defaultSize: 3 }
const byOffset: Paging = { style: 'offset', parameter: 'offset', first: 0, size: 'limit', defaultSize: 3 }
const byCursor: Paging = { style: 'cursor', parameter: 'cursor', size: 'limit', defaultSize: 4 }
const byId: Paging = {
  style: 'after',
  parameter: 'starting_after',
  before: 'ending_before',
  size: 'limit',
  defaultSize: 4
}
const items = (...numbers: number[]) => numbers.map((n) => ({ id: `p${n}` }))

describe('bodies', () => {
  test('numbers of numbered pages', () => {
    const told: Told = {
      'meta.total': 'total',
      'meta.count': 'count',
      'meta.page': 'page',
      'meta.pages': 'pages',
      'meta.size': 'size',
      'meta.more': 'has-more',
      'meta.before': 'has-previous',
      'meta.last': 'is-last',
      'meta.first': 'is-first',
      'meta.next': ['next-page', { nullable: true }],
      'meta.prev': ['previous-page', { nullable: true }]
    }
    const spec = specOf(byPage, told)
    expect(
      fill(spec, { page: '2' }, { data: [{ made: 'up' }], meta: { other: 1, total: 99 }, ok: true }).body
    ).toEqual({
      data: items(4, 5, 6),
      ok: true,
      meta: {
        other: 1,
        total: 10,
        count: 3,
        page: 2,
        pages: 4,
        size: 3,
        more: true,
        before: true,
        last: false,
        first: false,
        next: 3,
        prev: 1
      }
    })
    expect(fill(spec, { page: '4' }).body).toMatchObject({
      data: items(10),
      meta: { count: 1, more: false, last: true, next: null, prev: 3 }
    })
  })

  test('offsets', () => {
    const spec = specOf(byOffset, { offset: 'offset', limit: 'size', next_offset: 'next-offset' })
    expect(fill(spec, { offset: '5' }).body).toEqual({
      data: items(6, 7, 8),
      offset: 5,
      limit: 3,
      next_offset: 8
    })
    expect(fill(spec, { offset: '8' }, { next_offset: 1 }).body).toEqual({
      data: items(9, 10),
      offset: 8,
      limit: 3
    })
  })

  test('cursors lead from page to page and are gone, null or empty at the end', () => {
    const told = (extra: Partial<EnvelopeMember>): Told => ({ next: ['next-cursor', extra] })
    const walk = (spec: ListSpec): unknown[] => {
      const seen: unknown[] = []
      let query: Record<string, string> = {}
      for (let i = 0; i < 3; i++) {
        const body = fill(spec, query).body as { data: unknown[]; next?: string | null }
        seen.push(body.data)
        if (i === 2) seen.push(body.next)
        query = { cursor: body.next ?? '' }
      }
      return seen
    }
    const pages = [items(1, 2, 3, 4), items(5, 6, 7, 8), items(9, 10)]
    expect(walk(specOf(byCursor, told({ nullable: true })))).toEqual([...pages, null])
    expect(walk(specOf(byCursor, told({})))).toEqual([...pages, undefined])
    // A cursor that must be there leads to what will come.
    expect(walk(specOf(byCursor, told({ required: true }))).at(-1)).toMatch(/^[\w-]+$/)
  })

  test('ids of the first and the last', () => {
    const spec = specOf(byId, {
      first_id: ['first-id', { nullable: true }],
      last_id: ['last-id', { nullable: true }],
      has_more: 'has-more'
    })
    expect(fill(spec, { starting_after: 'p4' }).body).toEqual({
      data: items(5, 6, 7, 8),
      first_id: 'p5',
      last_id: 'p8',
      has_more: true
    })
    expect(fill(spec, { starting_after: 'p10' }).body).toEqual({
      data: [],
      first_id: null,
      last_id: null,
      has_more: false
    })
  })

  test('numbers that the envelope writes as texts stay texts, and the other way round', () => {
    const spec = specOf(byPage, { total: 'total', next: 'next-cursor' })
    expect(fill(spec, {}, { total: '12', next: 5 }).body).toEqual({
      data: items(1, 2, 3),
      total: '10',
      next: 2
    })
  })

  test('what may neither be null nor be left out is empty', () => {
    const spec = specOf(byPage, {
      next: ['next-link', { required: true }],
      n: ['next-page', { required: true }]
    })
    expect(fill(spec, { page: '4' }, { next: 'x', n: 7 }).body).toEqual({ data: items(10), next: '', n: 0 })
  })

  test('an array in the place of the whole body', () => {
    expect(fill(specOf(byPage, {}, { items: inferred([], 1, '') }), {}, [{ made: 'up' }]).body).toEqual(
      items(1, 2, 3)
    )
  })

  test('an object by id', () => {
    const spec = specOf(byPage, {}, { keyed: true, items: inferred(['pets'], 1, '') })
    expect(fill(spec, {}).body).toEqual({ pets: { p1: { id: 'p1' }, p2: { id: 'p2' }, p3: { id: 'p3' } } })
  })

  test('edges with their cursors', () => {
    const spec = specOf(
      byCursor,
      { 'pageInfo.endCursor': 'next-cursor' },
      { items: inferred(['edges'], 1, ''), item: ['node'] }
    )
    const { edges, pageInfo } = fill(spec, {}, { edges: [{ node: {}, cursor: 'x', weight: 1 }] }).body as {
      edges: { cursor: string }[]
      pageInfo: { endCursor: string }
    }
    expect(edges.map((edge) => ({ ...edge, cursor: '' }))).toEqual(
      items(1, 2, 3, 4).map((node) => ({ node, cursor: '', weight: 1 }))
    )
    expect(edges.at(-1)!.cursor).toBe(pageInfo.endCursor)
    expect(fill(spec, { cursor: edges[1]!.cursor }).body).toMatchObject({
      edges: items(3, 4, 5, 6).map((node) => ({ node }))
    })
  })

  test('the envelope that was handed in stays as it is', () => {
    const envelope = Object.freeze({ data: Object.freeze([]), meta: Object.freeze({ total: 1 }) })
    fill(specOf(byPage, { 'meta.total': 'total' }), {}, envelope)
    expect(envelope).toEqual({ data: [], meta: { total: 1 } })
  })
})

describe('links', () => {
  const links: Told = {
    'links.self': 'self-link',
    'links.next.href': 'next-link',
    'links.prev.href': 'previous-link',
    'links.first': 'first-link',
    'links.last': 'last-link'
  }

  test('are the URL of the request with the page changed', () => {
    expect(fill(specOf(byPage, links), { q: 'a b&c', page: '2', per_page: '3' }).body).toEqual({
      data: items(4, 5, 6),
      links: {
        self: '/v1/pets?q=a%20b%26c&page=2&per_page=3',
        next: { href: '/v1/pets?q=a%20b%26c&per_page=3&page=3' },
        prev: { href: '/v1/pets?q=a%20b%26c&per_page=3&page=1' },
        first: '/v1/pets?q=a%20b%26c&per_page=3&page=1',
        last: '/v1/pets?q=a%20b%26c&per_page=3&page=4'
      }
    })
  })

  test('are whole URLs where they have to be and the origin is known', () => {
    const spec = specOf(byPage, { next: ['next-link', { absolute: true }] })
    expect(fill(spec, {}, {}, { origin: 'http://api.test' }).body).toMatchObject({
      next: 'http://api.test/v1/pets?page=2'
    })
    expect(fill(spec, {}).body).toMatchObject({ next: '/v1/pets?page=2' })
  })

  test('from an id on, a link has one of the two ids', () => {
    const spec = specOf(byId, { next: 'next-link', prev: 'previous-link', first: 'first-link' })
    expect(fill(spec, { limit: '2', ending_before: 'p7' }).body).toEqual({
      data: items(5, 6),
      next: '/v1/pets?limit=2&starting_after=p6',
      prev: '/v1/pets?limit=2&ending_before=p5',
      first: '/v1/pets?limit=2'
    })
  })

  test('keep brackets in names readable', () => {
    const spec = specOf({ ...byPage, parameter: 'page[number]' }, { next: 'next-link' })
    expect(fill(spec, { 'page[number]': '1' }).body).toMatchObject({ next: '/v1/pets?page[number]=2' })
  })
})

describe('headers', () => {
  test('a Link header names the pages around', () => {
    const spec = specOf(byPage, { '@link': 'link-header', '@X-Total-Count': 'total' })
    expect(fill(spec, { page: '2' }, {}, { origin: 'http://api.test' }).headers).toEqual({
      link: [
        '<http://api.test/v1/pets?page=1>; rel="prev"',
        '<http://api.test/v1/pets?page=3>; rel="next"',
        '<http://api.test/v1/pets?page=4>; rel="last"',
        '<http://api.test/v1/pets?page=1>; rel="first"'
      ].join(', '),
      'x-total-count': '10'
    })
  })

  test('a list of one page has none', () => {
    expect(fill(specOf(byPage, { '@link': 'link-header' }), { per_page: '20' }).headers).toEqual({})
  })

  test('hostile queries stay inside the link', () => {
    const { headers } = fill(specOf(byPage, { '@link': 'link-header' }), { 'a>;\r\n': '"<,>\u0000\ud800' })
    expect(headers['link']).toMatch(/^<[^<>"\r\n,]*>; rel="next", <[^<>"\r\n,]*>; rel="last"$/)
  })
})
