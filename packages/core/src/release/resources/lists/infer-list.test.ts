import { describe, expect, test } from 'vitest'
import { isObject } from '../../../internal/json.js'
import { openDescription } from '../../../spec/description.js'
import { readDescription } from '../../read-description.js'
import type { Evidence } from '../evidence.js'
import type { ListSpec } from '../list-model.js'
import { inferList } from './infer-list.js'

const text = { type: 'string' }
const integer = { type: 'integer' }
const flag = { type: 'boolean' }
const time = { type: 'string', format: 'date-time' }
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })
const pet = object({
  id: text,
  name: text,
  status: { type: 'string', enum: ['available', 'sold'] },
  price: { type: 'number' },
  created_at: time,
  updated_at: { type: 'integer' },
  archived: flag,
  owner: object({ id: text, login: text }),
  customer: text,
  tags: { type: 'array', items: text },
  labels: { type: 'array', items: object({ id: integer, name: text }) },
  metadata: { type: 'object', additionalProperties: text }
})
const pets = { type: 'array', items: pet }

interface Asked {
  readonly body?: object
  readonly headers?: object
  readonly operation?: object
  readonly method?: string
}

/** A query parameter. */
const query = (name: string, schema: object = text, more: object | string = {}) => ({
  name,
  in: 'query',
  schema,
  ...(typeof more === 'string' ? { description: more } : more)
})
const page = query('page', integer)
const limit = query('limit', integer)

/** What is inferred of `GET /pets` with these parameters. */
function infer(
  parameters: readonly object[],
  { body = pets, headers = {}, operation = {}, method = 'get' }: Asked = {}
): ListSpec {
  const document = {
    openapi: '3.1.0',
    info: { title: 'Pets', version: '1' },
    paths: {
      '/pets': {
        parameters: [query('trace', text, 'On the path')],
        [method]: {
          parameters,
          responses: {
            200: { description: 'ok', headers, content: { 'application/json': { schema: body } } }
          },
          ...operation
        }
      }
    }
  }
  const description = openDescription(document)
  if ('code' in description) throw new Error(description.message)
  const source = readDescription(description, () => undefined)
  const raw = document.paths['/pets'][method]
  const evidence: Evidence = { source, document, raw: () => (isObject(raw) ? raw : {}) }
  const list = inferList(evidence, source.operation(`${method.toUpperCase()} /pets`), undefined, 'pets')
  if (!list) throw new Error('no list')
  return list
}

