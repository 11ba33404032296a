// The checker against two others, ajv and @hyperjump/json-schema, on random schemas.
import {
  registerSchema,
  setShouldValidateFormat,
  unregisterSchema,
  validate
} from '@hyperjump/json-schema/draft-2020-12'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { setOwn } from '../../internal/json.js'
import { createSchemaDocuments } from '../schema-documents.js'
import { createChecker } from './create-checker.js'

const scalar = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    1,
    -1,
    1.5,
    2,
    3,
    0.3,

    '',
    'a',
    'ab',
    'abc',
    'foo',
    '😀',
    '1'
  ),
  fc.integer({ min: -5, max: 12 })
)

/** Random values, and schemas of all keywords but some; members are called by the given names. */
function arbitraries(names: string[], without: string[]) {
  const name = fc.constantFrom(...names)
  /** Objects with exactly these entries, `__proto__` included. */
  function record<T>(item: fc.Arbitrary<T>): fc.Arbitrary<Record<string, T>> {
    return fc.uniqueArray(fc.tuple(name, item), { maxLength: 4, selector: ([key]) => key }).map((entries) => {
      const object: Record<string, T> = {}
      for (const [key, value] of entries) setOwn(object, key, value)
      return object
    })
  }
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 3 },
      scalar,
      fc.array(tie('value'), { maxLength: 4 }),
      record(tie('value'))
    )
  }))

  const small = fc.integer({ min: 0, max: 4 })
  const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
    const sub = tie('schema')
    const keywords = {
      type: fc.oneof(
        fc.constantFrom('string', 'number', 'integer', 'object', 'array', 'boolean', 'null'),
        fc.uniqueArray(fc.constantFrom('string', 'number', 'object', 'array', 'null'), {
          minLength: 2,
          maxLength: 3
        })
      ),
      enum: fc.uniqueArray(value, { minLength: 1, maxLength: 3, selector: (item) => JSON.stringify(item) }),
      const: value,
      minimum: fc.integer({ min: -3, max: 3 }),
      maximum: fc.integer({ min: -3, max: 6 }),
      exclusiveMinimum: fc.integer({ min: -3, max: 3 }),
      exclusiveMaximum: fc.integer({ min: -3, max: 6 }),
      multipleOf: fc.constantFrom(1, 2, 3, 0.5),
      minLength: small,
      maxLength: small,
      pattern: fc.constantFrom('^a', 'b$', '^[a-z]*$', 'o+', '\\d', '^.$'),
      properties: record(sub),
      patternProperties: fc
        .tuple(fc.constantFrom('^f', 'o', '[ab]'), sub)
        .map(([key, item]) => ({ [key]: item })),
      additionalProperties: sub,
      propertyNames: sub,
      required: fc.uniqueArray(name, { maxLength: 2 }),
      minProperties: small,
      maxProperties: small,
      dependentRequired: record(fc.uniqueArray(name, { maxLength: 2 })),
      dependentSchemas: record(sub),
      items: sub,
      prefixItems: fc.array(sub, { minLength: 1, maxLength: 2 }),
      contains: sub,
      minContains: fc.integer({ min: 0, max: 2 }),
      maxContains: fc.integer({ min: 0, max: 3 }),
      minItems: small,
      maxItems: small,
      uniqueItems: fc.boolean(),
      allOf: fc.array(sub, { minLength: 1, maxLength: 2 }),
      anyOf: fc.array(sub, { minLength: 1, maxLength: 3 }),
      oneOf: fc.array(sub, { minLength: 1, maxLength: 3 }),
      not: sub,
      if: sub,
      then: sub,
      else: sub,
      unevaluatedProperties: sub,
      unevaluatedItems: sub,
      $ref: fc.constantFrom('#/$defs/one', '#/$defs/two')
    }
    const object = fc
      .uniqueArray(
        fc.constantFrom(
          ...(Object.keys(keywords) as (keyof typeof keywords)[]).filter(
            (keyword) => !without.includes(keyword)
          )
        ),
        {
          minLength: 1,
          maxLength: 4
        }
      )
      .chain((chosen) =>
        fc
          .tuple(...chosen.map((keyword) => keywords[keyword] as fc.Arbitrary<unknown>))
          .map((values) => Object.fromEntries(chosen.map((keyword, i) => [keyword, values[i]])))
      )
    return { schema: fc.oneof({ depthSize: 'small', maxDepth: 3 }, fc.boolean(), object) }
  })

  /** A whole schema with two definitions; only values of members recurse, so that every schema ends. */
  const whole = fc
    .tuple(schema, schema, schema)
    .filter(([root, one, two]) => typeof root === 'object' && !/"\$ref"/.test(JSON.stringify([one, two])))
    .map(([root, one, two]) => ({ ...(root as object), $defs: { one, two } }))
  return { value, whole }
}

function ownVerdicts(raw: unknown, values: readonly unknown[]): boolean[] {
  const source = createSchemaDocuments({ 'urn:own': raw })
  const checker = createChecker(source)
  return values.map((item) => {
    const findings = checker.check({ $ref: 'urn:own#' }, item)
    expect(findings.length === 0).toBe(checker.isValid({ $ref: 'urn:own#' }, item))
    return findings.length === 0
  })
}

/** ajv's answer; none where its compiled code trips over its own record of evaluated members. */
function verdictOf(validate: (item: unknown) => unknown, item: unknown): boolean | undefined {
  try {
    return validate(item) === true
  } catch (error) {
    if (error instanceof TypeError || error instanceof ReferenceError) return undefined
    throw error
  }
}

test('random schemas: no disagreement with ajv', () => {
  // ajv loses what cousins evaluated, forgets `contains` beside `prefixItems`, and fails on own members called `toString` or
  // `__proto__`; the other oracle has these.
  const { value, whole } = arbitraries(
    ['a', 'b', 'c', 'foo'],
    ['unevaluatedProperties', 'unevaluatedItems', 'contains']
  )
  const ajv = new Ajv2020({
    strict: false,
    validateFormats: false,
    ownProperties: true,
    logger: false,
    addUsedSchema: false
  })
  fc.assert(
    fc.property(whole, fc.array(value, { minLength: 12, maxLength: 12 }), (raw, values) => {
      const other = ajv.compile(raw)
      const own = ownVerdicts(raw, values)
      expect(own).toEqual(values.map((item, index) => verdictOf(other, item) ?? own[index]))
    }),
    { numRuns: 800 }
  )
})

test('random schemas: no disagreement with @hyperjump/json-schema', async () => {
  const { value, whole } = arbitraries(['a', 'b', 'c', 'foo', '__proto__', 'toString'], [])
  setShouldValidateFormat(false)
  let count = 0
  await fc.assert(
    fc.asyncProperty(whole, fc.array(value, { minLength: 8, maxLength: 8 }), async (raw, values) => {
      const uri = `https://example.test/${count++}`
      registerSchema({ $schema: 'https://json-schema.org/draft/2020-12/schema', ...raw } as never, uri)
      try {
        const other = await validate(uri)
        expect(ownVerdicts(raw, values)).toEqual(values.map((item) => other(item as never).valid))
      } finally {
        unregisterSchema(uri)
      }
    }),
    { numRuns: 800 }
  )
})
