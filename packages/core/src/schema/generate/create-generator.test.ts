import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createChecker } from '../check/create-checker.js'
import type { Schema, SchemaSource } from '../schema.js'
import { createGenerator } from './create-generator.js'
import type { GenerateOptions, Generator } from './create-generator.js'

const NOW = 1_750_000_000_000
const KEYS = Array.from({ length: 40 }, (_, i) => i * 7919)
const anyKey = fc.integer({ min: 0, max: 0xffffffff })

function options(key: number, more: Partial<GenerateOptions> = {}): GenerateOptions {
  return { key, direction: 'response', now: NOW, examples: 'none', ...more }
}

function generatorOver(schemas: { readonly [ref: string]: Schema } = {}): Generator {
  const source: SchemaSource = { schema: (ref) => schemas[ref] }
  return createGenerator(source, createChecker(source))
}

/** Values for many keys, each checked to be valid. */
function valuesOf(
  schema: Schema,
  more: Partial<GenerateOptions> = {},
  schemas: { readonly [ref: string]: Schema } = {}
): unknown[] {
  const generator = generatorOver(schemas)
  return KEYS.map((key) => {
    const { value, valid } = generator.generate(schema, options(key, more))
    expect({ value, valid }).toMatchObject({ valid: true })
    return value
  })
}

const CUSTOMER: Schema = {
  type: 'object',
  required: ['id', 'email'],
  properties: {
    id: { type: 'string' },
    email: { type: 'string', format: 'email' },
    created: { type: 'integer', format: 'unix-time' },
    created_at: { type: 'string', format: 'date-time' },
    updated_at: { type: 'string', format: 'date-time' },
    orders: { type: 'array', items: { $ref: '#order' } },
    parent: { $ref: '#customer' }
  }
}
const ORDER: Schema = {
  type: 'object',
  required: ['total', 'customer'],
  properties: { total: { type: 'integer' }, customer: { anyOf: [{ type: 'string' }, { $ref: '#customer' }] } }
}
const SHOP = { '#customer': CUSTOMER, '#order': ORDER }

describe('laws', () => {
  test('the same schema and options give the same value, whatever was generated before', () => {
    const used = generatorOver(SHOP)
    fc.assert(
      fc.property(anyKey, fc.constantFrom('#customer', '#order'), (key, ref) => {
        const fresh = generatorOver(SHOP).generate({ $ref: ref }, options(key)).value
        expect(used.generate({ $ref: ref }, options(key)).value).toEqual(fresh)
      })
    )
  })

  test('a field that is added changes no other field', () => {
    const base = {
      a: { type: 'string' },
      b: { type: 'integer' },
      c: { type: 'array', items: { type: 'string' } }
    }
    const generator = generatorOver()
    fc.assert(
      fc.property(anyKey, fc.string({ minLength: 2 }), (key, name) => {
        const before = generator.generate({ type: 'object', properties: base }, options(key)).value as object
        const properties = Object.fromEntries([[name, { type: 'boolean' }], ...Object.entries(base)])
        const after = generator.generate({ type: 'object', properties }, options(key)).value as Record<
          string,
          unknown
        >
        const { [name]: _added, ...rest } = after
        expect(rest).toEqual({ ...before })
      })
    )
  })

  test('different keys give different values', () => {
    expect(
      new Set(valuesOf({ $ref: '#customer' }, {}, SHOP).map((value) => JSON.stringify(value))).size
    ).toBe(KEYS.length)
  })

  test('recursive schemas end', () => {
    for (const value of valuesOf({ $ref: '#customer' }, {}, SHOP))
      expect(JSON.stringify(value).length).toBeLessThan(5_000)
  })
})