describe('paging', () => {
  test.each<[what: string, parameters: object[], asked: Asked, expected: object]>([
    ['nothing', [], {}, { style: 'none' }],
    [
      'page and per_page',
      [page, query('per_page', { ...integer, default: 30, maximum: 100 })],
      {},
      { style: 'page', parameter: 'page', first: 1, size: 'per_page', defaultSize: 30, maxSize: 100 }
    ],
    [
      'page and pageSize, said in words',
      [
        query('page', integer, 'Zero-based page number'),
        query('pageSize', integer, 'Defaults to 25, max 50')
      ],
      {},
      { style: 'page', parameter: 'page', first: 0, size: 'pageSize', defaultSize: 25, maxSize: 50 }
    ],
    [
      'a page whose default is 0',
      [query('page', { ...integer, default: 0 }), query('size', integer)],
      {},
      { style: 'page', first: 0, size: 'size' }
    ],
    [
      'a page whose minimum is 0',
      [query('page', { ...integer, minimum: 0 }), limit],
      {},
      { style: 'page', first: 0 }
    ],
    [
      'pageIndex',
      [query('pageIndex', integer), limit],
      {},
      { style: 'page', parameter: 'pageIndex', first: 0 }
    ],
    [
      'page beside totalElements and number',
      [page, query('size', integer)],
      { body: object({ content: pets, number: integer, totalElements: integer }) },
      { style: 'page', first: 0 }
    ],
    [
      'page[number] and page[size], named with brackets',
      [query('page[number]', integer), query('page[size]', integer)],
      {},
      { style: 'page', parameter: 'page[number]', size: 'page[size]' }
    ],
    [
      'page as an object',
      [
        query('page', object({ number: integer, size: { ...integer, maximum: 40 } }), { style: 'deepObject' })
      ],
      {},
      { style: 'page', parameter: 'page[number]', size: 'page[size]', maxSize: 40 }
    ],
    [
      'offset and limit',
      [query('offset', integer), limit],
      {},
      { style: 'offset', parameter: 'offset', first: 0, size: 'limit', defaultSize: 20 }
    ],
    [
      'skip and take',
      [query('skip', integer), query('take', integer)],
      {},
      { style: 'offset', parameter: 'skip', size: 'take' }
    ],
    [
      '$skip and $top',
      [query('$skip', integer), query('$top', integer)],
      {},
      { style: 'offset', parameter: '$skip', size: '$top' }
    ],
    [
      'start and count',
      [query('start', integer), query('count', integer)],
      {},
      { style: 'offset', parameter: 'start', size: 'count' }
    ],
    [
      'startIndex that begins with 1',
      [query('startIndex', integer, '1-based index'), query('count', integer)],
      {},
      { style: 'offset', parameter: 'startIndex', first: 1 }
    ],
    ['cursor', [query('cursor'), limit], {}, { style: 'cursor', parameter: 'cursor', size: 'limit' }],
    [
      'pageToken and maxResults',
      [query('pageToken'), query('maxResults', integer)],
      {},
      { style: 'cursor', parameter: 'pageToken', size: 'maxResults' }
    ],
    ['continuation', [query('continuation'), limit], {}, { style: 'cursor', parameter: 'continuation' }],
    [
      'after and before as cursors',
      [query('after', text, 'A cursor'), query('before', text, 'A cursor'), limit],
      {},
      { style: 'cursor', parameter: 'after', before: 'before' }
    ],
    [
      'a page that is a token',
      [query('page', text, 'The cursor of the next page'), limit],
      {},
      { style: 'cursor', parameter: 'page' }
    ],
    [
      'an offset that is a text',
      [query('offset', text), limit],
      {},
      { style: 'cursor', parameter: 'offset' }
    ],
    [
      'starting_after and ending_before',
      [query('starting_after'), query('ending_before'), limit],
      {},
      { style: 'after', parameter: 'starting_after', before: 'ending_before' }
    ],
    ['since_id', [query('since_id', integer), limit], {}, { style: 'after', parameter: 'since_id' }],
    [
      'since, an id',
      [query('since', integer, 'Only those with an ID greater than this ID'), query('per_page', integer)],
      {},
      { style: 'after', parameter: 'since' }
    ],
    ['since, a time', [query('since', time), limit], {}, { style: 'none', size: 'limit' }],
    [
      'an offset and a marker, and the answer has offsets',
      [query('marker'), query('offset', integer), limit],
      { body: object({ entries: pets, offset: integer, next_marker: text }) },
      { style: 'offset', parameter: 'offset' }
    ],
    [
      'a page and a cursor, and the answer has cursors',
      [page, query('cursor'), limit],
      { body: object({ data: pets, next_cursor: text }) },
      { style: 'cursor', parameter: 'cursor' }
    ],
    [
      'a maximum below the usual size',
      [page, query('limit', { ...integer, maximum: 5 })],
      {},
      { defaultSize: 5, maxSize: 5 }
    ],
    [
      'an exclusive maximum',
      [page, query('limit', { ...integer, exclusiveMaximum: 101 })],
      {},
      { maxSize: 100 }
    ],
    ['a default of nonsense', [page, query('limit', { ...integer, default: -3 })], {}, { defaultSize: 20 }]
  ])('%s', (_, parameters, asked, expected) => {
    expect(infer(parameters, asked).paging.value).toMatchObject(expected)
  })

  test('a list that is asked for by POST is paged by its body', () => {
    const requestBody = {
      content: {
        'application/json': {
          schema: object({
            filter: text,
            paging: object({ cursor: text, limit: { ...integer, maximum: 9 } }),
            status: text
          })
        }
      }
    }
    const { paging, filters } = infer([], {
      method: 'post',
      operation: { requestBody },
      body: object({ data: pets, next_cursor: text })
    })
    expect(paging.value).toEqual({
      in: 'body',
      style: 'cursor',
      parameter: 'paging.cursor',
      size: 'paging.limit',
      defaultSize: 9,
      maxSize: 9
    })
    expect(filters.map(({ parameter }) => parameter)).toEqual(['status'])
  })

  test('every finding has a receipt', () => {
    const { paging } = infer([query('starting_after'), limit], {
      body: object({ data: pets, has_more: flag })
    })
    expect(paging).toMatchObject({
      confidence: 0.98,
      reason: 'the parameters `starting_after` and `limit` and the member `has_more`'
    })
  })
})

