// Bodies in the media types that descriptions name.
import { expect, it } from 'vitest'
import { get, sandboxOf } from '../../../test/support/sandboxes.js'

const pets = {
  type: 'array',
  minItems: 2,
  maxItems: 2,
  items: {
    type: 'object',
    required: ['id', 'name'],
    properties: { id: { const: 1 }, name: { const: 'Rex & Co' } }
  }
}
const answer = (type: string, mediaType: object) =>
  sandboxOf({
    '/a': { get: { responses: { '200': { description: 'x', content: { [type]: mediaType } } } } }
  }).handle(get('/a'))

it('text is the string itself', () => {
  expect(answer('text/plain', { schema: { const: 'hello' } })).toMatchObject({
    headers: { 'content-type': 'text/plain' },
    body: 'hello'
  })
  expect(answer('text/html; charset=utf-8', { example: '<p>hi</p>' })).toMatchObject({
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<p>hi</p>'
  })
})

it('XML is written by the names of the schema', () => {
  const schema = {
    type: 'object',
    xml: { name: 'pet' },
    required: ['id', 'name'],
    properties: { id: { const: 7, xml: { attribute: true } }, name: { const: 'Rex & Co' } }
  }
  expect(answer('application/xml', { schema }).body).toBe(
    '<?xml version="1.0" encoding="UTF-8"?>\n<pet id="7"><name>Rex &amp; Co</name></pet>'
  )
})

it('an XML example is sent as it was written', () => {
  expect(answer('application/xml', { schema: { type: 'object' }, example: '<pet/>' }).body).toBe('<pet/>')
})

it('CSV has a line for each item', () => {
  expect(answer('text/csv', { schema: pets }).body).toBe('id,name\r\n1,Rex & Co\r\n1,Rex & Co\r\n')
})

it('an event stream has an event for each item', () => {
  expect(answer('text/event-stream', { schema: pets }).body).toBe(
    'data: {"id":1,"name":"Rex & Co"}\n\n'.repeat(2)
  )
})

it('JSON lines have a line for each item', () => {
  expect(answer('application/x-ndjson', { schema: pets }).body).toBe('{"id":1,"name":"Rex & Co"}\n'.repeat(2))
})

it('a picture is a picture', () => {
  const { body } = answer('image/png', { schema: { type: 'string', format: 'binary' } })
  expect(body).toBeInstanceOf(Uint8Array)
  expect(Array.from((body as Uint8Array).slice(0, 4))).toEqual([0x89, 0x50, 0x4e, 0x47])
})

it('bytes of a kind that nobody knows are something', () => {
  expect(answer('application/octet-stream', {})).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/octet-stream' },
    body: expect.anything()
  })
  expect(answer('application/x-unheard-of', { schema: { type: 'string', format: 'binary' } })).toMatchObject({
    status: 200,
    body: expect.anything()
  })
})

it('a form is written as one', () => {
  const schema = {
    type: 'object',
    required: ['a', 'b'],
    properties: { a: { const: 'x y' }, b: { const: 1 } }
  }
  expect(answer('application/x-www-form-urlencoded', { schema }).body).toBe('a=x%20y&b=1')
})