describe('scalars', () => {
  test.each<[string, Schema]>([
    ['exclusive bounds', { type: 'integer', exclusiveMinimum: 3, exclusiveMaximum: 5 }],
    ['a narrow range of decimals', { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 0.001 }],
    ['multiples of a decimal', { type: 'number', multipleOf: 0.01, minimum: 3.333, maximum: 3.35 }],
    [
      'two steps at once',
      { type: 'integer', allOf: [{ multipleOf: 4 }, { multipleOf: 6 }], minimum: 1, maximum: 30 }
    ],
    ['negative numbers', { type: 'integer', maximum: -1_000 }],
    ['numbers near the end of doubles', { type: 'number', minimum: 1e308 }],
    ['short texts', { type: 'string', maxLength: 3 }],
    ['long texts', { type: 'string', minLength: 500, maxLength: 600 }],
    ['a pattern and a length', { type: 'string', pattern: '^[a-z]+$', minLength: 20, maxLength: 24 }],
    ['a lookahead', { type: 'string', pattern: '^(?=.*[A-Z])(?=.*[0-9]).{8,20}$' }],
    ['two patterns at once', { type: 'string', allOf: [{ pattern: '^[a-f]{4}' }, { pattern: '[0-9]{2}$' }] }],
    ['a number or null', { type: ['integer', 'null'] }],
    ['enumerations that meet', { allOf: [{ enum: ['a', 'b', 'c'] }, { enum: ['c', 'd'] }] }]
  ])('%s', (_name, schema) => {
    valuesOf(schema)
  })

  test.each(
    'date-time date time duration email hostname ipv4 ipv6 uri uri-reference uri-template uuid json-pointer regex byte int32'.split(
      ' '
    )
  )('a text of the format %s', (format) => {
    valuesOf({ type: 'string', format })
  })

  test('names of fields make texts that look the part', () => {
    const name = (field: string): unknown =>
      (
        generatorOver().generate(
          { type: 'object', required: [field], properties: { [field]: { type: 'string' } } },
          options(1)
        ).value as Record<string, unknown>
      )[field]
    expect(name('currency')).toMatch(/^[A-Z]{3}$/)
    expect(name('countryCode')).toMatch(/^[A-Z]{2}$/)
    expect(name('contact_email')).toMatch(/^[a-z.]+@example\.com$/)
    expect(name('phone')).toMatch(/^\+1[0-9]{10}$/)
    expect(name('avatar_url')).toMatch(/^https:\/\/example\.com\/images\/[a-z-]+\.png$/)
    expect(name('customer_id')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    )
  })

  test('things are created before they are updated, and updated before now', () => {
    for (const value of valuesOf({ $ref: '#customer' }, {}, SHOP) as {
      created: number
      created_at: string
      updated_at: string
    }[]) {
      if (value.created !== undefined) expect(value.created * 1000).toBeLessThan(NOW)
      if (value.created_at === undefined || value.updated_at === undefined) continue
      expect(Date.parse(value.created_at)).toBeLessThanOrEqual(Date.parse(value.updated_at))
      expect(Date.parse(value.updated_at)).toBeLessThanOrEqual(NOW)
    }
  })
})

