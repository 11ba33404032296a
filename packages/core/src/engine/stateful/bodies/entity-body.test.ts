// What a response shows of a thing, where several responses show the same thing.
import { expect, it } from 'vitest'
import { json } from '../../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../../test/support/sandboxes.js'

const text = { type: 'string' }
const thing = { type: 'object', required: ['id', 'name'], properties: { id: text, name: text } }
const Either = { type: 'object', properties: { made: thing, found: thing } }

it('one schema may show the thing in different places', () => {
  const either = { $ref: '#/components/schemas/Either' }
  const sandbox = sandboxOf(
    {
      '/things': {
        post: { requestBody: json({ properties: { name: text } }), responses: { '201': json(either) } }
      },
      '/things/{id}': { get: { responses: { '200': json(either) } } }
    },
    {
      mode: 'stateful',
      more: { components: { schemas: { Either } } },
      pack: {
        format: 'sandbed-pack',
        version: 1,
        resources: {
          things: {
            id: 'id',
            shape: 'thing_{8}',
            schema: { operation: 'GET /things/{id}', status: '200', at: 'found' }
          }
        },
        operations: {
          'POST /things': { does: 'create', resource: 'things', output: 'made' },
          'GET /things/{id}': { does: 'read', resource: 'things', output: 'found' }
        }
      }
    }
  )
  const { made } = bodyOf(sandbox.handle(post('/things', { name: 'Rex' })))
  expect(made).toMatchObject({ name: 'Rex' })
  expect(bodyOf(sandbox.handle(get(`/things/${made.id}`)))).toEqual({ found: made })
})
