import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Dialect } from './dialects.js'
import { createLowerer } from './lower.js'
import type { SchemaIssue } from './schema-issue.js'

const KNOWN = ['#/components/schemas/Pet', '#/components/schemas/Cat', '#/components/schemas/Dog']

function lower(dialect: Dialect, raw: unknown) {
  const issues: SchemaIssue[] = []
  const lowerer = createLowerer({
    dialect,
    resolveRef: (ref) => (KNOWN.includes(ref) ? ref : undefined),
    onIssue: (issue) => issues.push(issue)
  })
  return { schema: lowerer.lower(raw, '/s'), codes: issues.map((issue) => `${issue.code} ${issue.pointer}`) }
}

const pet = { $ref: KNOWN[0] }

test.each<[string, unknown, unknown]>([
  ['a type takes null', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  [
    'an enum takes null',
    { type: 'string', nullable: true, enum: ['a'] },
    { type: ['string', 'null'], enum: ['a', null] }
  ],
  [
    'a composite is wrapped',
    { nullable: true, allOf: [pet] },
    { anyOf: [{ allOf: [pet] }, { type: 'null' }] }
  ],
  [
    'annotations stay outside of the wrapping',
    { nullable: true, oneOf: [pet], readOnly: true, 'x-a': 1, description: 'x' },
    { readOnly: true, 'x-a': 1, anyOf: [{ oneOf: [pet] }, { type: 'null' }] }
  ],
  ['nullable: false says nothing', { type: 'string', nullable: false }, { type: 'string' }],
  ['siblings of a $ref are ignored', { ...pet, nullable: true, minLength: 1 }, pet],
  [
    'a boolean exclusiveMinimum moves the limit',
    { minimum: 1, exclusiveMinimum: true },
    { exclusiveMinimum: 1 }
  ],
  ['a false exclusiveMaximum says nothing', { maximum: 1, exclusiveMaximum: false }, { maximum: 1 }],
  ['an example is one of the examples', { example: { a: 1 } }, { examples: [{ a: 1 }] }],
  [
    'prose is dropped',
    { title: 't', description: 'd', deprecated: true, externalDocs: {}, $comment: 'c' },
    {}
  ],
  [
    'a property may be called $ref',
    { properties: { $ref: { type: 'string' } } },
    { properties: { $ref: { type: 'string' } } }
  ],
  [
    'data is kept as it is',
    { enum: [{ $ref: '#/gone', nullable: true }], default: { type: 'any' } },
    { enum: [{ $ref: '#/gone', nullable: true }], default: { type: 'any' } }
  ]
])('OpenAPI 3.0: %s', (_, raw, expected) => {
  expect(lower('openapi-3.0', raw)).toEqual({ schema: expected, codes: [] })
})

test('OpenAPI 3.0: the mapping of a discriminator holds keys, and the names of all alternatives', () => {
  const raw = {
    oneOf: [{ $ref: KNOWN[1] }, { $ref: KNOWN[2] }],
    discriminator: { propertyName: 'kind', mapping: { kitty: 'Cat', puppy: KNOWN[2], gone: 'Fish' } }
  }
  expect(lower('openapi-3.0', raw)).toEqual({
    schema: {
      oneOf: raw.oneOf,
      discriminator: {
        propertyName: 'kind',
        mapping: { kitty: KNOWN[1], puppy: KNOWN[2], Cat: KNOWN[1], Dog: KNOWN[2] }
      }
    },
    codes: ['schema-discriminator-invalid /s/discriminator']
  })
})

test('OpenAPI 3.1: nullable is no keyword, but noted, so that requests may follow what its author meant', () => {
  expect(lower('openapi-3.1', { type: 'string', nullable: true })).toEqual({
    schema: { type: 'string', lenientNull: true },
    codes: ['schema-keyword-moved /s/nullable']
  })
  expect(lower('openapi-3.1', { ...pet, nullable: true }).schema).toEqual({ ...pet, lenientNull: true })
  expect(lower('openapi-3.1', { type: 'string', nullable: false }).schema).toEqual({ type: 'string' })
})

test('OpenAPI 3.1: what else authors carry over from 3.0 is honoured', () => {
  expect(lower('openapi-3.1', { minimum: 0, exclusiveMinimum: true }).schema).toEqual({ exclusiveMinimum: 0 })
  expect(lower('openapi-3.1', { ...pet, minLength: 1, description: 'd' }).schema).toEqual({
    ...pet,
    minLength: 1
  })
  expect(lower('openapi-3.1', { examples: { one: { value: 1 }, two: { value: 2 } } }).schema).toEqual({
    examples: [1, 2]
  })
  expect(lower('openapi-3.1', { examples: 'x', example: 'y' }).schema).toEqual({ examples: ['y', 'x'] })
})

test.each<[unknown, unknown, string[]]>([
  [{ type: 'any' }, {}, ['schema-type-unknown /s/type']],
  [{ type: ['string', 'file'] }, {}, ['schema-type-unknown /s/type']],
  [
    { properties: { a: { type: 'string', required: true } } },
    { properties: { a: { type: 'string' } } },
    ['schema-keyword-invalid /s/properties/a/required']
  ],
  [{ required: [] }, {}, []],
  [{ enum: 'a' }, {}, ['schema-keyword-invalid /s/enum']],
  [{ enum: [] }, {}, ['schema-keyword-invalid /s/enum']],
  [{ minLength: '1' }, {}, ['schema-keyword-invalid /s/minLength']],
  [{ multipleOf: 0 }, {}, ['schema-keyword-invalid /s/multipleOf']],
  [{ pattern: '(' }, {}, ['schema-pattern-invalid /s/pattern']],
  [{ pattern: '/^[a-z]+$/' }, { pattern: '^[a-z]+$' }, ['schema-pattern-delimited /s/pattern']],
  [{ pattern: '/^[a-z]+$/i' }, {}, ['schema-pattern-delimited /s/pattern']],
  [{ pattern: '/[a-z]/' }, { pattern: '/[a-z]/' }, []],
  [{ pattern: '^(a+)+\\1$' }, { pattern: '^(a+)+\\1$' }, ['schema-pattern-refused /s/pattern']],
  [
    { patternProperties: { '[': {}, x: {} } },
    { patternProperties: { x: {} } },
    ['schema-pattern-invalid /s/patternProperties']
  ],
  [{ allOf: {} }, {}, ['schema-keyword-invalid /s/allOf']],
  [
    { properties: { 'a/b': 'string' } },
    { properties: { 'a/b': true } },
    ['schema-invalid /s/properties/a~1b']
  ],
  [{ items: { $ref: '#/gone' } }, { items: {} }, ['schema-ref-not-found /s/items/$ref']],
  [{ discriminator: 'kind' }, {}, ['schema-discriminator-invalid /s/discriminator']],
  [null, true, ['schema-invalid /s']],
  [[], true, ['schema-invalid /s']]
])('what cannot be used is left out and reported: %j', (raw, schema, codes) => {
  expect(lower('openapi-3.0', raw)).toEqual({ schema, codes })
  if (JSON.stringify(raw) !== '{"enum":[]}') expect(lower('openapi-3.1', raw)).toEqual({ schema, codes })
})

test('draft 4: arrays of items, dependencies', () => {
  const raw = {
    items: [{ type: 'string' }],
    additionalItems: false,
    dependencies: { a: ['b'], c: { required: ['d'] } }
  }
  expect(lower('draft-4', raw).schema).toEqual({
    prefixItems: [{ type: 'string' }],
    items: false,
    dependentRequired: { a: ['b'] },
    dependentSchemas: { c: { required: ['d'] } }
  })
  expect(lower('draft-4', { const: 1, if: {}, example: 1, nullable: true }).schema).toEqual({})
})

test('names that every object inherits are data', () => {
  const raw = JSON.parse(
    '{"properties": {"__proto__": {"type": "string"}, "constructor": {}}, "x-a": {"__proto__": 1}}'
  ) as unknown
  const { schema } = lower('openapi-3.0', raw)
  expect(JSON.stringify(schema)).toBe(JSON.stringify(raw))
  expect(Object.getPrototypeOf((schema as { properties: object }).properties)).toBe(Object.prototype)
})

test('schemas deeper than the limit take anything below it', () => {
  let raw: unknown = { type: 'string' }
  for (let i = 0; i < 5000; i++) raw = { items: raw }
  const { codes } = lower('2020-12', raw)
  expect(codes).toHaveLength(1)
  expect(codes[0]).toContain('schema-too-deep')
})

test('no value makes lowering throw, and lowering changes nothing of it', () => {
  const keywords =
    'type enum const items properties required allOf anyOf not $ref pattern discriminator nullable example examples minimum exclusiveMinimum dependencies additionalItems $dynamicRef $id xml format default if patternProperties additionalProperties x-a'
  const key = fc.constantFrom(...keywords.split(' '), '__proto__', 'a')
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(null, true, 1, -1, 'string', 'any', '#/components/schemas/Pet', '(', ''),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 })
    )
  }))
  fc.assert(
    fc.property(
      value,
      fc.constantFrom<Dialect>('openapi-3.0', 'openapi-3.1', 'draft-4', '2019-09', '2020-12'),
      (raw, dialect) => {
        const before = JSON.stringify(raw)
        lower(dialect, raw)
        expect(JSON.stringify(raw)).toBe(before)
      }
    ),
    { numRuns: 3000 }
  )
})