describe('containers', () => {
  test.each<[string, Schema]>([
    [
      'tuples',
      { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 }
    ],
    [
      'arrays that must contain something',
      { type: 'array', items: { type: 'integer' }, contains: { minimum: 5_000 }, minContains: 2 }
    ],
    [
      'every value of an enumeration, once',
      { type: 'array', items: { enum: ['a', 'b', 'c', 'd'] }, minItems: 4, uniqueItems: true }
    ],
    [
      'thousands of different integers',
      { type: 'array', items: { type: 'integer' }, minItems: 2_000, uniqueItems: true }
    ],
    [
      'names by a pattern',
      {
        type: 'object',
        minProperties: 3,
        patternProperties: { '^x-': { type: 'integer' } },
        additionalProperties: false
      }
    ],
    ['names by a schema', { type: 'object', minProperties: 2, propertyNames: { pattern: '^[a-z]{3}$' } }],
    [
      'required members that nothing describes',
      { type: 'object', required: ['a', '__proto__', 'constructor'] }
    ],
    [
      'members that ask for members',
      { type: 'object', properties: { a: true, b: true, c: true }, dependentRequired: { a: ['b'], b: ['c'] } }
    ],
    [
      'members that ask for a schema',
      { type: 'object', properties: { a: { type: 'string' } }, dependentSchemas: { a: { required: ['z'] } } }
    ],
    [
      'a few of many members',
      { type: 'object', maxProperties: 1, properties: { a: true, b: true, c: true } }
    ],
    [
      'members of several schemas',
      {
        allOf: [
          { properties: { a: { type: 'integer', minimum: 10 } }, required: ['a'] },
          { properties: { a: { maximum: 12 } } }
        ]
      }
    ],
    [
      'unevaluated members',
      { allOf: [{ properties: { a: { type: 'string' } } }], unevaluatedProperties: false, type: 'object' }
    ],
    [
      'conditions',
      {
        type: 'object',
        required: ['kind'],
        properties: { kind: { enum: ['a', 'b'] } },
        if: { properties: { kind: { const: 'a' } } },
        then: { required: ['x'] },
        else: { required: ['y'] }
      }
    ],
    [
      'negations',
      {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        not: { required: ['a'] }
      }
    ],
    [
      'alternatives told apart by what they require',
      {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        oneOf: [{ required: ['a'] }, { required: ['b'] }]
      }
    ]
  ])('%s', (_name, schema) => {
    valuesOf(schema)
  })

  test('a discriminator names the branch it leads to', () => {
    const schemas: { [ref: string]: Schema } = {
      '#cat': {
        type: 'object',
        required: ['kind', 'lives'],
        properties: { kind: { type: 'string' }, lives: { type: 'integer' } }
      },
      '#dog': {
        type: 'object',
        required: ['kind', 'bark'],
        properties: { kind: { type: 'string' }, bark: { type: 'string' } }
      }
    }
    const discriminator = { propertyName: 'kind', mapping: { feline: '#cat', dog: '#dog' } }
    const seen = new Set<unknown>()
    for (const value of valuesOf(
      { oneOf: [{ $ref: '#cat' }, { $ref: '#dog' }], discriminator },
      {},
      schemas
    ) as Record<string, unknown>[]) {
      expect(value.kind).toBe('lives' in value ? 'feline' : 'dog')
      seen.add(value.kind)
    }
    expect(seen.size).toBe(2)
  })

  test('a base with a mapping stands for its subtypes, and a subtype knows its own value', () => {
    const schemas: { [ref: string]: Schema } = {
      '#pet': {
        type: 'object',
        required: ['kind'],
        properties: { kind: { type: 'string' } },
        discriminator: { propertyName: 'kind', mapping: { cat: '#cat', dog: '#dog' } }
      },
      '#cat': {
        allOf: [
          { $ref: '#pet' },
          { type: 'object', required: ['lives'], properties: { lives: { type: 'integer' } } }
        ]
      },
      '#dog': {
        allOf: [
          { $ref: '#pet' },
          { type: 'object', required: ['bark'], properties: { bark: { type: 'string' } } }
        ]
      }
    }
    for (const value of valuesOf({ $ref: '#pet' }, {}, schemas) as Record<string, unknown>[]) {
      expect(value.kind).toBe('lives' in value ? 'cat' : 'dog')
    }
    for (const value of valuesOf({ $ref: '#cat' }, {}, schemas)) expect(value).toMatchObject({ kind: 'cat' })
  })

  test('alternatives that overlap are told apart by what they declare, where they can be', () => {
    const money = { type: 'object', properties: { amount: { type: 'integer' } } } as const
    const text = { type: 'object', properties: { amount: { type: 'string' } } } as const
    const kinds = { a: ['x', 'y'], b: ['y', 'z'] }
    const alternative = (values: string[]): Schema => ({
      type: 'object',
      properties: { kind: { enum: values } }
    })
    for (const value of valuesOf({ oneOf: [money, text] })) expect(value).toHaveProperty('amount')
    for (const value of valuesOf({ oneOf: [alternative(kinds.a), alternative(kinds.b)] }, { optionals: 0 }))
      expect(['x', 'z']).toContain((value as { kind: string }).kind)
    const closed: Schema = { type: 'object', properties: { id: {} }, additionalProperties: false }
    const open: Schema = { type: 'object', properties: { note: { type: 'string' } } }
    for (const value of valuesOf({ oneOf: [closed, open] }, { optionals: 0 }))
      expect(value).toHaveProperty('note')
    const nested = (inner: Schema): Schema => ({ type: 'object', properties: { detail: inner } })
    valuesOf({ oneOf: [nested(money), nested(text)] }, { optionals: 0 })
  })

  test('alternatives that take the same objects are told apart by a member that only one of them refuses', () => {
    const action: Schema = {
      type: 'object',
      required: ['type'],
      properties: { type: { enum: ['start', 'stop', 'snapshot'] } }
    }
    const snapshot: Schema = { allOf: [action, { properties: { label: { type: 'string', maxLength: 9 } } }] }
    for (const value of valuesOf({ oneOf: [action, snapshot] }))
      expect((value as { label: unknown }).label).toBeTypeOf('number')
    const level: Schema = { type: 'object', properties: { level: { enum: ['low', 'high'] } } }
    for (const value of valuesOf({ oneOf: [{ type: 'object' }, level] }))
      expect((value as { level: unknown }).level).toBeTypeOf('string')
    const three = ['a', 'b', 'c'].map((name): Schema => ({
      type: 'object',
      properties: { [name]: { type: 'integer' } }
    }))
    valuesOf({ oneOf: three })
  })

  test('alternatives that are the same, or leave no room, have no value', () => {
    const point: Schema = {
      type: 'object',
      properties: { x: { type: 'integer' } },
      additionalProperties: false
    }
    const generator = generatorOver()
    expect(generator.generate({ oneOf: [point, { ...point }] }, options(1)).valid).toBe(false)
    expect(generator.generate({ oneOf: [true, { type: 'object' }], type: 'object' }, options(1)).valid).toBe(
      false
    )
  })

  test('a dynamic reference leads to the outermost resource that declares its anchor', () => {
    const schemas: { readonly [ref: string]: Schema } = {
      'page#': {
        dynamicAnchors: { item: 'page#/$defs/item' },
        type: 'object',
        required: ['items'],
        properties: {
          items: {
            type: 'array',
            minItems: 1,
            items: { dynamicRef: { ref: 'page#/$defs/item', anchor: 'item' } }
          }
        }
      },
      'page#/$defs/item': { dynamicAnchors: { item: 'page#/$defs/item' } },
      'notes#': { dynamicAnchors: { item: 'notes#/$defs/item' }, $ref: 'page#' },
      'notes#/$defs/item': {
        dynamicAnchors: { item: 'notes#/$defs/item' },
        type: 'object',
        required: ['text'],
        properties: { text: { type: 'string' }, page: { $ref: 'page#' } }
      },
      // Enters another resource first: that one wins, also behind the inner one.
      'urgent#': { dynamicAnchors: { item: 'urgent#/$defs/item' }, $ref: 'notes#' },
      'urgent#/$defs/item': { dynamicAnchors: { item: 'urgent#/$defs/item' }, const: 'now' }
    }
    const itemsOf = (ref: string): unknown[] =>
      valuesOf({ $ref: ref }, {}, schemas).flatMap((value) => (value as { items: unknown[] }).items)
    for (const item of itemsOf('notes#')) expect(item).toHaveProperty('text')
    for (const item of itemsOf('urgent#')) expect(item).toBe('now')
    expect(itemsOf('page#').some((item) => typeof item !== 'object')).toBe(true)
    valuesOf(schemas['notes#'] as Schema, {}, schemas)
  })

  test('what is leniently nullable is never null', () => {
    const name: Schema = { type: 'string', lenientNull: true }
    const schema: Schema = { type: 'object', properties: { name, tag: { ...name, examples: [null] } } }
    for (const direction of ['request', 'response'] as const)
      for (const value of valuesOf(schema, { direction, depth: 1 }))
        expect(Object.values(value as object)).not.toContain(null)
    for (const value of valuesOf(schema, { examples: 'first' }))
      expect(Object.values(value as object)).not.toContain(null)
  })

  test('members that do not travel in a direction are left out, even when they are required', () => {
    const schema: Schema = {
      type: 'object',
      required: ['id', 'password', 'name'],
      properties: {
        id: { type: 'string', readOnly: true },
        password: { $ref: '#secret' },
        name: { type: 'string' }
      }
    }
    const schemas = { '#secret': { type: 'string', writeOnly: true } }
    expect(Object.keys(valuesOf(schema, {}, schemas)[0] as object)).toEqual(['id', 'name'])
    expect(Object.keys(valuesOf(schema, { direction: 'request' }, schemas)[0] as object)).toEqual([
      'password',
      'name'
    ])
  })

  test('the share of optional members can be set', () => {
    const properties = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`p${i}`, { type: 'integer' }])
    )
    const sizes = (share: number): number =>
      (valuesOf({ type: 'object', properties }, { optionals: share }) as object[]).reduce(
        (sum, one) => sum + Object.keys(one).length,
        0
      )
    expect(sizes(0)).toBe(0)
    expect(sizes(0.5)).toBeLessThan(sizes(1))
    expect(sizes(1)).toBeGreaterThan(KEYS.length * 45)
  })
})

