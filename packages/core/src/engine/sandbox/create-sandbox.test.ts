import { describe, expect, it } from 'vitest'
import { api, description, json, takes } from '../../../test/support/descriptions.js'
import { isSandboxError } from '../../errors.js'
import { compileDescription } from '../../release/compile-description.js'
import { createFetch } from './create-fetch.js'
import { createSandbox } from './create-sandbox.js'

const todo = () => createSandbox({ description: description('todo.json') })

it('fetch takes a path, a URL or a Request', async () => {
  const sandbox = todo()
  const expected = sandbox.handle({ method: 'GET', url: '/todos' }).body
  for (const input of [
    '/todos',
    'https://api.example/todos',
    new URL('https://api.example/todos'),
    new Request('https://api.example/todos')
  ]) {
    const response = await sandbox.fetch(input)
    expect([response.status, await response.text()]).toEqual([200, expected])
  }
})

it('a body given as text needs no Content-Type', async () => {
  const sandbox = todo()
  expect(
    (await sandbox.fetch('/todos', { method: 'POST', body: JSON.stringify({ id: 1, title: 'Rest' }) })).status
  ).toBe(201)
  const typed = await sandbox.fetch('/todos', {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'text/plain' }
  })
  expect(typed.status).toBe(415)
})

it('statuses without a body, errors and HEAD are fine responses', async () => {
  const sandbox = todo()
  expect((await sandbox.fetch('/todos/1', { method: 'DELETE' })).status).toBe(204)
  expect((await sandbox.fetch('/nowhere')).headers.get('content-type')).toBe('application/problem+json')
  expect(await (await sandbox.fetch('/todos', { method: 'HEAD' })).text()).toBe('')
})

it('a stream over the limit is given up', async () => {
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65_536)) })
  const init = { method: 'POST', body: endless, duplex: 'half' } as RequestInit
  expect((await todo().fetch('/todos', init)).status).toBe(413)
})

it('createFetch is a fetch for clients that take one', async () => {
  const fetch = createFetch(todo())
  expect(await (await fetch('https://api.example/todos')).json()).toEqual([
    { done: false, id: 1, title: 'Water the plants' }
  ])
})

it('operations and api tell what the copy is of', () => {
  const sandbox = createSandbox({
    description: api(
      { '/a': { get: { operationId: 'readA', responses: {} } } },
      { servers: [{ url: '/v1' }] }
    )
  })
  expect(sandbox.operations).toEqual([{ key: 'GET /a', method: 'GET', path: '/a', operationId: 'readA' }])
  expect(sandbox.api).toMatchObject({ title: 'Test', version: '1', basePaths: ['/v1'] })
})

it('issues of a part come up when it is first used; a release has none', () => {
  const faulty = api({ '/a': { get: { responses: { '200': json({ type: 'strng' }) } } } })
  const sandbox = createSandbox({ description: faulty })
  expect(sandbox.issues).toEqual([])
  sandbox.handle({ method: 'GET', url: '/a' })
  expect(sandbox.issues.map(({ code }) => code)).toEqual(['schema-type-unknown'])
  expect(createSandbox({ release: compileDescription(faulty).release! }).issues).toEqual([])
})

it('describe tells what Sandbed sees, by key or operationId', () => {
  const sandbox = createSandbox({
    description: api({
      '/a/{id}': {
        put: {
          operationId: 'putA',
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          requestBody: takes('application/json'),
          responses: { '200': json({}, { examples: { one: { value: {} } } }), '404': { description: 'x' } }
        }
      }
    })
  })
  const report = sandbox.describe('putA')
  expect(sandbox.describe('PUT /a/{id}')).toEqual(report)
  expect(report).toMatchObject({
    parameters: [{ name: 'id', in: 'path', required: true, types: ['integer'] }],
    requestBody: ['application/json'],
    responses: [
      { status: '200', types: ['application/json'], examples: ['one'] },
      { status: '404', types: [] }
    ],
    answer: { status: 200, type: 'application/json', body: 'example' }
  })
})

it('an operation that is not there is refused with the nearest name', () => {
  const sandbox = todo()
  for (const name of ['getTodos', 'GET /todo', 'constructor', '']) {
    try {
      sandbox.describe(name)
      expect.unreachable()
    } catch (error) {
      expect(isSandboxError(error) && error.code).toBe('unknown-operation')
    }
  }
  expect(() => sandbox.sampleRequest('listTodo')).toThrow(/'listTodos'/)
})

it.each([
  'bank-payments.yaml',
  'every-feature-3.0.yaml',
  'every-feature-3.1.yaml',
  'petstore.yaml',
  'todo.json'
])('%s: every sample request is sound, for any seed', (name) => {
  const refused: unknown[] = []
  const sandbox = createSandbox({
    description: description(name),
    onTrace: (trace) => trace.findings.length > 0 && refused.push(trace)
  })
  for (const { key } of sandbox.operations) {
    for (const seed of ['', 'a', 'b', 'c', 'd']) sandbox.handle(sandbox.sampleRequest(key, seed))
    expect(sandbox.sampleRequest(key, 'a')).toEqual(sandbox.sampleRequest(key, 'a'))
  }
  expect(refused).toEqual([])
})

describe('handle() and callers without types', () => {
  const sandbox = createSandbox({
    description: { openapi: '3.1.0', info: { title: 'A', version: '1' }, paths: { '/a': { get: {} } } }
  })

  it.each([
    ['nothing', undefined],
    ['no url', { method: 'GET' }],
    ['no method', { url: '/a' }],
    ['a body that is an object', { method: 'GET', url: '/a', body: {} }]
  ])('%s is refused, saying what a request is', (_, request) => {
    expect(() => sandbox.handle(request as never)).toThrow(
      expect.objectContaining({ code: 'invalid-option' })
    )
  })

  it.each([
    ['a Headers object', new Headers({ accept: 'text/x-none' })],
    ['numbers and nothing', { accept: 'text/x-none', 'x-count': 5, 'x-none': null }]
  ])('headers as %s are read', (_, headers) => {
    expect(sandbox.handle({ method: 'GET', url: '/a', headers: headers as never }).status).toBe(200)
  })

  it('an answer cannot be changed for those who ask later', () => {
    const answer = sandbox.handle({ method: 'GET', url: '/a' })
    expect(() => Object.assign(answer, { status: 500 })).toThrow(TypeError)
    expect(sandbox.handle({ method: 'GET', url: '/a' }).status).toBe(200)
  })
})
