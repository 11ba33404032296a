import { expect, test } from 'vitest'
import type { Schema, SchemaSource } from '../schema.js'
import { createChecker } from './create-checker.js'

const NOTHING: SchemaSource = { schema: () => undefined }
const checker = createChecker(NOTHING)

function sourceOf(schemas: { [key: string]: Schema }): SchemaSource {
  return { schema: (key) => (Object.hasOwn(schemas, key) ? schemas[key] : undefined) }
}

test('a finding says where, which keyword, and what is expected', () => {
  const schema: Schema = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', minLength: 2 },
      tags: { type: 'array', items: { type: 'string' }, uniqueItems: true },
      'a/b': { type: ['integer', 'null'] }
    },
    additionalProperties: false
  }
  expect(checker.check(schema, { name: 'Rex' })).toEqual([])
  expect(checker.check(schema, { tags: ['x', 1, 'x'], 'a/b': 1.5, extra: true })).toEqual([
    { pointer: '', keyword: 'required', property: 'name', message: 'must have the property "name"' },
    { pointer: '/tags', keyword: 'uniqueItems', message: 'must have no equal items (0 and 2 are)' },
    { pointer: '/tags/1', keyword: 'type', message: 'must be a string' },
    { pointer: '/a~1b', keyword: 'type', message: 'must be a whole number or null' },
    { pointer: '/extra', keyword: 'additionalProperties', message: 'is not a known property' }
  ])
})

test.each<[Schema, unknown, string]>([
  [{ enum: ['a', 1, null] }, 'b', 'must be one of "a", 1, null'],
  [{ const: { a: 1 } }, { a: 2 }, 'must be {"a":1}'],
  [{ minimum: 1 }, 0, 'must be at least 1'],
  [{ exclusiveMaximum: 5 }, 5, 'must be less than 5'],
  [{ multipleOf: 0.01 }, 0.015, 'must be a multiple of 0.01'],
  [{ maxLength: 1 }, 'ab', 'must have at most 1 character'],
  [{ pattern: '^a' }, 'b', 'must match the pattern ^a'],
  [{ format: 'date' }, '2023-02-29', 'must be a valid date'],
  [{ minItems: 2 }, [1], 'must have at least 2 items'],
  [{ contains: { type: 'null' } }, [1], 'must have at least 1 item of the kind looked for'],
  [{ minProperties: 1 }, {}, 'must have at least 1 property'],
  [{ not: {} }, 1, 'must not match the schema in "not"'],
  [false, 1, 'is not allowed']
])('%j refuses %j: %s', (schema, value, message) => {
  expect(checker.check(schema, value)).toEqual([expect.objectContaining({ message })])
})

test('multiples are judged by the decimals that are written', () => {
  const isMultiple = (value: number, multipleOf: number) => checker.isValid({ multipleOf }, value)
  for (const value of [0.07, 1.1, 19.99, 1e21, -0.03, 0, 4.35, 1e308])
    expect([value, isMultiple(value, 0.01)]).toEqual([value, true])
  for (const value of [0.075, 1.001, 1e-300]) expect([value, isMultiple(value, 0.01)]).toEqual([value, false])
  expect(isMultiple(1e-300, 5e-324)).toBe(true)
  expect(isMultiple(9007199254740994, 2)).toBe(true)
  expect(isMultiple(Infinity, 2)).toBe(false)
})

test('lengths count code points', () => {
  expect(checker.isValid({ maxLength: 2 }, '😀😀')).toBe(true)
  expect(checker.isValid({ minLength: 3 }, '😀😀')).toBe(false)
  expect(checker.isValid({ minLength: 3 }, '\ud83d\ud83d\ud83d')).toBe(true)
})

test('names that every object inherits are data like any other', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '']
  for (const name of names) {
    const holder = JSON.parse(`{${JSON.stringify(name)}: 1}`) as unknown
    const properties = JSON.parse(`{${JSON.stringify(name)}: {"type": "string"}}`) as {
      [name: string]: Schema
    }
    expect(checker.isValid({ required: [name] }, {})).toBe(false)
    expect(checker.isValid({ required: [name] }, holder)).toBe(true)
    expect(checker.isValid({ properties }, {})).toBe(true)
    expect(checker.isValid({ properties }, holder)).toBe(false)
    expect(checker.isValid({ properties, additionalProperties: false }, holder)).toBe(false)
    expect(checker.isValid({ additionalProperties: false }, holder)).toBe(false)
    expect(checker.isValid({ const: {} }, holder)).toBe(false)
    expect(checker.isValid({ dependentRequired: { [name]: ['x'] } }, {})).toBe(true)
  }
})

