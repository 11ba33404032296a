import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareForRange, compareSortKeys, sortKeyOf } from './compare-values.js'
import { instantOf } from './instant.js'

describe('points in time', () => {
  test('are read as JavaScript reads them', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(instantOf(date.toISOString())).toBe(date.getTime())
          expect(instantOf(date.toISOString().slice(0, 10))).toBe(Date.parse(date.toISOString().slice(0, 10)))
        }
      )
    )
  })

  test.each([
    ['2024-02-29T23:59:60+05:30', 1_709_231_400_000],
    ['2024-03-01 10:00', 1_709_287_200_000],
    ['2024-03', 1_709_251_200_000],
    [1_709_287_200, 1_709_287_200_000],
    [1_709_287_200_123, 1_709_287_200_123],
    ['yesterday', undefined],
    ['', undefined],
    [Number.NaN, undefined],
    [null, undefined],
    [{}, undefined]
  ])('%j', (value, expected) => {
    expect(instantOf(value)).toBe(expected)
  })
})

test.each<[unknown, unknown, number | undefined]>([
  [1, 2, -1],
  ['10', 9, 1],
  ['1.50', 1.5, 0],
  ['2024-01-01T00:00:00Z', 1_704_067_200, 0],
  ['b', 'a', 1],
  ['2024-01-01', 'soon', undefined],
  [null, 1, undefined],
  [{}, {}, undefined]
])('%j against %j is %j', (value, bound, expected) => {
  expect(compareForRange(value, bound)).toBe(expected)
})

test('sort keys have a total order in which nothing comes last', () => {
  const value = fc.oneof(
    fc.integer(),
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.object()
  )
  fc.assert(
    fc.property(fc.array(value), fc.boolean(), (values, descending) => {
      const sorted = values.map(sortKeyOf).toSorted((a, b) => compareSortKeys(a, b, descending))
      expect(sorted.slice(sorted.indexOf(null)).every((key) => key === null) || !sorted.includes(null)).toBe(
        true
      )
      for (let i = 1; i < sorted.length; i++)
        expect(compareSortKeys(sorted[i - 1]!, sorted[i]!, descending)).toBeLessThanOrEqual(0)
    })
  )
})
