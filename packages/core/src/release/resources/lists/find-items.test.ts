import { describe, expect, test } from 'vitest'
import { createLowerer } from '../../../schema/lower.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { findItems } from './find-items.js'

const text = { type: 'string' }
const integer = { type: 'integer' }
const flag = { type: 'boolean' }
const pet = { type: 'object', properties: { id: text, name: text } }
const pets = { type: 'array', items: pet }
const texts = { type: 'array', items: text }
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })

/** Schemas as authors write them, with `Pet` and `Pets` to refer to. */
function read(schema: unknown, noun?: string) {
  const components: Record<string, unknown> = {
    Pet: pet,
    Pets: pets,
    Loop: object({ data: { $ref: 'Loop' } }),
    PetsById: { type: 'object', additionalProperties: pet }
  }
  const lowerer = createLowerer({
    dialect: 'openapi-3.1',
    onIssue: () => undefined,
    resolveRef: (ref) => (Object.hasOwn(components, ref) ? ref : undefined)
  })
  const known = new Map<string, Schema>()
  const source: SchemaSource = {
    schema(ref) {
      if (!known.has(ref)) known.set(ref, lowerer.lower(components[ref], `/${ref}`))
      return known.get(ref)
    }
  }
  const found = findItems(source, lowerer.lower(schema, '/schema'), noun)
  if (!found) return undefined
  const { at, item, keyed } = found.value
  return [
    at.join('.') || '(body)',
    ...(item.length > 0 ? [`/${item.join('.')}`] : []),
    ...(keyed ? ['keyed'] : [])
  ].join(' ')
}

describe('a body is a list', () => {
  test.each<[what: string, schema: unknown, noun: string | undefined, at: string]>([
    ['an array of objects', pets, undefined, '(body)'],
    ['an array by reference', { $ref: 'Pets' }, undefined, '(body)'],
    ['an array of references', { type: 'array', items: { $ref: 'Pet' } }, undefined, '(body)'],
    ['an array that may be null', { type: ['array', 'null'], items: pet }, undefined, '(body)'],
    ['an array in a union with null', { anyOf: [pets, { type: 'null' }] }, undefined, '(body)'],
    ['an array in a conjunction', { allOf: [{ $ref: 'Pets' }, { maxItems: 9 }] }, undefined, '(body)'],
    ['an array or one of them', { oneOf: [pet, pets] }, undefined, '(body)'],
    ['an array of whatever', { type: 'array', items: {} }, undefined, '(body)'],
    ['`data` and nothing else', object({ data: pets }), undefined, 'data'],
    ['`data` and `has_more`', object({ data: pets, has_more: flag }), 'pets', 'data'],
    [
      'the body calls itself a list',
      object({ object: { const: 'list' }, data: pets, extra: text, url: text }),
      'pets',
      'data'
    ],
    [
      'the body calls itself a search result list',
      object({ object: { enum: ['search_result.list'] }, hits2: pets, x: text }),
      'pets',
      'hits2'
    ],
    ['`items` with `next` and `total`', object({ items: pets, next: text, total: integer }), 'pets', 'items'],
    [
      '`results` as frameworks page them',
      object({ count: integer, next: text, previous: text, results: pets }),
      'pets',
      'results'
    ],
    ['`records`', object({ records: pets, offset: text }), 'pets', 'records'],
    [
      '`items` beside an object that tells of pages, whatever it is called',
      object({ items: pets, details: object({ count: integer, nextPageUrl: text, prevPageUrl: text }) }),
      'aliases',
      'items'
    ],
    [
      '`values` with numbers of pages',
      object({ values: pets, pagelen: integer, page: integer, size: integer, next: text }),
      'pets',
      'values'
    ],
    [
      '`entries` with an order',
      object({
        entries: pets,
        total_count: integer,
        limit: integer,
        offset: integer,
        order: { type: 'array', items: object({ by: text }) }
      }),
      'pets',
      'entries'
    ],
    [
      '`content` with everything a page knows',
      object({
        content: pets,
        pageable: object({ offset: integer }),
        totalElements: integer,
        totalPages: integer,
        last: flag,
        first: flag,
        size: integer,
        number: integer,
        sort: object({ sorted: flag }),
        numberOfElements: integer,
        empty: flag
      }),
      'pets',
      'content'
    ],
    ['`rows`', object({ rows: pets, count: integer }), 'pets', 'rows'],
    ['`list`', object({ list: pets, next_offset: text }), 'pets', 'list'],
    ['the noun in the plural', object({ pets }), 'pets', 'pets'],
    [
      'the noun in another case',
      object({ petRecords: pets, meta: object({ total: integer }) }),
      'pet-records',
      'petRecords'
    ],
    [
      'the noun with links and meta',
      object({ pets, links: object({ pages: object({ next: text }) }), meta: object({ total: integer }) }),
      'pets',
      'pets'
    ],
    [
      'a longer name beside a total',
      object({ house_pets: pets, total_count: integer }),
      'pets',
      'house_pets'
    ],
    ['another name beside a total', object({ animals: pets, total_count: integer }), 'pets', 'animals'],
    ['a lone array of things with ids', object({ animals: pets }), 'pets', 'animals'],
    [
      'errors and messages beside the result',
      object({
        success: flag,
        errors: { type: 'array', items: object({ code: integer }) },
        messages: { type: 'array', items: object({ code: integer }) },
        result: pets,
        result_info: object({ page: integer })
      }),
      'pets',
      'result'
    ],
    ['messages that are the list', object({ messages: pets, nextPageToken: text }), 'messages', 'messages'],
    [
      'JSON:API',
      object({
        data: { type: 'array', items: object({ id: text, type: text, attributes: pet }) },
        included: { type: 'array', items: pet },
        links: object({ next: text }),
        meta: object({})
      }),
      'pets',
      'data'
    ],
    [
      'HAL',
      object({
        _embedded: object({ pets }),
        _links: object({ self: object({ href: text }) }),
        page: object({ size: integer })
      }),
      'pets',
      '_embedded.pets'
    ],
    [
      'HAL with a relation of another name',
      object({ _embedded: object({ petModelList: pets }), _links: object({}) }),
      'pets',
      '_embedded.petModelList'
    ],
    ['a list inside `data`', object({ data: object({ items: pets, total: integer }) }), 'pets', 'data.items'],
    [
      'a list inside `response`',
      object({
        responseHeader: object({ status: integer }),
        response: object({ numFound: integer, start: integer, docs: pets })
      }),
      'select',
      'response.docs'
    ],
    [
      'hits inside hits',
      object({ took: integer, hits: object({ total: integer, hits: pets }) }),
      'search',
      'hits.hits'
    ],
    [
      'a list inside the noun',
      object({ pets: object({ data: pets, next_cursor: text }) }),
      'pets',
      'pets.data'
    ],
    [
      'edges of nodes',
      object({
        edges: { type: 'array', items: object({ node: pet, cursor: text }) },
        pageInfo: object({ hasNextPage: flag })
      }),
      'pets',
      'edges /node'
    ],
    [
      'items that wrap the thing in its noun',
      object({
        list: { type: 'array', items: object({ pet, customer: object({ id: text }) }) },
        next_offset: text
      }),
      'pets',
      'list /pet'
    ],
    [
      'an object by id, named after the things',
      object({ pets: { type: 'object', additionalProperties: pet } }),
      'pets',
      'pets keyed'
    ],
    ['a schema that is named as a map', { $ref: 'PetsById' }, 'pets', '(body) keyed'],
    [
      'a list whose envelope has an id of the request',
      object({ requestId: text, data: pets, next_page: text }),
      'pets',
      'data'
    ],
    [
      'branches of one envelope',
      { oneOf: [object({ data: pets, next: text }), object({ data: pets, prev: text })] },
      'pets',
      'data'
    ]
  ])('%s', (_, schema, noun, at) => {
    expect(read(schema, noun)).toBe(at)
  })
})