test('of several alternatives the one that was meant is reported', () => {
  const schemas = createChecker(
    sourceOf({
      '#/Cat': {
        type: 'object',
        required: ['kind', 'lives'],
        properties: { kind: { const: 'cat' }, lives: { type: 'integer' } }
      },
      '#/Dog': { type: 'object', properties: { kind: { enum: ['dog'] }, bark: { type: 'string' } } }
    })
  )
  const oneOf: Schema[] = [{ $ref: '#/Cat' }, { $ref: '#/Dog' }]
  expect(schemas.check({ oneOf }, { kind: 'dog', bark: 1 })).toEqual([
    { pointer: '/bark', keyword: 'type', message: 'must be a string' }
  ])
  expect(schemas.check({ anyOf: [{ $ref: '#/Cat' }, { type: 'null' }] }, { kind: 'cat' })).toEqual([
    { pointer: '', keyword: 'required', property: 'lives', message: 'must have the property "lives"' }
  ])
  const discriminator = { propertyName: 'type', mapping: { d: '#/Dog', c: '#/Cat' } }
  expect(schemas.check({ oneOf, discriminator }, { type: 'd', bark: 1, kind: 'dog' })).toEqual([
    { pointer: '/bark', keyword: 'type', message: 'must be a string' }
  ])
  expect(schemas.check({ oneOf }, 1)).toEqual([
    { pointer: '', keyword: 'oneOf', message: 'must match exactly one of 2 alternatives' }
  ])
  expect(schemas.check({ oneOf: [{ type: 'number' }, { minimum: 0 }] }, 1)).toEqual([
    {
      pointer: '',
      keyword: 'oneOf',
      message: 'must match exactly one of 2 alternatives, but matches 1 and 2'
    }
  ])
})

test('of alternatives that a member tells apart, that member is reported when it is missing or unknown', () => {
  const visit = (type: string): Schema => ({
    type: 'object',
    required: ['type', 'at'],
    properties: { type: { type: 'string', enum: [type] }, at: { type: 'string' } }
  })
  const schemas = createChecker(
    sourceOf({
      '#/InPerson': visit('inPerson'),
      '#/Video': { allOf: [visit('video')] },
      '#/Phone': visit('phone'),
      '#/Cat': { required: ['kind'] },
      '#/Dog': { required: ['kind'] }
    })
  )
  const oneOf: Schema[] = [{ $ref: '#/InPerson' }, { $ref: '#/Video' }, { $ref: '#/Phone' }]
  const mapping = { inPerson: '#/InPerson', InPerson: '#/InPerson', video: '#/Video', phone: '#/Phone' }
  const missing = {
    pointer: '',
    keyword: 'required',
    property: 'type',
    message: 'must have the property "type"'
  }
  const unknown = {
    pointer: '/type',
    keyword: 'enum',
    message: 'must be one of "inPerson", "video", "phone"'
  }
  const kinds: Schema[] = [
    { oneOf, discriminator: { propertyName: 'type', mapping } },
    { oneOf },
    { anyOf: oneOf },
    { oneOf: [{ type: 'null' }, ...oneOf] }
  ]
  for (const schema of kinds) {
    expect(schemas.check(schema, { at: 'noon' })).toEqual([missing])
    expect(schemas.check(schema, { type: 'fax', at: 'noon' })).toEqual([unknown])
    expect(schemas.check(schema, { type: ['video'] })).toEqual([unknown])
    expect(schemas.check(schema, { type: 'video' })).toEqual([expect.objectContaining({ property: 'at' })])
    expect(schemas.check(schema, { type: 'video', at: 'noon' })).toEqual([])
  }
  // The mapping alone tells.
  const pets: Schema = {
    oneOf: [{ $ref: '#/Cat' }, { $ref: '#/Dog' }],
    discriminator: { propertyName: 'kind', mapping: { cat: '#/Cat', dog: '#/Dog' } }
  }
  expect(schemas.check(pets, {})).toEqual([
    expect.objectContaining({ keyword: 'required', property: 'kind' })
  ])
  expect(schemas.check({ ...pets, required: ['id'] }, { kind: 'cat' }).map(({ keyword }) => keyword)).toEqual(
    ['required', 'oneOf']
  )
})