describe('the envelope', () => {
  const told = (body: object, headers: object = {}, parameters: object[] = [page, limit]) =>
    Object.fromEntries(
      infer(parameters, { body, headers }).envelope.map(({ value, at, header }) => [
        header ?? at.join('.'),
        value
      ])
    )

  test.each<[what: string, body: object, expected: object]>([
    ['has_more', object({ data: pets, has_more: flag, url: text }), { has_more: 'has-more' }],
    [
      'count, next, previous',
      object({
        count: integer,
        next: { type: ['string', 'null'], format: 'uri' },
        previous: { type: ['string', 'null'], format: 'uri' },
        results: pets
      }),
      { count: 'total', next: 'next-link', previous: 'previous-link' }
    ],
    [
      'count beside a total',
      object({ count: integer, total: integer, items: pets }),
      { count: 'count', total: 'total' }
    ],
    [
      'links and meta',
      object({
        data: pets,
        links: object({ first: text, last: text, next: text, prev: text, self: text }),
        meta: object({
          current_page: integer,
          last_page: integer,
          per_page: integer,
          total: integer,
          path: text
        })
      }),
      {
        'links.first': 'first-link',
        'links.last': 'last-link',
        'links.next': 'next-link',
        'links.prev': 'previous-link',
        'links.self': 'self-link',
        'meta.current_page': 'page',
        'meta.last_page': 'pages',
        'meta.per_page': 'size',
        'meta.total': 'total'
      }
    ],
    [
      'links with href',
      object({
        _embedded: object({ pets }),
        _links: object({ next: object({ href: text, templated: flag }), self: object({ href: text }) }),
        page: object({ size: integer, totalElements: integer, totalPages: integer, number: integer })
      }),
      {
        '_links.next.href': 'next-link',
        '_links.self.href': 'self-link',
        'page.size': 'size',
        'page.totalElements': 'total',
        'page.totalPages': 'pages',
        'page.number': 'page'
      }
    ],
    [
      'pagination below meta',
      object({
        data: pets,
        meta: object({
          pagination: object({
            total: integer,
            count: integer,
            per_page: integer,
            current_page: integer,
            total_pages: integer,
            links: object({ next: text })
          })
        })
      }),
      {
        'meta.pagination.total': 'total',
        'meta.pagination.count': 'count',
        'meta.pagination.per_page': 'size',
        'meta.pagination.current_page': 'page',
        'meta.pagination.total_pages': 'pages',
        'meta.pagination.links.next': 'next-link'
      }
    ],
    [
      'paging with cursors',
      object({
        data: pets,
        paging: object({
          cursors: object({ after: text, before: text }),
          next: object({ after: text, link: text })
        })
      }),
      {
        'paging.cursors.after': 'next-cursor',
        'paging.cursors.before': 'previous-cursor',
        'paging.next.after': 'next-cursor',
        'paging.next.link': 'next-link'
      }
    ],
    [
      'nextPageToken',
      object({ items: pets, nextPageToken: text, resultSizeEstimate: integer }),
      { nextPageToken: 'next-cursor' }
    ],
    [
      'iterator and done',
      object({ data: pets, iterator: text, prevIterator: text, done: flag }),
      { iterator: 'next-cursor', prevIterator: 'previous-cursor', done: 'is-last' }
    ],
    [
      'first_id and last_id',
      object({ object: { const: 'list' }, data: pets, first_id: text, last_id: text, has_more: flag }),
      { first_id: 'first-id', last_id: 'last-id', has_more: 'has-more' }
    ],
    [
      'pageInfo',
      object({
        edges: { type: 'array', items: object({ node: pet, cursor: text }) },
        pageInfo: object({ hasNextPage: flag, hasPreviousPage: flag, startCursor: text, endCursor: text })
      }),
      {
        'pageInfo.hasNextPage': 'has-more',
        'pageInfo.hasPreviousPage': 'has-previous',
        'pageInfo.startCursor': 'previous-cursor',
        'pageInfo.endCursor': 'next-cursor'
      }
    ],
    [
      'a page of a large framework',
      object({
        content: pets,
        totalElements: integer,
        totalPages: integer,
        last: flag,
        first: flag,
        size: integer,
        number: integer,
        numberOfElements: integer
      }),
      {
        totalElements: 'total',
        totalPages: 'pages',
        last: 'is-last',
        first: 'is-first',
        size: 'size',
        number: 'page',
        numberOfElements: 'count'
      }
    ],
    [
      'a list inside data',
      object({ data: object({ items: pets, total: integer }), ok: flag }),
      { 'data.total': 'total' }
    ],
    [
      'next pages by number',
      object({
        pets,
        next_page: { type: ['integer', 'null'] },
        previous_page: { type: ['integer', 'null'] }
      }),
      { next_page: 'next-page', previous_page: 'previous-page' }
    ],
    [
      'offset, limit and total',
      object({ entries: pets, offset: integer, limit: integer, total_count: integer }),
      { offset: 'offset', limit: 'size', total_count: 'total' }
    ],
    ['nothing about pages', object({ pets, message: text, status: integer }), {}]
  ])('%s', (_, body, expected) => {
    expect(told(body)).toEqual(expected)
  })

  test('headers beside an array', () => {
    const number = { schema: integer }
    const headers = {
      Link: { schema: text },
      'X-Total-Count': number,
      'X-Result-Count': number,
      'X-Page': number,
      'X-Per-Page': number,
      'X-Next-Page': number,
      'X-WP-TotalPages': number,
      'X-RateLimit-Limit': number,
      'X-Request-Id': { schema: text },
      ETag: { schema: text }
    }
    expect(told(pets, headers)).toEqual({
      link: 'link-header',
      'x-total-count': 'total',
      'x-result-count': 'count',
      'x-page': 'page',
      'x-per-page': 'size',
      'x-next-page': 'next-page',
      'x-wp-totalpages': 'pages'
    })
  })

  test('what may be null, must be there, or has to be a whole URL is known', () => {
    const body = object(
      { next: { type: ['string', 'null'], format: 'uri' }, next_cursor: text, has_more: flag, data: pets },
      { required: ['has_more', 'next_cursor'] }
    )
    expect(infer([limit], { body }).envelope).toMatchObject([
      { at: ['has_more'], required: true },
      { at: ['next'], nullable: true, absolute: true },
      { at: ['next_cursor'], required: true }
    ])
  })
})

