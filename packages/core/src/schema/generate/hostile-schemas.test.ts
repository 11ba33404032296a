// Schemas made to hang, overflow or swell a generator: each ends with a value within the budgets.
import { describe, expect, test } from 'vitest'
import { createChecker } from '../check/create-checker.js'
import type { Schema, SchemaSource } from '../schema.js'
import { createGenerator } from './create-generator.js'

const list = <T>(length: number, make: (index: number) => T): T[] =>
  Array.from({ length }, (_, index) => make(index))
const nest = (levels: number, wrap: (inner: Schema) => Schema): Schema =>
  list(levels, (i) => i).reduce<Schema>((inner) => wrap(inner), { type: 'integer' })

const SCHEMAS: { [ref: string]: Schema } = {
  '#self': { type: 'object', properties: { self: { $ref: '#self' } }, required: ['self'] },
  '#twice': {
    type: 'object',
    properties: { a: { $ref: '#twice' }, b: { $ref: '#twice' } },
    required: ['a', 'b']
  },
  '#loop': { $ref: '#pool' },
  '#pool': { $ref: '#loop' },
  '#any': { anyOf: [{ $ref: '#any' }, { $ref: '#any' }] },
  '#list': { type: 'array', items: { $ref: '#list' } },
  '#lists': { type: 'array', items: { $ref: '#lists' }, minItems: 3 },
  '#all': { allOf: [{ $ref: '#all' }, { type: 'string' }] },
  '#left': {
    type: 'object',
    properties: { x: { allOf: [{ $ref: '#left' }, { $ref: '#right' }] } },
    required: ['x']
  },
  '#right': { type: 'object', properties: { x: { allOf: [{ $ref: '#right' }, { $ref: '#left' }] } } },
  '#base': { oneOf: [{ $ref: '#sub' }], discriminator: { propertyName: 'kind', mapping: { sub: '#sub' } } },
  '#sub': {
    allOf: [
      { $ref: '#base' },
      { type: 'object', required: ['kind'], properties: { kind: { type: 'string' } } }
    ]
  }
}
for (let i = 0; i < 10_000; i++)
  SCHEMAS[`#chain${i}`] = i === 9_999 ? { type: 'string' } : { $ref: `#chain${i + 1}` }
for (let i = 0; i < 40; i++) SCHEMAS[`#clique${i}`] = { anyOf: list(40, (j) => ({ $ref: `#clique${j}` })) }

const FRUITFUL: { [name: string]: Schema } = {
  'a step of 1e-300': { type: 'number', multipleOf: 1e-300 },
  'a reference to nothing': { $ref: '#nowhere' },
  'two references in a ring': { $ref: '#loop' },
  'a list of itself': { $ref: '#list' },
  'an allOf that holds itself': { $ref: '#all' },
  'a base and a subtype in a ring': { $ref: '#base' },
  'a chain of 10,000 references': { $ref: '#chain0' },
  'objects nested 1,000 deep': nest(1_000, (a) => ({ type: 'object', properties: { a }, required: ['a'] })),
  'arrays nested 1,000 deep': nest(1_000, (items) => ({ type: 'array', items, minItems: 1 })),
  'allOfs nested 1,000 deep': nest(1_000, (inner) => ({ allOf: [inner] })),
  'nots nested 1,000 deep': nest(1_000, (inner) => ({ not: inner })),
  'anyOfs nested 1,000 deep': nest(1_000, (inner) => ({ anyOf: [inner, false] })),
  'an enumeration of 20,000': { enum: list(20_000, String) },
  'an alternative in 2,000': { oneOf: list(2_000, (i) => ({ const: i })) },
  'a pattern that backtracks': { type: 'string', pattern: '^(a+)+$', minLength: 30 },
  'names of prototypes': {
    type: 'object',
    required: ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
  },
  'conditions within conditions': list(12, (i) => i).reduce<Schema>(
    (inner, i) => ({ if: { required: [`k${i}`] }, then: { required: [`t${i}`] }, else: inner }),
    { type: 'object' }
  )
}

const BARREN: { [name: string]: Schema } = {
  false: false,
  'not anything': { not: {} },
  'a thousand million items': { type: 'array', minItems: 1e9 },
  'arrays of 1,000 arrays of 1,000 arrays': nest(3, (items) => ({ type: 'array', items, minItems: 1_000 })),
  'a thousand million characters': { type: 'string', minLength: 1e9 },
  'ten megabytes of texts': { type: 'array', minItems: 100, items: { type: 'string', minLength: 100_000 } },
  'a thousand million members': { type: 'object', minProperties: 1e9 },
  'a thousand million contained items': { type: 'array', contains: { const: 5 }, minContains: 1e9 },
  'contradictory types': { allOf: [{ type: 'string' }, { type: 'integer' }] },
  'contradictory bounds': { type: 'integer', minimum: 5, maximum: 4 },
  'contradictory values': { allOf: [{ enum: ['a'] }, { enum: ['b'] }] },
  'three different values out of two': {
    type: 'array',
    uniqueItems: true,
    minItems: 3,
    items: { enum: [1, 2] }
  },
  'more members than are allowed': { type: 'object', minProperties: 3, additionalProperties: false },
  'a pattern that nothing matches': { type: 'string', pattern: 'a^b' },
  'a required member like itself': { $ref: '#self' },
  'two required members like itself': { $ref: '#twice' },
  'a required array of itself': { $ref: '#lists' },
  'an intersection that requires itself': { $ref: '#left' }
}

/** Neither verdict is asked for: the checker may give up on these. */
const EITHER: { [name: string]: Schema } = {
  'alternatives that are all itself': { $ref: '#any' },
  'forty schemas that are each other': { $ref: '#clique0' },
  'a pattern with a count of 999,999,999': { type: 'string', pattern: '^a{999999999}$' },
  'a pattern with counts within counts': { type: 'string', pattern: '^((a{1000}){1000}){1000}$' },
  'thirty alternatives at once': {
    type: 'object',
    allOf: list(30, (i) => ({ anyOf: [{ required: [`a${i}`] }, { required: [`b${i}`] }] }))
  }
}

function generate(schema: Schema): { value: unknown; valid: boolean } {
  const source: SchemaSource = { schema: (ref) => SCHEMAS[ref] }
  const { value, valid } = createGenerator(source, createChecker(source)).generate(schema, {
    key: 7,
    direction: 'response',
    now: 1.75e12,
    examples: 'some'
  })
  expect(JSON.stringify(value).length).toBeLessThan(1_048_576)
  return { value, valid }
}

describe('hostile schemas', () => {
  test.each(Object.keys(FRUITFUL))('%s: a valid value', (name) => {
    expect(generate(FRUITFUL[name] as Schema).valid).toBe(true)
  })

  test.each(Object.keys(BARREN))('%s: some value, called invalid', (name) => {
    expect(generate(BARREN[name] as Schema).valid).toBe(false)
  })

  test.each(Object.keys(EITHER))('%s: some value', (name) => {
    expect(generate(EITHER[name] as Schema)).toHaveProperty('value')
  })

  test('the keys of objects stay own data', () => {
    const { value } = generate({
      type: 'object',
      required: ['__proto__'],
      properties: Object.fromEntries([['__proto__', { type: 'integer' }]])
    })
    expect(Object.hasOwn(value as object, '__proto__')).toBe(true)
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  })
})