test('read-only members are not asked for in requests, write-only ones not in responses', () => {
  const schema: Schema = {
    required: ['id', 'secret', 'name'],
    properties: { id: { $ref: '#/Id' }, secret: { allOf: [{ writeOnly: true }] }, name: {} }
  }
  const directed = createChecker(sourceOf({ '#/Id': { type: 'string', readOnly: true }, '#/Base': schema }))
  const missing = (direction?: 'request' | 'response', of: Schema = schema) =>
    directed.check(of, {}, direction).map((finding) => /"(\w+)"/.exec(finding.message)?.[1])
  expect(missing('request')).toEqual(['secret', 'name'])
  expect(missing('response')).toEqual(['id', 'name'])
  expect(missing()).toEqual(['id', 'secret', 'name'])
  expect(
    missing('request', {
      required: ['id'],
      allOf: [{ properties: schema.properties as { [name: string]: Schema } }]
    })
  ).toEqual([])
  expect(missing('request', { allOf: [{ $ref: '#/Base' }, { required: ['id', 'name'] }] })).toEqual([
    'secret',
    'name',
    'name'
  ])
})

test('findings are limited', () => {
  const values = Array.from({ length: 1000 }, () => 1)
  expect(checker.check({ items: { type: 'string' } }, values)).toHaveLength(100)
  expect(createChecker(NOTHING, { limit: 3 }).check({ items: { type: 'string' } }, values)).toHaveLength(3)
})

test('formats can be annotations only', () => {
  expect(checker.isValid({ format: 'uuid' }, 'x')).toBe(false)
  expect(createChecker(NOTHING, { formats: 'annotate' }).isValid({ format: 'uuid' }, 'x')).toBe(true)
  expect(checker.isValid({ format: 'made-up' }, 'x')).toBe(true)
  expect(checker.isValid({ format: 'int32' }, 2147483648)).toBe(false)
})

test('null in place of what is leniently nullable is taken in requests only', () => {
  const name: Schema = { type: 'string', enum: ['Rex'], lenientNull: true }
  expect(checker.isValid(name, null, 'request')).toBe(true)
  expect(checker.isValid(name, null)).toBe(false)
  expect(checker.check(name, null, 'response').map(({ keyword }) => keyword)).toEqual(['type', 'enum'])
  expect(checker.isValid(name, 'Max', 'request')).toBe(false)
  const pet: Schema = { properties: { name }, required: ['name'] }
  expect(checker.isValid(pet, { name: null }, 'request')).toBe(true)
  expect(checker.isValid(pet, {}, 'request')).toBe(false)
})

test('leniency about null never makes an alternative too many', () => {
  const oneOf: Schema[] = [{ type: 'null' }, { type: 'string', lenientNull: true }]
  expect(checker.isValid({ oneOf }, null, 'request')).toBe(true)
  expect(checker.isValid({ oneOf: oneOf.toReversed() }, null, 'request')).toBe(true)
  expect(checker.isValid({ oneOf: [{ type: 'null' }, { enum: [null] }] }, null, 'request')).toBe(false)
})

test('a checker over another source keeps its options', () => {
  const strict = createChecker(sourceOf({ '#/a': { type: 'string' } }))
  const other = createChecker(sourceOf({}), { formats: 'annotate' }).over(
    sourceOf({ '#/a': { format: 'email' } })
  )
  expect(strict.isValid({ $ref: '#/a' }, 'no address')).toBe(true)
  expect(other.isValid({ $ref: '#/a' }, 'no address')).toBe(true)
  expect(strict.over(sourceOf({ '#/a': { format: 'email' } })).isValid({ $ref: '#/a' }, 'no address')).toBe(
    false
  )
})