describe('examples', () => {
  const schema: Schema = {
    type: 'object',
    required: ['id', 'colour', 'size', 'since'],
    properties: {
      id: { type: 'string', examples: ['cus_N4Qr8TzYw1'] },
      colour: { type: 'string', maxLength: 6, examples: ['ultramarine', 'teal', 'rose'] },
      size: { type: 'integer', examples: [42] },
      since: { type: 'string', format: 'date-time', default: '2020-01-01T00:00:00Z' }
    }
  }

  test('the first valid example or default is taken when examples come first', () => {
    for (const value of valuesOf(schema, { examples: 'first' })) {
      expect(value).toEqual({ id: 'cus_N4Qr8TzYw1', colour: 'teal', size: 42, since: '2020-01-01T00:00:00Z' })
    }
  })

  test('with some examples, texts repeat, while ids keep their shape and numbers and dates vary', () => {
    const values = valuesOf(schema, { examples: 'some' }) as Record<string, unknown>[]
    const examples = values.filter(({ colour }) => colour === 'teal' || colour === 'rose').length
    expect(examples).toBeGreaterThan(KEYS.length / 4)
    expect(examples).toBeLessThan(KEYS.length)
    for (const { id } of values)
      expect(id).toMatch(/^cus_[A-Z][0-9][A-Z][a-z][0-9][A-Z][a-z][A-Z][a-z][0-9]$/)
    for (const field of ['id', 'size', 'since'])
      expect(new Set(values.map((value) => value[field])).size).toBeGreaterThan(20)
  })

  test('without examples none shows', () => {
    for (const value of valuesOf(schema) as Record<string, unknown>[]) {
      expect(value.id).not.toMatch(/^cus_/)
      expect(['teal', 'rose']).not.toContain(value.colour)
    }
  })

  test('a whole object is an example only when examples come first, and never with members that do not travel', () => {
    const whole: Schema = {
      type: 'object',
      required: ['a'],
      properties: { a: { type: 'integer' }, secret: { type: 'string', writeOnly: true } },
      examples: [{ a: 'no integer' }, { a: 1, secret: 'x' }, { a: 2 }]
    }
    expect(valuesOf(whole, { examples: 'first' })[0]).toEqual({ a: 2 })
    expect(valuesOf(whole, { examples: 'first', direction: 'request' })[0]).toEqual({ a: 1, secret: 'x' })
    expect(valuesOf(whole, { examples: 'some' })).not.toContainEqual({ a: 2 })
  })

  test('an example is a copy', () => {
    const example = { a: [1] }
    const value = generatorOver().generate(
      { type: 'object', examples: [example] },
      options(1, { examples: 'first' })
    ).value
    expect(value).toEqual(example)
    expect(value).not.toBe(example)
  })
})
