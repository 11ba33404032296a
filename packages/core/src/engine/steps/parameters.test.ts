// Parameters, as a request shows them: what is taken, what is refused, and what an answer makes of them.
import { expect, it } from 'vitest'
import { json } from '../../../test/support/descriptions.js'
import { bodyOf, get, sandboxOf } from '../../../test/support/sandboxes.js'

/** A sandbox with one operation, `GET /a`, or at another path. */
const taking = (parameters: unknown[], path = '/a') =>
  sandboxOf({ [path]: { get: { parameters, responses: { '200': json({ const: 1 }) } } } })
const status = (sandbox: ReturnType<typeof sandboxOf>, url: string, headers = {}) =>
  sandbox.handle(get(url, headers)).status
const query = (name: string, schema: unknown, more = {}) => ({ name, in: 'query', schema, ...more })

it('text is read as the type that the schema asks for', () => {
  const sandbox = taking([
    query('n', { type: 'integer', minimum: 2 }),
    query('b', { type: 'boolean' }),
    query('s', { type: 'string', maxLength: 2 })
  ])
  for (const url of ['/a?n=2', '/a?b=true', '/a?s=12', '/a?n=2&b=false&s=x', '/a'])
    expect([url, status(sandbox, url)]).toEqual([url, 200])
  for (const url of ['/a?n=1', '/a?n=x', '/a?n=1.5', '/a?n=0x10', '/a?b=yes', '/a?s=123'])
    expect([url, status(sandbox, url)]).toEqual([url, 400])
})

it('a missing required parameter is refused by its name and place', () => {
  const body = bodyOf(taking([query('q', {}, { required: true })]).handle(get('/a')))
  expect(body.errors).toEqual([{ detail: 'is required', in: 'query', parameter: 'q' }])
})

it('every fault is told at once', () => {
  const body = bodyOf(
    taking([query('n', { type: 'integer' }), query('m', { type: 'integer' })]).handle(get('/a?n=x&m=y'))
  )
  expect(body.errors.map((error: { parameter: string }) => error.parameter)).toEqual(['m', 'n'])
})

it('query parameters that nobody described are allowed', () => {
  expect(status(taking([query('q', { type: 'integer' })]), '/a?q=1&utm_source=mail&__unknown=1')).toBe(200)
})

it('a parameter given twice is a fault unless it is a list', () => {
  const sandbox = taking([
    query('one', { type: 'string' }),
    query('many', { type: 'array', items: { type: 'integer' }, maxItems: 2 })
  ])
  expect(status(sandbox, '/a?one=1&one=2')).toBe(400)
  expect(status(sandbox, '/a?many=1&many=2')).toBe(200)
  expect(status(sandbox, '/a?many[]=1&many[]=2')).toBe(200)
  expect(status(sandbox, '/a?many=1&many=2&many=3')).toBe(400)
  expect(status(sandbox, '/a?many=x')).toBe(400)
})

it('an empty optional query parameter counts as not given', () => {
  expect(status(taking([query('n', { type: 'integer' })]), '/a?n=')).toBe(200)
  expect(status(taking([query('n', { type: 'integer' }, { required: true })]), '/a?n=')).toBe(400)
})

it.each([
  ['form', true, 'p=1&p=2'],
  ['form', false, 'p=1,2'],
  ['spaceDelimited', false, 'p=1%202'],
  ['pipeDelimited', false, 'p=1|2']
])('a list in style %s, explode %s: %s', (style, explode, text) => {
  const sandbox = taking([
    query(
      'p',
      { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 },
      { style, explode, required: true }
    )
  ])
  expect(status(sandbox, `/a?${text}`)).toBe(200)
})

it.each([
  ['form', true, 'R=1&G=2'],
  ['form', false, 'p=R,1,G,2'],
  ['deepObject', true, 'p[R]=1&p[G]=2']
])('an object in style %s, explode %s: %s', (style, explode, text) => {
  const properties = { R: { type: 'integer' }, G: { type: 'integer' } }
  const sandbox = taking([
    query(
      'p',
      { type: 'object', required: ['R', 'G'], properties, additionalProperties: false },
      { style, explode, required: true }
    )
  ])
  expect(status(sandbox, `/a?${text}`)).toBe(200)
  expect(status(sandbox, `/a?${text.replaceAll('1', 'x')}`)).toBe(400)
})

it.each([
  ['simple', '/1,2/'],
  ['label', '/.1,2/'],
  ['matrix', '/;p=1,2/']
])('a list in a path, style %s: %s', (style, path) => {
  const sandbox = taking(
    [
      {
        name: 'p',
        in: 'path',
        required: true,
        style,
        schema: { type: 'array', items: { type: 'integer' }, minItems: 2 }
      }
    ],
    '/{p}/'
  )
  expect(status(sandbox, path)).toBe(200)
})

it('headers are read in any letter case', () => {
  const sandbox = taking([{ name: 'X-Count', in: 'header', required: true, schema: { type: 'integer' } }])
  expect(status(sandbox, '/a', { 'x-COUNT': '7' })).toBe(200)
  expect(status(sandbox, '/a', { 'x-count': 'seven' })).toBe(400)
  expect(status(sandbox, '/a')).toBe(400)
})

it('cookies are read', () => {
  const sandbox = taking([
    { name: 'session', in: 'cookie', required: true, schema: { type: 'string', pattern: '^[a-z]+$' } }
  ])
  expect(status(sandbox, '/a', { cookie: 'other=1; session=abc' })).toBe(200)
  expect(status(sandbox, '/a', { cookie: 'session=ABC' })).toBe(400)
})

it('a parameter described by JSON content is parsed', () => {
  const sandbox = taking([
    {
      name: 'f',
      in: 'query',
      content: { 'application/json': { schema: { type: 'object', required: ['a'] } } }
    }
  ])
  expect(status(sandbox, `/a?f=${encodeURIComponent('{"a":1}')}`)).toBe(200)
  expect(status(sandbox, '/a?f={}')).toBe(400)
  expect(status(sandbox, '/a?f={')).toBe(400)
})

it('a default stands in for a parameter that is not there', () => {
  const paths = {
    '/a': {
      get: {
        parameters: [query('limit', { type: 'integer', default: 20 })],
        responses: {
          '200': json({ type: 'object', required: ['limit'], properties: { limit: { type: 'integer' } } })
        }
      }
    }
  }
  const sandbox = sandboxOf(paths, { mode: 'dynamic' })
  expect(bodyOf(sandbox.handle(get('/a'))).limit).toBe(20)
  expect(bodyOf(sandbox.handle(get('/a?limit=5'))).limit).toBe(5)
})

it('parameters with the names of object methods are data', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
  const sandbox = taking(names.map((name) => query(name, { type: 'integer' }, { required: true })))
  expect(status(sandbox, `/a?${names.map((name) => `${name}=1`).join('&')}`)).toBe(200)
  expect(bodyOf(sandbox.handle(get('/a'))).errors).toHaveLength(4)
})

it('broken escapes in a query are refused', () => {
  for (const url of ['/a?q=%', '/a?q=%zz', '/a?q=%ff', '/a?%c0%af=1'])
    expect(status(taking([]), url)).toBe(400)
})
