// Whole numbers beyond 2^53 are bigints, and judged as the numbers that they are.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Schema } from '../schema.js'
import { createChecker } from './create-checker.js'
import { equalJson } from '../../internal/equal-json.js'
import { findEqualItems } from './find-equal-items.js'
import { isMultipleOf } from './multiple-of.js'

const checker = createChecker({ schema: () => undefined })
const wide = 9007199254740993n
const huge = BigInt('9'.repeat(1000))

test.each<[schema: Schema, value: unknown]>([
  [{ type: 'integer' }, wide],
  [{ type: 'number' }, -wide],
  [{ type: ['null', 'integer'] }, wide],
  [{ type: ['null', 'number'] }, wide],
  [{ minimum: 0, exclusiveMinimum: 9007199254740992 }, wide],
  [{ maximum: 0, exclusiveMaximum: -9007199254740992 }, -wide],
  [{ multipleOf: 3 }, wide],
  [{ multipleOf: 0.5 }, wide],
  [{ multipleOf: 1e-300 }, huge],
  [{ type: 'integer', format: 'int64' }, 9223372036854775807n],
  [{ type: 'integer', format: 'int64' }, -9223372036854775808n],
  [{ type: 'integer', format: 'uint64' }, 18446744073709551615n],
  [{ format: 'float' }, 10n ** 38n],
  [{ format: 'double' }, huge],
  [{ format: 'date' }, wide],
  [{ uniqueItems: true }, [wide, 9007199254740992n, 9007199254740991]],
  [{ uniqueItems: true }, [[wide], { a: wide }, String(wide), wide]],
  [{ minLength: 20, pattern: 'x', minItems: 5, minProperties: 5 }, wide]
])('%o takes %o', (schema, value) => {
  expect(checker.check(schema, value)).toEqual([])
  expect(checker.isValid(schema, value)).toBe(true)
})

test.each<[schema: Schema, value: unknown, message: string]>([
  [{ type: 'string' }, wide, 'must be a string'],
  [{ type: 'object' }, wide, 'must be an object'],
  [{ type: ['string', 'null'] }, wide, 'must be a string or null'],
  [{ minimum: 0 }, -wide, 'must be at least 0'],
  [{ maximum: 9007199254740991 }, 9007199254740992n, 'must be at most 9007199254740991'],
  [{ maximum: 1e308 }, huge, 'must be at most 1e+308'],
  [{ exclusiveMinimum: 9007199254740992 }, 9007199254740992n, 'must be more than 9007199254740992'],
  [{ exclusiveMaximum: 9007199254740992 }, wide, 'must be less than 9007199254740992'],
  [{ multipleOf: 2 }, wide, 'must be a multiple of 2'],
  [{ multipleOf: 2.5 }, wide, 'must be a multiple of 2.5'],
  [{ enum: [1, '9007199254740993', null] }, wide, 'must be one of 1, "9007199254740993", null'],
  [{ const: 5 }, wide, 'must be 5'],
  [{ format: 'int32' }, wide, 'must be a valid int32'],
  [{ format: 'int64' }, 9223372036854775808n, 'must be a valid int64'],
  [{ format: 'int64' }, -9223372036854775809n, 'must be a valid int64'],
  [{ format: 'uint64' }, 18446744073709551616n, 'must be a valid uint64'],
  [{ format: 'uint64' }, -wide, 'must be a valid uint64'],
  [{ format: 'float' }, huge, 'must be a valid float'],
  [{ uniqueItems: true }, [1, wide, wide], 'must have no equal items (1 and 2 are)'],
  [{ uniqueItems: true }, [{ a: [wide] }, { a: [wide] }], 'must have no equal items (0 and 1 are)'],
  [{ not: { type: 'number' } }, wide, 'must not match the schema in "not"']
])('%o refuses %o: %s', (schema, value, message) => {
  expect(checker.check(schema, value)).toEqual([expect.objectContaining({ message })])
  expect(checker.isValid(schema, value)).toBe(false)
})

test('a number of the description stands for every whole number that rounds to it: what its author wrote is never refused', () => {
  // A description that says 9007199254740993 is read as 9007199254740992.
  const described = Number(wide)
  for (const schema of [{ enum: [described] }, { const: described }, { maximum: described }]) {
    expect([schema, checker.isValid(schema, wide)]).toEqual([schema, true])
    expect([schema, checker.isValid(schema, wide + 2n)]).toEqual([schema, false])
  }
  expect(checker.isValid({ const: { a: [described] } }, { a: [wide] })).toBe(true)
  expect(checker.isValid({ minimum: Number(-wide) }, -wide)).toBe(true)
})

test('the alternative that a tag names is found by a wide tag too', () => {
  const kind = (value: number): Schema => ({
    type: 'object',
    required: ['kind', 'a'],
    properties: { kind: { const: value }, a: { type: 'string' } }
  })
  expect(checker.check({ oneOf: [kind(1), kind(Number(wide))] }, { kind: wide, a: 1 })).toEqual([
    { pointer: '/a', keyword: 'type', message: 'must be a string' }
  ])
})

test('numbers are equal by value, however they are written', () => {
  expect(equalJson(wide, wide)).toBe(true)
  expect(equalJson(wide, 9007199254740992)).toBe(false)
  expect(equalJson([100000000000000000n], [1e17])).toBe(true)
  expect(equalJson(100000000000000001n, 1e17)).toBe(false)
  expect(equalJson(wide, String(wide))).toBe(false)
  expect(equalJson(wide, null)).toBe(false)
  expect(equalJson(huge, Infinity)).toBe(false)
  expect(findEqualItems([1e17, 100000000000000001n, 100000000000000000n])).toEqual([0, 2])
  expect(findEqualItems([[1e21], [10n ** 21n + 1n], [10n ** 21n]])).toEqual([0, 2])
  // Doubles print the fewest digits that denote them: these are 12345678901234567168.
  expect(findEqualItems([[12345678901234567000n], [Number(12345678901234567000n)]])).toBeUndefined()
  expect(findEqualItems([12345678901234567000n, Number(12345678901234567000n)])).toBeUndefined()
  expect(findEqualItems([Infinity, -Infinity, NaN, 0])).toBeUndefined()
})

test('items are compared in linear time, whatever their last digits', () => {
  const items = Array.from({ length: 50_000 }, (_, i) => BigInt(i + 1) * 2n ** 64n + 1n)
  const before = process.cpuUsage().user
  expect(findEqualItems(items)).toBeUndefined()
  expect(findEqualItems(items.map((item) => [item]))).toBeUndefined()
  expect(findEqualItems([...items, items[7]])).toEqual([7, 50_000])
  expect((process.cpuUsage().user - before) / 1000).toBeLessThan(1000)
})

test('multiples of anything are told to the digit', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.integer({ min: 1 }), (number, divisor) => {
      expect(isMultipleOf(number * BigInt(divisor), divisor)).toBe(true)
      expect(isMultipleOf(number * BigInt(divisor) + 1n, divisor)).toBe(divisor === 1)
      expect(isMultipleOf(number, 0.1)).toBe(true)
    })
  )
})

test('no keyword throws', () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.double({ noNaN: true, min: 5e-324 }), (number, limit) => {
      const schema: Schema = {
        type: ['integer', 'string'],
        enum: [1, { a: 1 }],
        minimum: -limit,
        exclusiveMaximum: limit,
        multipleOf: Number.isFinite(limit) ? limit : 1,
        format: 'uint64'
      }
      checker.check(schema, number)
      checker.check({ items: schema, uniqueItems: true, contains: schema }, [number, { a: number }])
    })
  )
})
