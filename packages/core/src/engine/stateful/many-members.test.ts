// What a client sends beyond the schema is kept, and costs no more than its size.
import { expect, it } from 'vitest'
import { json } from '../../../test/support/descriptions.js'
import { post, sandboxOf } from '../../../test/support/sandboxes.js'

const thing = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } }
const paths = {
  '/things': { post: { requestBody: json(thing), responses: { '201': json(thing) } } },
  '/things/{id}': { get: { responses: { '200': json(thing) } } }
}

it('8,000 members that no schema has', () => {
  const sent = Object.fromEntries(Array.from({ length: 8_000 }, (_, index) => [`m${index}`, index]))
  const sandbox = sandboxOf(paths, { mode: 'stateful' })
  const before = process.cpuUsage().user
  expect(sandbox.handle(post('/things', sent)).status).toBe(201)
  expect(sandbox.state.list('things')[0]!.value).toMatchObject(sent)
  // One copy for each member took 13 seconds.
  expect(process.cpuUsage().user - before).toBeLessThan(3_000_000)
})

it('4,000 members that belong into the part of a thing for what is its own', () => {
  const names = Array.from({ length: 4_000 }, (_, index) => `m${index}`)
  const properties = Object.fromEntries(names.map((name) => [name, { type: 'integer' }]))
  const resource = {
    type: 'object',
    properties: {
      id: { type: 'string' },
      type: { type: 'string' },
      attributes: { type: 'object', properties }
    }
  }
  const any = { type: 'object' }
  const sandbox = sandboxOf(
    {
      '/things': { post: { requestBody: json(any), responses: { '201': json(resource) } } },
      '/things/{id}': {
        get: { responses: { '200': json(resource) } },
        patch: { requestBody: json(any), responses: { '200': json(resource) } }
      }
    },
    { mode: 'stateful' }
  )
  const sent = Object.fromEntries(names.map((name, index) => [name, index]))
  sandbox.handle(post('/things', {}))
  const before = process.cpuUsage().user
  expect(sandbox.handle(post('/things', sent)).status).toBe(201)
  const [, { id, value }] = sandbox.state.list('things') as never as [unknown, { id: string; value: object }]
  expect(value).toMatchObject({ attributes: sent })
  expect(sandbox.handle({ ...post(`/things/${id}`, { m7: 8, m3999: 1 }), method: 'PATCH' }).status).toBe(200)
  expect(sandbox.state.list('things')[1]!.value).toMatchObject({ attributes: { ...sent, m7: 8, m3999: 1 } })
  // One copy of the part for each member took several seconds.
  expect(process.cpuUsage().user - before).toBeLessThan(2_000_000)
})
