// One thing, reached in other ways than by its id: by another of its names, as the last one made, by a search.
import { describe, expect, it } from 'vitest'
import { json } from '../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../test/support/sandboxes.js'

const more = {
  components: {
    schemas: {
      Release: {
        type: 'object',
        required: ['id', 'tag_name'],
        properties: {
          id: { type: 'integer', readOnly: true },
          tag_name: { type: 'string' },
          notes: { type: 'string' },
          stars: { type: 'integer' }
        }
      }
    }
  }
}
const release = { $ref: '#/components/schemas/Release' }
const found = {
  type: 'object',
  properties: { total: { type: 'integer' }, items: { type: 'array', items: release } }
}
const param = (name: string, where = 'path') => ({
  name,
  in: where,
  ...(where === 'path' ? { required: true } : {}),
  schema: { type: 'string' }
})
const one = (name?: string) => ({
  get: {
    ...(name === undefined ? {} : { parameters: [param(name)] }),
    responses: { '200': json(release), '404': { description: 'none' } }
  }
})
const paths = {
  '/releases': { post: { requestBody: json(release), responses: { '201': json(release) } } },
  '/releases/{id}': one('id'),
  '/releases/tags/{tag}': one('tag'),
  '/releases/latest': one(),
  '/releases/{id}/check': {
    get: { parameters: [param('id')], responses: { '204': { description: 'fine' } } }
  },
  '/search/releases': { get: { parameters: [param('q', 'query')], responses: { '200': json(found) } } }
}

const made = () => {
  const sandbox = sandboxOf(paths, { mode: 'stateful', more })
  for (const [tag_name, notes, stars] of [
    ['v1', 'The first', 3],
    ['v2', 'The second', 5]
  ] as const)
    sandbox.handle(post('/releases', { tag_name, notes, stars }))
  return sandbox
}

describe('a thing is reached', () => {
  it('by another of its names', () => {
    const sandbox = made()
    expect(bodyOf(sandbox.handle(get('/releases/tags/v1')))).toMatchObject({
      tag_name: 'v1',
      notes: 'The first'
    })
    expect(sandbox.handle(get('/releases/tags/v9')).status).toBe(404)
  })

  it('as the one made last', () => {
    expect(bodyOf(made().handle(get('/releases/latest')))).toMatchObject({ tag_name: 'v2' })
    expect(sandboxOf(paths, { mode: 'stateful', more }).handle(get('/releases/latest')).status).toBe(404)
  })

  it('by a search at a place of its own', () => {
    const names = (q: string) =>
      bodyOf(made().handle(get(`/search/releases?q=${encodeURIComponent(q)}`))).items.map(
        (item: { tag_name: string }) => item.tag_name
      )
    expect(names('first')).toEqual(['v1'])
    expect(names('stars>4')).toEqual(['v2'])
    expect(names('nothing')).toEqual([])
  })

  it('and each way can be corrected', () => {
    const pack = { operations: { 'GET /releases/latest': { picks: false as const, does: 'none' as const } } }
    const sandbox = sandboxOf(paths, { mode: 'stateful', more, pack })
    expect(sandbox.model.bindings['GET /releases/latest']).toMatchObject({ does: { value: 'none' } })
    expect(sandbox.model.bindings['GET /releases/latest']).not.toHaveProperty('picks')
  })
})

it('what is about no resource stands below what is there', () => {
  const sandbox = made()
  expect(sandbox.handle(get('/releases/1/check')).status).toBe(204)
  expect(sandbox.handle(get('/releases/9/check')).status).toBe(404)
})
