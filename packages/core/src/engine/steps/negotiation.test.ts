import { expect, it } from 'vitest'
import { json } from '../../../test/support/descriptions.js'
import { get, sandboxOf } from '../../../test/support/sandboxes.js'

const answering = (content: unknown, more: { [status: string]: unknown } = {}) =>
  sandboxOf({ '/a': { get: { responses: { '200': { description: 'x', content }, ...more } } } })
const typeFor = (types: readonly string[], accept?: string) => {
  const content = Object.fromEntries(types.map((type) => [type, { schema: { const: type } }]))
  const { status, headers } = answering(content).handle(get('/a', accept === undefined ? {} : { accept }))
  return status === 200 ? headers['content-type'] : status
}

it('JSON answers whoever takes anything', () => {
  for (const accept of [
    undefined,
    '',
    '*/*',
    'application/*',
    'junk',
    ';;;',
    ',',
    'text/html;q=0.1, */*;q=0.1'
  ]) {
    expect(typeFor(['text/csv', 'application/json', 'application/xml'], accept)).toBe('application/json')
  }
})

it('the client chooses by type and by quality', () => {
  const types = ['application/json', 'application/xml', 'text/csv']
  expect(typeFor(types, 'text/csv')).toBe('text/csv')
  expect(typeFor(types, 'application/json;q=0.1, application/xml;q=0.9')).toBe('application/xml')
  expect(typeFor(types, 'text/*, application/json;q=0.5')).toBe('text/csv')
  expect(typeFor(types, '*/*;q=0.1, application/json;q=0')).not.toBe('application/json')
})

it('what nothing satisfies is a 406 that names what there is', () => {
  expect(typeFor(['application/json'], 'image/png')).toBe(406)
  expect(typeFor(['application/json'], '*/*;q=0')).toBe(406)
  expect(
    answering({ 'application/json': {}, 'text/csv': {} }).handle(get('/a', { accept: 'image/png' }))
  ).toMatchObject({
    headers: { 'content-type': 'application/problem+json' },
    body: expect.stringContaining('application/json, text/csv')
  })
})

it("a 406 has the API's own error shape where there is one", () => {
  const error = json({ type: 'object', required: ['message'], properties: { message: { type: 'string' } } })
  expect(
    answering({ 'text/csv': {} }, { '406': error }).handle(get('/a', { accept: 'image/png' }))
  ).toMatchObject({
    status: 406,
    headers: { 'content-type': 'application/json' },
    body: expect.stringContaining('text/csv')
  })
})

it('JSON and its vendor types satisfy each other', () => {
  expect(typeFor(['application/vnd.api+json'], 'application/json')).toBe('application/vnd.api+json')
  expect(typeFor(['application/json'], 'application/vnd.github.v3+json')).toBe('application/json')
  expect(typeFor(['application/vnd.a+json'], 'application/vnd.b+json')).toBe(406)
})

it('a response without a body does not care', () => {
  expect(
    sandboxOf({ '/a': { get: { responses: { '204': { description: 'x' } } } } }).handle(
      get('/a', { accept: 'image/png' })
    ).status
  ).toBe(204)
})

it('a described range is answered with what the client asks for in it, else with a usual type', () => {
  expect(typeFor(['image/*'], 'image/webp, */*;q=0.1')).toBe('image/webp')
  expect(typeFor(['image/*'])).toBe('image/png')
  expect(typeFor(['*/*'])).toBe('application/json')
  expect(typeFor(['text/*'], '*/*')).toBe('text/plain')
})
