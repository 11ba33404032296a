import { describe, expect, test } from 'vitest'
import { WalkBudgetError } from '../map-references.js'
import { selectNodes } from './select-nodes.js'

const description: unknown = JSON.parse(`{
  "paths": {
    "/pets": {
      "get": { "operationId": "listPets", "tags": ["pets"], "parameters": [{ "name": "limit", "in": "query" }, { "name": "x", "in": "header" }] },
      "post": { "operationId": "createPet", "tags": ["pets", "beta"] }
    },
    "/pets/{id}": { "get": { "operationId": "getPet", "deprecated": true } }
  },
  "__proto__": { "constructor": 1 }
}`)

function select(target: string, document = description): string[] | string {
  const selected = selectNodes(target, document, { left: 10_000 })
  return 'fault' in selected
    ? `fault: ${selected.fault}`
    : selected.locations.map((location) => location.join(' > '))
}

describe('JSONPath selects places', () => {
  test.each([
    ['$', ['']],
    ["$.paths['/pets'].get", ['paths > /pets > get']],
    ['$.paths["/pets"]["get","post"]', ['paths > /pets > get', 'paths > /pets > post']],
    ['$.paths.*.post', ['paths > /pets > post']],
    ['$..parameters[0]', ['paths > /pets > get > parameters > 0']],
    ['$..parameters[-1:]', ['paths > /pets > get > parameters > 1']],
    ["$..parameters[?@.name == 'limit' && @.in == 'query']", ['paths > /pets > get > parameters > 0']],
    ['$.paths.*[?@.deprecated]', ['paths > /pets/{id} > get']],
    ["$.paths.*[?@.tags[?@ == 'beta']]", ['paths > /pets > post']],
    ['$.paths[?count(@.*) > 1]', ['paths > /pets']],
    ["$.paths.*[?match(@.operationId, 'get.*')]", ['paths > /pets/{id} > get']],
    [
      "$.paths.*[?search(@.operationId, 'Pets?$')].tags",
      ['paths > /pets > get > tags', 'paths > /pets > post > tags']
    ],
    ['$.paths.*[?length(@.tags) == 2]', ['paths > /pets > post']],
    ["$['__proto__'].constructor", ['__proto__ > constructor']],
    ['$.constructor', []],
    ['$.paths.toString', []],
    ['$.nothing', []]
  ])('%s', (target, expected) => {
    expect(select(target)).toEqual(expected)
  })

  test('each once, however often the query comes by', () => {
    expect(select('$.paths["/pets","/pets"]')).toEqual(['paths > /pets'])
    expect(select('$..*..get')).toHaveLength(2)
  })

  test('in what is frozen too', () => {
    const frozen = Object.freeze({ a: Object.freeze([Object.freeze({ b: 1 })]) })
    expect(select('$.a[?@.b == 1]', frozen)).toEqual(['a > 0'])
  })
})

test.each([
  '',
  'paths',
  '$.',
  '$[',
  '$.paths./pets',
  '$[?]',
  '$[?match(@.a)]',
  '$.a[?@.b = 1]',
  '$.a[(@.length-1)]',
  '$[?unknown(@)]'
])('%j is no JSONPath, and no exception', (target) => {
  expect(select(target)).toMatch(/^fault: ./)
})

test('a query that is endlessly nested or long is no query', () => {
  expect(select('$' + '[?@'.repeat(3_000))).toMatch(/^fault: /)
  expect(select('$' + '.a'.repeat(10_000))).toMatch(/^fault: it is longer/)
})

describe('what a query reads is bounded', () => {
  const list = Array.from({ length: 2_000 }, (_, i) => i)
  const nested = JSON.parse('{"a":'.repeat(90) + '1' + '}'.repeat(90)) as unknown
  test.each([
    ['$..*..*..*..none', nested],
    ['$..[?count($..*) > 0]', Array.from({ length: 500 }, () => ({}))],
    ['$[?count($[*]) > 0]', list],
    ['$[?$[?@ == -1]]', list],
    ["$[?match('aaaaaaaaaaaaaaaaaaaaaaaaaaaa', '(a+)+b')]", list]
  ])('%s', (target, document) => {
    expect(() => selectNodes(target, document, { left: 100_000 })).toThrow(WalkBudgetError)
  })
})
