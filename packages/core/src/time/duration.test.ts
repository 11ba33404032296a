import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, dateOfDays, dayLength, daysOfDate } from '../internal/civil-date.js'
import { addDuration, durationText, readDuration } from './duration.js'
import { firstInstant, instantText, lastInstant, readInstant } from './instant.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

describe('spans', () => {
  test.each([
    [0, 0, 0],
    [1500, 0, 1500],
    ['250ms', 0, 250],
    ['5m', 0, 5 * minute],
    ['1h30m', 0, 90 * minute],
    ['1h 30m', 0, 90 * minute],
    ['1.5h', 0, 90 * minute],
    ['0.25s', 0, 250],
    ['7d', 0, 7 * day],
    ['2w', 0, 14 * day],
    ['1w2d3h4m5s6ms', 0, 9 * day + 3 * hour + 4 * minute + 5006],
    ['PT5M', 0, 5 * minute],
    ['PT0S', 0, 0],
    ['PT0.5S', 0, 500],
    ['PT0,5S', 0, 500],
    ['P7D', 0, 7 * day],
    ['P2W', 0, 14 * day],
    ['P1M', 1, 0],
    ['P1Y2M10DT2H30M', 14, 10 * day + 150 * minute],
    ['P10000Y', 120_000, 0]
  ])('%s is read', (text, months, ms) => {
    expect(readDuration(text)).toEqual({ months, ms })
  })

  test.each([
    '',
    ' ',
    '5',
    'm',
    '5 m',
    '5M',
    '1m1h',
    '5m5m',
    '-5m',
    '+5m',
    '1e3ms',
    '5x',
    '5 min',
    '.5h',
    '1.h',
    '1.5h30m',
    '0.0001s',
    '0.5ms',
    'P',
    'PT',
    'P1',
    'P1S',
    'PT1D',
    'P1DT',
    'P1D1M',
    '-P1D',
    'P-1D',
    'p1d',
    'PT1.5H30M',
    'P0.5Y',
    'P1.5M',
    'P10001Y',
    '9999999999999999w',
    '999999999999999w',
    `${'9'.repeat(1000)}s`,
    'PT5M ',
    ' PT5M',
    '٣m',
    '5m\u0000',
    '__proto__',
    'toString'
  ])('%j is refused', (text) => {
    expect(() => readDuration(text)).toThrow(expect.objectContaining({ code: 'invalid-time' }))
  })

  test.each([
    -1,
    0.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e16,
    null,
    undefined,
    true,
    {},
    [5],
    ['5m'],
    5n
  ])('%s is refused', (value) => {
    expect(() => readDuration(value)).toThrow(expect.objectContaining({ code: 'invalid-time' }))
  })

  test('what is refused is named, and cut', () => {
    expect(() => readDuration('5 minutes')).toThrow(/^'5 minutes' is not a span of time\. Give /)
    expect(() => readDuration('x'.repeat(10_000))).toThrow(/^'x{59}… is not/)
  })

  test('units of a text add up', () => {
    const units = ['w', 'd', 'h', 'm', 's', 'ms']
    const lengths = [7 * day, day, hour, minute, 1000, 1]
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(100_000)), { minLength: 6, maxLength: 6 }), (amounts) => {
        fc.pre(amounts.some((amount) => amount !== null))
        const text = amounts.map((amount, i) => (amount === null ? '' : `${amount}${units[i]}`)).join('')
        const ms = amounts.reduce<number>((total, amount, i) => total + (amount ?? 0) * lengths[i]!, 0)
        expect(readDuration(text)).toEqual({ months: 0, ms })
      })
    )
  })
})

