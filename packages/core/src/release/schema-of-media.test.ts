import { expect, test } from 'vitest'
import { bodySchema, mainMedia, schemaOfMedia } from './schema-of-media.js'

const type = 'application/json'

test('a schema that says something is taken as it is, whatever the examples show', () => {
  const schema = { type: 'object', properties: { id: { type: 'integer' } } }
  expect(schemaOfMedia({ type, schema, examples: { default: { name: 'Old barn' } } })).toBe(schema)
  expect(schemaOfMedia({ type, schema: false, examples: { default: {} } })).toBe(false)
})

test.each([
  ['no schema', undefined],
  ['a schema that takes anything', true],
  ['only a type', { type: 'array' }],
  ['only a type, also of the items', { type: 'array', items: { type: 'object' } }]
])('with %s the example says what a body looks like', (_, schema) => {
  const example = [
    { id: 12, name: 'Old barn', opened: '1901-05-01T00:00:00Z', area: 80.5, warm: false, owner: null }
  ]
  expect(
    schemaOfMedia({ type, ...(schema === undefined ? {} : { schema }), examples: { default: example } })
  ).toEqual({
    type: 'array',
    items: {
      type: 'object',
      properties: {
        id: { type: 'integer', examples: [12] },
        name: { type: 'string', examples: ['Old barn'] },
        opened: { type: 'string', format: 'date-time', examples: ['1901-05-01T00:00:00Z'] },
        area: { type: 'number', examples: [80.5] },
        warm: { type: 'boolean', examples: [false] },
        owner: {}
      },
      additionalProperties: true
    }
  })
})

test('an example that stands in the schema counts too', () => {
  const schema = { type: 'object', examples: [{ id: 'k-7' }] }
  expect(schemaOfMedia({ type, schema })).toMatchObject({ properties: { id: { type: 'string' } } })
})

test('without an example that shows members nothing is made up', () => {
  expect(schemaOfMedia(undefined)).toBeUndefined()
  expect(schemaOfMedia({ type })).toBeUndefined()
  expect(schemaOfMedia({ type, examples: { default: 'a text' } })).toBeUndefined()
  const open = { type: 'object' }
  expect(schemaOfMedia({ type, schema: open })).toBe(open)
})

test('names that objects have by themselves are members like any other', () => {
  const example = JSON.parse('{ "__proto__": 1, "constructor": "a" }') as unknown
  const schema = schemaOfMedia({ type, examples: { default: example } }) as { properties: object }
  expect(Object.keys(schema.properties)).toEqual(['__proto__', 'constructor'])
})

test('an example without end is cut off', () => {
  let example: unknown = 1
  for (let depth = 0; depth < 1000; depth++) example = { inner: [example] }
  expect(JSON.stringify(schemaOfMedia({ type, examples: { default: example } })).length).toBeLessThan(1000)
})

test('a body is read as its JSON, wherever that stands among the media types, else as the first', () => {
  const xml = { type: 'application/xml', schema: { type: 'string' } }
  const text = { type: 'text/plain', schema: { type: 'string', maxLength: 9 } }
  const patch = { type: 'Application/Merge-Patch+JSON; charset=utf-8', schema: { type: 'integer' } }
  expect(bodySchema([xml, text, patch])).toBe(patch.schema)
  expect(mainMedia([text, xml])).toBe(text)
  expect(mainMedia([{ type: 'no media type' }, patch])).toBe(patch)
  expect(bodySchema([])).toBeUndefined()
  expect(bodySchema(undefined)).toBeUndefined()
})
