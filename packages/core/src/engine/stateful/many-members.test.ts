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