describe('filters', () => {
  test.each<[what: string, parameter: object, expected: string[]]>([
    ['a member', query('status'), ['status equal status']],
    ['a member in another case', query('Status'), ['Status equal status']],
    ['several values', query('status', { type: 'array', items: text }), ['status any-of status']],
    ['several values in one text', query('status', text, 'A comma-separated list'), ['status any-of status']],
    ['the plural', query('ids', { type: 'array', items: text }), ['ids any-of id']],
    ['an id of something else', query('customer_id'), ['customer_id equal customer']],
    ['what names a nested thing', query('owner'), ['owner equal owner.id']],
    ['the id of a nested thing', query('owner.id'), ['owner.id equal owner.id']],
    ['a nested member', query('ownerLogin'), ['ownerLogin equal owner.login']],
    ['one of an array', query('tag'), ['tag contains tags.*']],
    ['the name of things in an array', query('label'), ['label contains labels.*.name']],
    ['a boolean', query('archived', flag), ['archived equal archived']],
    ['in brackets', query('filter[status]'), ['filter[status] equal status']],
    [
      'members of a filter',
      query('filter', object({ status: text, nonsense: text }), { style: 'deepObject' }),
      ['filter.status equal status']
    ],
    [
      'a map',
      query('metadata', { type: 'object', additionalProperties: text }, { style: 'deepObject' }),
      ['metadata equal metadata']
    ],
    [
      'a range as an object',
      query('created_at', object({ gte: integer, lt: integer }), { style: 'deepObject' }),
      ['created_at.gte at-least created_at', 'created_at.lt below created_at']
    ],
    [
      'a range as an open object',
      query('created_at', { type: 'object' }, { style: 'deepObject' }),
      [
        'created_at.gt above created_at',
        'created_at.gte at-least created_at',
        'created_at.lt below created_at',
        'created_at.lte at-most created_at'
      ]
    ],
    [
      'a range or a value',
      query('created', { anyOf: [object({ gt: integer }), integer] }, { style: 'deepObject' }),
      ['created.gt above created_at']
    ],
    ['a range in the name', query('created_at[gte]'), ['created_at[gte] at-least created_at']],
    ['_gte', query('price_gte', { type: 'number' }), ['price_gte at-least price']],
    ['_lt', query('price_lt', { type: 'number' }), ['price_lt below price']],
    ['min_', query('min_price', { type: 'number' }), ['min_price at-least price']],
    ['maxPrice', query('maxPrice', { type: 'number' }), ['maxPrice at-most price']],
    ['created_after', query('created_after', time), ['created_after above created_at']],
    ['createdBefore', query('createdBefore', time), ['createdBefore below created_at']],
    ['updated_since', query('updated_since', integer), ['updated_since at-least updated_at']],
    ['since, said in words', query('since', time, 'Only those updated since'), ['since at-least updated_at']],
    [
      'start_date',
      query('start_date', { type: 'string', format: 'date' }),
      ['start_date at-least created_at']
    ],
    ['to', query('to', time, 'Created until'), ['to at-most created_at']],
    ['a part of a member', query('name_contains'), ['name_contains contains name']],
    ['a search', query('q'), ['q search ']],
    [
      'a search with a query language',
      query('query', text, 'See the search query language'),
      ['query search ']
    ],
    ['a search in which words are no words', query('query', text, 'An OData expression'), []],
    ['nothing that is known', query('sandwich'), []],
    ['a name like a size', query('from', text, 'The sender'), []],
    ['objects in an array', query('tags', { type: 'array', items: object({ x: text }) }), []],
    ['no letters', query('日本'), []],
    ['__proto__', query('__proto__'), []],
    ['constructor', query('constructor'), []]
  ])('%s', (_, parameter, expected) => {
    const found = infer([parameter]).filters
    expect(
      found.map(
        ({ parameter, member, operator, value }) =>
          `${parameter}${member ? `.${member}` : ''} ${operator} ${value.join('.')}`
      )
    ).toEqual(expected)
  })

  test('values that no thing has ask for no narrowing', () => {
    const [found] = infer([query('status', { type: 'string', enum: ['available', 'sold', 'all'] })]).filters
    expect(found).toMatchObject({ ignore: ['all'] })
  })

  test('what pages and sorts is no filter', () => {
    expect(
      infer([
        query('page', integer),
        query('limit', integer),
        query('sort'),
        query('order', { type: 'string', enum: ['asc', 'desc'] })
      ]).filters
    ).toEqual([])
  })
})

