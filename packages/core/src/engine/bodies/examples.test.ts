import { expect, it } from 'vitest'
import { api, json } from '../../../test/support/descriptions.js'
import { bodyOf, get, sandboxOf } from '../../../test/support/sandboxes.js'
import { createSandbox } from '../sandbox/create-sandbox.js'

const schema = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    tags: { type: 'array', items: { type: 'string' } }
  }
}

function answer(mediaType: { [member: string]: unknown }, schemaOf: unknown = schema) {
  const sandbox = sandboxOf({ '/a': { get: { responses: { '200': json(schemaOf, mediaType) } } } })
  const body = bodyOf(sandbox.handle(get('/a')))
  return { body, trace: sandbox.traces[0]! }
}

it('the example is the body', () => {
  expect(answer({ example: { id: 1, name: 'Rex' } })).toMatchObject({
    body: { id: 1, name: 'Rex' },
    trace: { provenance: 'example', notes: [] }
  })
})

it('of several, the first that is valid', () => {
  expect(
    answer({ examples: { a: { value: { id: 'x' } }, b: { value: { id: 2, name: 'Tom' } } } }).body
  ).toEqual({ id: 2, name: 'Tom' })
})

it('an invalid example is repaired: what is right stays, what is wrong or missing is generated', () => {
  const { body, trace } = answer({ example: { id: 'seven', name: 'Rex', tags: ['a', 7] } })
  expect(body).toMatchObject({ id: expect.any(Number), name: 'Rex' })
  expect(body.tags.every((tag: unknown) => typeof tag === 'string')).toBe(true)
  expect(trace).toMatchObject({
    provenance: 'repaired',
    notes: [expect.stringContaining("'default' breaks its schema")]
  })
})

it('an example that cannot be repaired gives way to a generated value', () => {
  const { body, trace } = answer({ example: 'text' })
  expect(body).toMatchObject({ id: expect.any(Number) })
  expect(trace.provenance).toBe('generated')
})

it('a JSON example that was written as text is read, where text is not what the schema wants', () => {
  expect(answer({ example: '{"id":1,"name":"Rex"}' }).body).toEqual({ id: 1, name: 'Rex' })
  expect(answer({ example: '{"id":1}' }, { type: 'string' }).body).toBe('{"id":1}')
  expect(answer({ example: '[not json' }, { type: 'string' }).body).toBe('[not json')
})

it('text of a hundred thousand brackets is not read', () => {
  expect(answer({ example: '['.repeat(100_000) + ']'.repeat(100_000) }, true).body).toBeTypeOf('string')
})

it('examples inside the schema are used for its parts', () => {
  const parts = {
    type: 'object',
    required: ['colour', 'size'],
    properties: { colour: { type: 'string', examples: ['teal'] }, size: { type: 'integer', default: 7 } }
  }
  expect(answer({}, parts).body).toEqual({ colour: 'teal', size: 7 })
})

it('null, false, 0 and the empty string are examples like any other', () => {
  for (const example of [null, false, 0, ''])
    expect(answer({ example }, true)).toMatchObject({ body: example, trace: { provenance: 'example' } })
})

it('without a schema the example is sent', () => {
  const description = api({
    '/a': {
      get: { responses: { '200': { description: 'x', content: { 'application/json': { example: [1] } } } } }
    }
  })
  for (const mode of ['static', 'dynamic'] as const)
    expect(createSandbox({ description, mode }).handle(get('/a')).body).toBe('[1]')
})

it('a request may not change what the next one gets', () => {
  const sandbox = sandboxOf({
    '/a': { get: { responses: { '200': json(schema, { example: { id: 1, name: 'Rex' } }) } } }
  })
  const body = bodyOf(sandbox.handle(get('/a')))
  body.id = 2
  expect(bodyOf(sandbox.handle(get('/a'))).id).toBe(1)
})
