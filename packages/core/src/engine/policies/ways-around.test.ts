// Ways around a fence that have been tried: what stands here was open once.
import { describe, expect, it } from 'vitest'
import type { PolicyRule } from '../../policies/policy-pack.js'
import type { SandboxOptions } from '../options.js'
import { createSandbox } from '../sandbox/create-sandbox.js'

const pet = {
  type: 'object',
  properties: { id: { type: 'integer' }, name: { type: 'string' }, tags: { type: 'array' } }
}
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } }
const json = { 'application/json': { schema: pet } }
const anything = { '*/*': { schema: pet } }
const description = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  servers: [{ url: 'https://pets.test/v1' }],
  paths: {
    '/pets': {
      get: {
        responses: {
          200: {
            description: 'All.',
            content: { 'application/json': { schema: { type: 'array', items: pet } } }
          }
        }
      },
      post: {
        operationId: 'change',
        requestBody: { content: json },
        responses: { 201: { description: 'Made.', content: json } }
      }
    },
    '/pets/{id}': {
      parameters: [id],
      get: { responses: { 200: { description: 'One.', content: anything } } },
      delete: { operationId: 'change', responses: { 204: { description: 'Gone.' } } }
    },
    '/café au lait': { get: { responses: { 204: { description: 'None.' } } } }
  }
}

const fenced = (rules: readonly PolicyRule[], options: SandboxOptions = {}) =>
  createSandbox({ description, mode: 'stateful', policies: [{ name: 'fence', rules }], ...options })
type Sandbox = ReturnType<typeof fenced>
const get = (sandbox: Sandbox, url: string, headers = {}) => sandbox.handle({ method: 'GET', url, headers })
const post = (sandbox: Sandbox, body: string) =>
  sandbox.handle({ method: 'POST', url: '/pets', headers: { 'content-type': 'application/json' }, body })

describe('redaction', () => {
  it.each(['text/plain', 'application/octet-stream', 'text/html', 'application/x-anything'])(
    'is not got around by asking for JSON under the name of %s, where the description leaves the type open',
    (accept) => {
      const sandbox = fenced([{ name: 'names', redact: '/name' }])
      post(sandbox, '{"id":1,"name":"Ada","tags":[]}')
      const { headers, body } = get(sandbox, '/pets/1', { accept })
      expect([headers['content-type'], body]).toEqual([accept, '{"id":1,"tags":[]}'])
    }
  )

  it('takes out the items that it names by their numbers, and no others', () => {
    const sandbox = fenced([{ name: 'tags', redact: ['/tags/0', '/tags/1'] }])
    post(sandbox, '{"id":1,"name":"Ada","tags":["a","b","c"]}')
    expect(JSON.parse(String(get(sandbox, '/pets/1').body))).toMatchObject({ tags: [null, null, 'c'] })
  })
})

describe('names', () => {
  it('that two operations share are about both, of which a warning tells', () => {
    const sandbox = fenced([{ name: 'fixed', match: { operation: 'change' }, deny: true }])
    expect(post(sandbox, '{}').status).toBe(403)
    expect(sandbox.handle({ method: 'DELETE', url: '/pets/1' }).status).toBe(403)
    expect(sandbox.policies.list()[0]!.issues).toMatchObject([
      {
        code: 'policy-doubtful',
        pointer: '/rules/0/match/operation',
        hint: 'Name those that are meant by their keys: POST /pets, DELETE /pets/{id}.'
      }
    ])
  })

  it('of paths that no request is about are warned of, with the base path that is too much', () => {
    const path = ['/v1/pets/**', '/petz', '/pets/5', '/**/lait', '/caf*']
    const sandbox = fenced([{ name: 'paths', match: { path }, deny: true }])
    expect(sandbox.policies.list()[0]!.issues.map(({ pointer, hint }) => [pointer, hint])).toEqual([
      ['/rules/0/match/path/0', 'Leave out `/v1`.'],
      ['/rules/0/match/path/1', 'Did you mean `/pets`?']
    ])
  })

  it('of paths may be percent-encoded, as requests are', () => {
    const sandbox = fenced([{ name: 'coffee', match: { path: '/caf%C3%A9%20au%20lait' }, deny: true }])
    expect(sandbox.policies.list()[0]!.issues).toEqual([])
    expect(get(sandbox, '/caf%C3%A9%20au%20lait').status).toBe(403)
  })
})

it('a request that asks for a scenario does more than read, whatever it asks for besides', () => {
  const pack = {
    scenarios: {
      sneak: {
        byRequest: true,
        steps: [{ insert: { resource: 'pets', value: { name: 'Rex' } } }]
      }
    }
  }
  const sandbox = fenced([{ name: 'reads', readOnly: true }], { pack })
  expect(get(sandbox, '/pets', { 'Sandbed-Scenario': 'sneak' }).status).toBe(403)
  expect(sandbox.traces.list().at(-1)!.policies).toMatchObject([
    { rule: 'reads', reason: 'it asks for a scenario, which may change what is kept' }
  ])
  expect(get(sandbox, '/pets').body).toBe('[]')
})

it('headers of limits stay short, and tell of those that are used up', () => {
  const limits = Array.from({ length: 500 }, (_, i): PolicyRule => {
    return { name: `limit-${i}`, rateLimit: { limit: i === 400 ? 1 : 1000, window: '1m' } }
  })
  const sandbox = fenced(limits)
  get(sandbox, '/pets')
  const { status, headers } = get(sandbox, '/pets')
  expect(status).toBe(429)
  expect(String(headers['ratelimit'])).toMatch(/^"fence\/limit-400";r=0;t=60, /)
  expect(String(headers['ratelimit']).length + String(headers['ratelimit-policy']).length).toBeLessThan(2000)
})

it('a body that cannot be read is tried once, however many conditions ask for it', () => {
  const rules = Array.from({ length: 1000 }, (_, i): PolicyRule => {
    return { name: `r${i}`, match: { when: `=request.body.id == ${i}` }, deny: true }
  })
  const sandbox = fenced(rules)
  const started = performance.now()
  expect(post(sandbox, `{"tags":[${'1,'.repeat(200_000)}1]}`).status).toBe(403)
  expect(performance.now() - started).toBeLessThan(2000)
})