describe('the calendar', () => {
  test.each([
    ['2026-01-31T12:00:00Z', 'P1M', '2026-02-28T12:00:00.000Z'],
    ['2024-01-31T12:00:00Z', 'P1M', '2024-02-29T12:00:00.000Z'],
    ['2026-01-31T12:00:00Z', 'P1M1D', '2026-03-01T12:00:00.000Z'],
    ['2024-02-29T00:00:00Z', 'P1Y', '2025-02-28T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', 'P4Y', '2028-02-29T00:00:00.000Z'],
    ['2025-12-31T23:59:59.999Z', 'PT0.001S', '2026-01-01T00:00:00.000Z'],
    ['1969-11-30T06:00:00Z', 'P3M', '1970-02-28T06:00:00.000Z'],
    ['1900-01-31T00:00:00Z', 'P1M', '1900-02-28T00:00:00.000Z'],
    ['2000-01-31T00:00:00Z', 'P1M', '2000-02-29T00:00:00.000Z']
  ])('%s and %s is %s', (from, span, to) => {
    expect(instantText(addDuration(readInstant(from), readDuration(span)))).toBe(to)
  })

  test('days and dates lead to each other, as those of the platform do', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: firstInstant / dayLength, max: Math.floor(lastInstant / dayLength) }),
        (days) => {
          const date = dateOfDays(days)
          const known = new Date(days * dayLength)
          expect([date.year, date.month - 1, date.day]).toEqual([
            known.getUTCFullYear(),
            known.getUTCMonth(),
            known.getUTCDate()
          ])
          expect(daysOfDate(date)).toBe(days)
        }
      ),
      { numRuns: 2000 }
    )
  })

  test('months later is the same day and time, or the last day of the month', () => {
    const instants = fc.integer({ min: firstInstant, max: lastInstant - 400 * 366 * dayLength })
    fc.assert(
      fc.property(instants, fc.nat(4000), (instant, months) => {
        const from = new Date(instant)
        const later = new Date(addMonths(instant, months))
        const count = from.getUTCFullYear() * 12 + from.getUTCMonth() + months
        expect(later.getUTCFullYear() * 12 + later.getUTCMonth()).toBe(count)
        const next = new Date(later.getTime() + dayLength)
        if (later.getUTCDate() !== from.getUTCDate()) expect(next.getUTCDate()).toBe(1)
        expect(later.getTime() - Math.floor(later.getTime() / dayLength) * dayLength).toBe(
          instant - Math.floor(instant / dayLength) * dayLength
        )
      })
    )
  })
})

describe('instants', () => {
  test.each([
    ['2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30Z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01t09:30:00z', '2026-03-01T09:30:00.000Z'],
    ['2026-03-01T09:30:00.1239Z', '2026-03-01T09:30:00.123Z'],
    ['2026-03-01T00:30:00+01:00', '2026-02-28T23:30:00.000Z'],
    ['2026-03-01T00:30:00-0530', '2026-03-01T06:00:00.000Z'],
    ['2026-03-01T00:30:00+02', '2026-02-28T22:30:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z']
  ])('%s is read', (text, known) => {
    expect(instantText(readInstant(text))).toBe(known)
  })

  test('numbers are epoch milliseconds', () => {
    expect([0, -1, firstInstant, lastInstant].map(readInstant)).toEqual([0, -1, firstInstant, lastInstant])
  })

  test.each([
    '',
    '2026-03-01',
    '2026-03-01T09:30:00',
    '2026-3-1T09:30:00Z',
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:60:00Z',
    '5m',
    '2016-12-31T23:59:60Z',
    '2026-01-01T00:00:00+24:00',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '2026-01-01T00:00:00Z ',
    '1767225600000',
    `2026-01-01T00:00:00.${'0'.repeat(99)}Z`
  ])('%j is refused', (text) => {
    expect(() => readInstant(text)).toThrow(expect.objectContaining({ code: 'invalid-time' }))
  })

  test.each([
    0.5,
    Number.NaN,
    lastInstant + 1,
    firstInstant - 1,
    null,
    undefined,
    {},
    ['2026-03-01T09:30:00Z']
  ])('%s is refused', (value) => {
    expect(() => readInstant(value)).toThrow(expect.objectContaining({ code: 'invalid-time' }))
  })

  test('what is printed is read again', () => {
    fc.assert(
      fc.property(fc.integer({ min: firstInstant, max: lastInstant }), (instant) => {
        expect(readInstant(instantText(instant))).toBe(instant)
        expect(instantText(instant)).toBe(new Date(instant).toISOString())
      })
    )
  })
})

test('a span that is printed is read again', () => {
  expect(durationText({ months: 1, ms: 500 })).toBe('P1MT0.500S')
  const duration = fc.record({
    months: fc.integer({ min: 0, max: 120_000 }),
    ms: fc.integer({ min: 0, max: 315_537_897_600_000 })
  })
  fc.assert(
    fc.property(duration, (span) => {
      expect(readDuration(durationText(span))).toEqual({ ...span })
    })
  )
})
