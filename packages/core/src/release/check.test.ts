import { expect, it } from 'vitest'
import { api, description, json, ownDescriptions } from '../../test/support/descriptions.js'
import { check } from './check.js'

const found = (value: unknown) => check(value).map(({ code, pointer }) => [code, pointer])
const body = '/paths/~1a/get/responses/200/content/application~1json'
const get = (more: object) => api({ '/a': { get: { responses: { '200': json() }, ...more } } })

it.each(ownDescriptions)('%s has nothing but what its author meant', (name) => {
  const meant = name === 'every-feature-3.1.yaml' ? ['responses-missing'] : []
  // Made without regard to the dynamic scope: what an anchor of another resource asks for is missing.
  const issues = check(description(name)).filter(
    ({ code, pointer }) => code !== 'example-invalid' && !pointer.includes('generic-list')
  )
  expect(issues.map(({ code }) => code)).toEqual(meant)
})

it('a default or example inside a schema is checked, wherever the schema stands', () => {
  const wrong = { type: 'integer', default: 'x' }
  expect(found(get({ parameters: [{ name: 'q', in: 'query', schema: wrong }] }))).toEqual([
    ['example-invalid', '/paths/~1a/get/parameters/0/schema/default']
  ])
  expect(found(get({ responses: { '200': json({ properties: { n: wrong } }) } }))).toEqual([
    ['example-invalid', `${body}/schema/properties/n/default`]
  ])
  const component = { responses: { '200': json({ $ref: '#/components/schemas/S' }) } }
  expect(found({ ...get(component), components: { schemas: { S: { items: wrong } } } })).toEqual([
    ['example-invalid', '/components/schemas/S/items/default']
  ])
})

it('an example is checked by the direction it travels in', () => {
  const user = {
    required: ['id', 'password'],
    properties: { id: { readOnly: true }, password: { writeOnly: true } }
  }
  expect(found(get({ responses: { '200': json(user, { example: { id: 1 } }) } }))).toEqual([])
  expect(
    found(get({ responses: { '200': json(user, { example: { password: 'x' } }) } })).length
  ).toBeGreaterThan(0)
})

it('a named example is blamed where it stands, also behind a reference', () => {
  const schema = { type: 'integer' }
  const responses = {
    '200': json(schema, { examples: { bad: { value: 'x' }, far: { $ref: '#/components/examples/Far' } } })
  }
  const value = { ...get({ responses }), components: { examples: { Far: { value: 'y' } } } }
  expect(found(value)).toEqual([
    ['example-invalid', `${body}/examples/bad/value`],
    ['example-invalid', '/components/examples/Far/value']
  ])
})

it('one issue tells how many places of an example are wrong', () => {
  const schema = { properties: { a: { type: 'integer' }, b: { type: 'integer' } } }
  expect(
    check(get({ responses: { '200': json(schema, { example: { a: 'x', b: 'y' } }) } }))[0]?.message
  ).toContain('1 more')
})

it('a schema that nothing can satisfy is told', () => {
  expect(found(get({ responses: { '200': json({ type: 'string', minLength: 3, maxLength: 2 }) } }))).toEqual([
    ['schema-unsatisfiable', `${body}/schema`]
  ])
})

it('corrections of what is not there are reported', () => {
  expect(found({ ...get({}), 'x-sandbed': { operations: { nobody: { does: 'read' } } } })).toEqual([
    ['override-stale', '/x-sandbed/operations/nobody']
  ])
})
