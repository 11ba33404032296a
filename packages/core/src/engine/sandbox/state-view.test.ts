// What a sandbox keeps, as users look at it.
import { expect, it } from 'vitest'
import { json, takes } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const note = { type: 'object', properties: { id: { type: 'string' }, text: { type: 'string' } } }
const paths = {
  '/notes': { post: { requestBody: takes('application/json', note), responses: { '201': json(note) } } },
  '/notes/{id}': {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    get: { responses: { '200': json(note) } }
  }
}

it('a resource of which there is nothing yet is empty', () => {
  const { state } = sandboxOf(paths, { mode: 'stateful' })
  expect([state.list('notes'), state.get('notes', '1'), state.count('notes')]).toEqual([[], undefined, 0])
})

it.each(['note', 'nope', '', '__proto__', 'constructor', '$idempotency'])(
  'a name that the API does not have, %j, is told, with those that it has',
  (name) => {
    const sandbox = sandboxOf(paths, { mode: 'stateful' })
    sandbox.handle({
      ...post('/notes', {}),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'a' }
    })
    const { state } = sandbox
    const told = expect.objectContaining({
      code: 'unknown-resource',
      message: expect.stringMatching(/There are: notes\.$/)
    })
    expect(() => state.list(name)).toThrow(told)
    expect(() => state.get(name, '1')).toThrow(told)
    expect(() => state.count(name)).toThrow(told)
  }
)

it('a near name is suggested', () => {
  expect(() => sandboxOf(paths, { mode: 'stateful' }).state.list('note')).toThrow("Did you mean 'notes'?")
})

it('what a snapshot brought is there to see, also where this sandbox has no such resource', () => {
  const pack = {
    format: 'sandbed-pack',
    version: 1,
    resources: { memos: { shape: 'uuid' } },
    operations: { 'POST /notes': { resource: 'memos' }, 'GET /notes/{id}': { resource: 'memos' } }
  } as const
  const [plain, packed] = [
    sandboxOf(paths, { mode: 'stateful' }),
    sandboxOf(paths, { mode: 'stateful', pack })
  ]
  const { id } = bodyOf(packed.handle(post('/notes', { text: 'a' })))
  expect(packed.handle(get(`/notes/${id}`)).status).toBe(200)
  plain.restore(plain.importSnapshot(packed.exportSnapshot()))
  expect(plain.state.resources).toEqual(['memos'])
  expect(plain.state.count('memos')).toBe(1)
  expect(plain.state.get('memos', id)).toBeUndefined()
})
