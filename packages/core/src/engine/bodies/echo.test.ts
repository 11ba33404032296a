// In dynamic mode an answer is about what was asked for.
import { expect, it } from 'vitest'
import { json } from '../../../test/support/descriptions.js'
import { bodyOf, get, sandboxOf } from '../../../test/support/sandboxes.js'

const parameter = (place: string, name: string, type: string) => ({
  name,
  in: place,
  required: place === 'path',
  schema: { type }
})
const object = (properties: { [name: string]: unknown }) => ({
  type: 'object',
  required: Object.keys(properties),
  properties
})

function asked(path: string, parameters: unknown[], schema: unknown, url: string) {
  const sandbox = sandboxOf(
    { [path]: { get: { parameters, responses: { '200': json(schema) } } } },
    { mode: 'dynamic' }
  )
  return bodyOf(sandbox.handle(get(url)))
}

it('the id of the path is the id of the answer', () => {
  const schema = object({ id: { type: 'integer' }, name: { type: 'string' } })
  for (const name of ['id', 'petId', 'pet_id', 'pet']) {
    expect(asked(`/pets/{${name}}`, [parameter('path', name, 'integer')], schema, '/pets/42').id).toBe(42)
  }
})

it('a parameter that says which thing is meant is its id, others are not', () => {
  const string = { type: 'string' }
  const idOf = (path: string, url: string, members: readonly string[] = []) => {
    const names = [...path.matchAll(/\{(.*?)\}/g)].map(([, name]) => name!)
    const parameters = names.map((name) => parameter('path', name, 'string'))
    const schema = object(Object.fromEntries(['id', ...members].map((name) => [name, string])))
    return asked(path, parameters, schema, url).id
  }
  expect(idOf('/pets/{petId}', '/pets/p7')).toBe('p7')
  expect(idOf('/pets/{petId}', '/pets/p7', ['name'])).toBe('p7')
  expect(idOf('/repos/{owner}/{repo}', '/repos/ann/tools')).toBe('tools')
  expect(idOf('/repos/{owner}/{repo}', '/repos/ann/tools', ['owner', 'name'])).toBe('tools')
  // Who has a name of his own has another id.
  expect(idOf('/colours/{name}', '/colours/red')).toBe('red')
  expect(idOf('/colours/{name}', '/colours/red', ['name'])).not.toBe('red')
  expect(idOf('/users/{username}', '/users/ann')).toBe('ann')
  expect(idOf('/users/{username}', '/users/ann', ['username'])).not.toBe('ann')
  for (const [path, url] of [
    ['/reports/{year}', '/reports/x7'],
    ['/pets/{petId}/photos', '/pets/x7/photos'],
    ['/files/{path}', '/files/x7']
  ] as const)
    expect(idOf(path, url)).not.toBe('x7')
})

it('names are matched in any spelling', () => {
  const schema = object({ pet_id: { type: 'string' }, ownerId: { type: 'string' } })
  const parameters = [parameter('path', 'petId', 'string'), parameter('path', 'owner-id', 'string')]
  expect(asked('/{owner-id}/{petId}', parameters, schema, '/o1/p1')).toEqual({ pet_id: 'p1', ownerId: 'o1' })
})

it('query parameters come back too, with their types', () => {
  const schema = object({
    limit: { type: 'integer' },
    sort: { type: 'string' },
    data: { type: 'array', maxItems: 0 }
  })
  const body = asked(
    '/a',
    [parameter('query', 'limit', 'integer'), parameter('query', 'sort', 'string')],
    schema,
    '/a?limit=7&sort=up'
  )
  expect(body).toEqual({ limit: 7, sort: 'up', data: [] })
})

it('one envelope is looked into', () => {
  expect(
    asked(
      '/pets/{id}',
      [parameter('path', 'id', 'integer')],
      object({ data: object({ id: { type: 'integer' } }) }),
      '/pets/42'
    )
  ).toEqual({ data: { id: 42 } })
})

it('what the schema does not allow is not echoed', () => {
  const schema = object({ id: { type: 'string', pattern: '^pet_[0-9]+$' } })
  expect(asked('/pets/{id}', [parameter('path', 'id', 'string')], schema, '/pets/42').id).toMatch(/^pet_/)
})

it('the id of a parent is not the id of its children', () => {
  const body = asked(
    '/owners/{ownerId}/pets',
    [parameter('path', 'ownerId', 'integer')],
    object({ id: { type: 'integer' } }),
    '/owners/4242/pets'
  )
  expect(body.id).not.toBe(4242)
})

it('a name that objects inherit is an ordinary name', () => {
  expect(
    asked(
      '/a/{constructor}',
      [parameter('path', 'constructor', 'string')],
      object({ constructor: { type: 'string' } }),
      '/a/x'
    )
  ).toEqual({ constructor: 'x' })
})

it('ids beyond 2^53 come back digit by digit, and are not mistaken for their neighbours', () => {
  const parameters = [parameter('path', 'id', 'integer'), parameter('query', 'after', 'integer')]
  const schema = object({ id: { type: 'integer' }, after: { type: 'integer' }, name: { type: 'string' } })
  const sandbox = sandboxOf(
    { '/pets/{id}': { get: { parameters, responses: { '200': json(schema) } } } },
    { mode: 'dynamic' }
  )
  const textOf = (id: string) => String(sandbox.handle(get(`/pets/${id}?after=-${id}`)).body)
  const digits = (text: string, name: string) => new RegExp(`"${name}":(-?\\d+)[,}]`).exec(text)?.[1]
  const names = ['9007199254740992', '9007199254740993', '9'.repeat(1000)].map((id) => {
    const text = textOf(id)
    expect(digits(text, 'id')).toBe(id)
    expect(digits(text, 'after')).toBe(`-${id}`)
    return (JSON.parse(text) as { name: string }).name
  })
  expect(new Set(names).size).toBe(3)
})