describe('sorting and order', () => {
  test.each<[what: string, parameters: object[], expected: object | undefined]>([
    ['none', [page], undefined],
    ['a free text', [query('sort')], { parameter: 'sort', values: {}, defaultDirection: 'ascending' }],
    [
      'members and a direction',
      [
        query('sort', { type: 'string', enum: ['created', 'updated', 'name', 'magic'] }),
        query('direction', { type: 'string', enum: ['asc', 'desc'], default: 'desc' })
      ],
      {
        parameter: 'sort',
        direction: 'direction',
        values: { created: ['created_at'], updated: ['updated_at'], name: ['name'] },
        defaultDirection: 'descending'
      }
    ],
    [
      'signs',
      [query('order_by', { type: 'string', enum: ['created_at', '-created_at', 'price'] })],
      {
        parameter: 'order_by',
        values: { created_at: ['created_at'], '-created_at': ['created_at'], price: ['price'] }
      }
    ],
    [
      'directions at the end',
      [query('sortBy', { type: 'string', enum: ['created_at_desc', 'priceAsc', 'NAME:DESC'] })],
      { values: { created_at_desc: ['created_at'], priceAsc: ['price'], 'NAME:DESC': ['name'] } }
    ],
    [
      'newest and oldest',
      [query('sort', { type: 'string', enum: ['newest', 'oldest'] })],
      { values: { newest: ['created_at'], oldest: ['created_at'] } }
    ],
    [
      'sort and order',
      [query('sort', text), query('order', { type: 'string', enum: ['asc', 'desc'] })],
      { parameter: 'sort', direction: 'order' }
    ],
    [
      'only a direction',
      [query('order', { type: 'string', enum: ['asc', 'desc'], default: 'desc' })],
      { parameter: 'order', values: { asc: [], desc: [] }, defaultDirection: 'descending' }
    ],
    [
      'an object of directions',
      [query('sort_by', object({ created_at: text, price: text }), { style: 'deepObject' })],
      { parameter: 'sort_by', values: { created_at: ['created_at'], price: ['price'] } }
    ]
  ])('%s', (_, parameters, expected) => {
    const { sort } = infer(parameters)
    if (expected) expect(sort?.value).toMatchObject(expected)
    else expect(sort).toBeUndefined()
  })

  test.each<[what: string, parameters: object[], operation: object, order: string]>([
    ['nothing is said', [], {}, 'oldest'],
    ['the description says', [], { description: 'Returned with the most recent first.' }, 'newest'],
    ['the summary says', [], { summary: 'Pets, oldest first' }, 'oldest'],
    [
      'the default of the sort says',
      [
        query('sort', { type: 'string', enum: ['created', 'name'], default: 'created' }),
        query('direction', { type: 'string', enum: ['asc', 'desc'], default: 'desc' })
      ],
      {},
      'newest'
    ],
    ['a default with a sign', [query('sort', { type: 'string', default: '-created_at' })], {}, 'newest'],
    ['the words of the sort say', [query('sort', text, 'By default, newest first')], {}, 'newest'],
    ['it is paged by ids', [query('starting_after'), query('ending_before'), limit], {}, 'newest']
  ])('%s', (_, parameters, operation, order) => {
    expect(infer(parameters, { operation }).order.value).toBe(order)
  })
})
