// Names of parents that the server makes up, where paths lead through them.
import { expect, it } from 'vitest'
import { json, takes } from '../../../../test/support/descriptions.js'
import { bodyOf, get, post, sandboxOf } from '../../../../test/support/sandboxes.js'

const text = { type: 'string' }
const owner = (login: object) => ({ type: 'object', required: ['login'], properties: { login } })
const project = { $ref: '#/components/schemas/Project' }
const schemaOf = (login: object) => ({
  type: 'object',
  required: ['id', 'name', 'owner'],
  properties: { id: { type: 'integer' }, name: text, owner: owner(login) }
})
const parameter = (name: string) => ({ name, in: 'path', required: true, schema: text })

function office(login: object) {
  return sandboxOf(
    {
      '/me/projects': {
        post: {
          requestBody: takes('application/json', { type: 'object', properties: { name: text } }),
          responses: { '201': json(project) }
        }
      },
      '/projects/{owner}/{name}': {
        parameters: [parameter('owner'), parameter('name')],
        get: { responses: { '200': json(project) } }
      }
    },
    { mode: 'stateful', more: { components: { schemas: { Project: schemaOf(login) } } } }
  )
}

it('a path can be written with them as they are, and leads back to the thing', () => {
  const sandbox = office(text)
  for (const name of ['p', 'q', 'r', 's']) {
    const made = bodyOf(sandbox.handle(post('/me/projects', { name })))
    expect(made.owner.login).toMatch(/^[a-z0-9-]+$/)
    expect(bodyOf(sandbox.handle(get(`/projects/${made.owner.login}/${name}`)))).toEqual(made)
  }
})

it('a pattern of the schema goes first', () => {
  const made = bodyOf(
    office({ ...text, pattern: '^[A-Z] [A-Z]$' }).handle(post('/me/projects', { name: 'p' }))
  )
  expect(made.owner.login).toMatch(/^[A-Z] [A-Z]$/)
})
