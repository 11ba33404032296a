import { expect, it } from 'vitest'
import { json } from '../../../test/support/descriptions.js'
import { bodyOf, get, sandboxOf } from '../../../test/support/sandboxes.js'

const answering = (responses: unknown) => sandboxOf({ '/a': { get: { responses } } })
const named = (...statuses: string[]) =>
  Object.fromEntries(statuses.map((status) => [status, json({ const: status })]))
const said = (...statuses: string[]) => {
  const { status, body } = answering(named(...statuses)).handle(get('/a'))
  return [status, body === null ? null : JSON.parse(String(body))]
}

it('the lowest 2xx answers', () => {
  expect(said('204', '201', '202')).toEqual([201, '201'])
  expect(said('default', '2XX', '206', '400')).toEqual([206, '206'])
})

it('a range answers as 200, and so does default', () => {
  expect(said('2XX', 'default', '404')).toEqual([200, '2XX'])
  expect(said('default', '404')).toEqual([200, 'default'])
})

it('without those, the lowest redirect, then the lowest error', () => {
  expect(said('404', '302', '301')).toEqual([301, '301'])
  expect(said('500', '404')).toEqual([404, '404'])
  expect(said('4XX', '5XX')).toEqual([400, '4XX'])
  expect(said('3XX')).toEqual([300, '3XX'])
})

it('interim statuses never answer', () => {
  expect(said('100', '101', '404')).toEqual([404, '404'])
})

it('without responses, 200 and no body', () => {
  for (const responses of [undefined, {}, { '1XX': json() }])
    expect(answering(responses).handle(get('/a'))).toEqual({ status: 200, headers: {}, body: null })
})

it.each(['204', '205', '304'])('%s has headers and no body, whatever is described', (status) => {
  const response = { ...json({ const: 1 }), headers: { 'X-A': { schema: { const: 'a' } } } }
  expect(answering({ [status]: response }).handle(get('/a'))).toEqual({
    status: Number(status),
    headers: { 'x-a': 'a' },
    body: null
  })
})

it('declared headers are generated from their schemas, and are valid', () => {
  const headers = {
    'X-Count': { schema: { type: 'integer', minimum: 5, maximum: 5 } },
    'X-List': {
      schema: { type: 'array', prefixItems: [{ const: 1 }, { const: 2 }], minItems: 2, items: false }
    },
    'X-Object': { schema: { const: { a: 1, b: 2 } } },
    'X-Exploded': { explode: true, schema: { const: { a: 1, b: 2 } } },
    'X-Json': { content: { 'application/json': { schema: { const: { a: [1] } } } } },
    'X-Example': { example: 'as written', schema: { type: 'string' } },
    'X-Wrong-Example': { example: 'x', schema: { type: 'integer', const: 7 } }
  }
  expect(answering({ '200': { ...json(), headers } }).handle(get('/a')).headers).toMatchObject({
    'x-count': '5',
    'x-list': '1,2',
    'x-object': 'a,1,b,2',
    'x-exploded': 'a=1,b=2',
    'x-json': '{"a":[1]}',
    'x-example': 'as written',
    'x-wrong-example': '7'
  })
})

it('a header can hold nothing that would break the message', () => {
  const headers = {
    'X-A': { schema: { const: 'a\r\nset-cookie: b=c' } },
    'X-B': { schema: { const: 'ü\u0000\u2028' } },
    'Content-Length': { schema: { const: 99 } },
    'Content-Type': { schema: { const: 'text/html' } }
  }
  Object.defineProperty(headers, '__proto__', { value: { schema: { const: 'x' } }, enumerable: true })
  const sent = answering({ '200': { ...json({ const: 1 }), headers } }).handle(get('/a')).headers
  expect(Object.entries(sent)).toEqual([
    ['content-type', 'application/json'],
    ['x-a', 'a%0D%0Aset-cookie: b=c'],
    ['x-b', '%C3%BC%00%E2%80%A8'],
    ['__proto__', 'x']
  ])
})

it('a response without a schema is an empty object', () => {
  expect(
    bodyOf(answering({ '200': { description: 'x', content: { 'application/json': {} } } }).handle(get('/a')))
  ).toEqual({})
})

it('a schema that nothing can satisfy is answered as near as can be, and the trace says so', () => {
  const sandbox = answering({ '200': json({ type: 'integer', minimum: 10, maximum: 5 }) })
  expect(sandbox.handle(get('/a')).status).toBe(200)
  expect(sandbox.traces[0]?.notes.join()).toContain('No valid value was found')
})
