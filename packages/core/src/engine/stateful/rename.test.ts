// Ids that are names a client may change: whatever it says, the thing can be found afterwards.
import { describe, expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const text = { type: 'string' }
const page = { type: 'object', properties: { slug: { type: ['string', 'null'] }, title: text } }
const paths = {
  '/pages': {
    get: { responses: { '200': json({ type: 'array', items: page }) } },
    post: { requestBody: takes('application/json', page), responses: { '201': json(page) } }
  },
  '/pages/{slug}': {
    parameters: [{ name: 'slug', in: 'path', required: true, schema: text }],
    get: { responses: { '200': json(page), '404': { description: 'none' } } },
    patch: {
      requestBody: {
        content: { 'application/json': { schema: page }, 'application/json-patch+json': { schema: {} } }
      },
      responses: { '200': json(page), '422': json({ type: 'object', properties: { message: text } }) }
    },
    put: { requestBody: takes('application/json', page), responses: { '200': json(page) } }
  }
}

const send = (method: string, body: unknown, type?: string) => ({
  ...post('/pages/home', body, type),
  method
})
const withPage = () => {
  const sandbox = sandboxOf(paths, { mode: 'stateful', validation: 'off' })
  expect(sandbox.handle(post('/pages', { slug: 'home', title: 'a' })).status).toBe(201)
  return sandbox
}

describe.each(['PATCH', 'PUT'])('%s', (method) => {
  it.each(['', '.', '..'])('to %j is refused, and nothing has changed', (slug) => {
    const sandbox = withPage()
    const hash = sandbox.stateHash()
    const { status, body } = sandbox.handle(send(method, { slug, title: 'b' }))
    expect([status, String(body)]).toEqual([422, expect.stringContaining('slug')])
    expect(sandbox.stateHash()).toBe(hash)
    expect(bodyOf(sandbox.handle(get('/pages/home')))).toEqual({ slug: 'home', title: 'a' })
  })

  it('to null is refused', () => {
    const sandbox = withPage()
    expect(sandbox.handle(send(method, { slug: null, title: 'b' })).status).toBe(422)
    expect(bodyOf(sandbox.handle(get('/pages/home'))).slug).toBe('home')
  })

  it('without a name it keeps the one that it has', () => {
    const sandbox = withPage()
    expect(bodyOf(sandbox.handle(send(method, { title: 'b' })))).toEqual({ slug: 'home', title: 'b' })
    expect(bodyOf(sandbox.handle(get('/pages/home')))).toEqual({ slug: 'home', title: 'b' })
  })

  it('to another name leads to it', () => {
    const sandbox = withPage()
    expect(bodyOf(sandbox.handle(send(method, { slug: 'start', title: 'b' }))).slug).toBe('start')
    expect(bodyOf(sandbox.handle(get('/pages/start'))).slug).toBe('start')
  })
})

it.each([
  ['replace', [{ op: 'replace', path: '/slug', value: '' }], 422],
  ['remove', [{ op: 'remove', path: '/slug' }], 200]
])('a JSON Patch that takes the name away, by %s', (_, patch, status) => {
  const sandbox = withPage()
  expect(sandbox.handle(send('PATCH', patch, 'application/json-patch+json')).status).toBe(status)
  expect(bodyOf(sandbox.handle(get('/pages/home'))).slug).toBe('home')
})