describe('a body is no list', () => {
  test.each<[what: string, schema: unknown, noun?: string]>([
    ['nothing is said', true],
    ['a text', text],
    ['an array of texts', texts],
    ['an array of numbers', { type: 'array', items: { type: 'number' } }],
    ['an array of arrays', { type: 'array', items: texts }],
    ['an object with texts in an array', object({ names: texts })],
    ['an order with lines', object({ id: text, lines: pets, status: text, customer: text }), 'orders'],
    [
      'an order with items and a total',
      object({ id: text, items: pets, total: integer, currency: text }),
      'orders'
    ],
    [
      'an order without an id of its own',
      object({ number: text, items: pets, total: integer, currency: text, customer: text }),
      'orders'
    ],
    ['a thing with members of its own kind', object({ id: text, pets, name: text }), 'pets'],
    [
      'a repository with topics',
      object({ id: integer, name: text, topics: texts, owner: object({ login: text }) }),
      'repos'
    ],
    ['a tree with a hash', object({ sha: text, url: text, truncated: flag, tree: pets }), 'trees'],
    ['several arrays and nothing that says which', object({ users: pets, groups: pets }), 'members'],
    [
      'one thing inside `data`',
      object({
        data: object({ id: text, attributes: pet, relationships: object({ owners: object({ data: pets }) }) })
      }),
      'pets'
    ],
    ['one thing inside its noun', object({ pet: object({ id: text, tags: pets }) }), 'pets'],
    [
      'settings with rules that have no ids',
      object({ rules: { type: 'array', items: object({ value: text }) } }),
      'firewall'
    ],
    ['errors only', object({ errors: { type: 'array', items: object({ message: text }) } }), 'pets'],
    ['a map of texts', { type: 'object', additionalProperties: text }, 'languages'],
    ['a map of objects of which no name speaks', { type: 'object', additionalProperties: pet }, 'resources'],
    ['a count', object({ count: integer }), 'pets']
  ])('%s', (_, schema, noun) => {
    expect(read(schema, noun)).toBeUndefined()
  })

  test('members called __proto__ and constructor are members', () => {
    expect(
      read(object({ constructor: text, toString: text, ['__proto__']: text, data: pets }), 'constructor')
    ).toBeUndefined()
  })

  test('schemas that lead to themselves come to an end', () => {
    expect(read({ $ref: 'Loop' }, 'data')).toBeUndefined()
    expect(read(object({ data: { $ref: 'Loop' } }), 'data')).toBeUndefined()
  })
})
