import fc from 'fast-check'
import { expect, it } from 'vitest'
import { httpDate, readHttpDate } from './http-date.js'

const now = Date.UTC(2026, 2, 1)

it('the three forms of RFC 9110 are the same moment', () => {
  const moment = Date.UTC(1994, 10, 6, 8, 49, 37)
  for (const text of [
    'Sun, 06 Nov 1994 08:49:37 GMT',
    'Sunday, 06-Nov-94 08:49:37 GMT',
    'Sun Nov  6 08:49:37 1994'
  ])
    expect(readHttpDate(text, now)).toBe(moment)
})

it('every second is printed, and read, as Date prints it', () => {
  const date = fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }).map((second) => second * 1000)
  fc.assert(
    fc.property(date, (instant) => {
      const text = new Date(instant).toUTCString()
      return httpDate(instant + 999) === text && readHttpDate(text, now) === instant
    }),
    {
      numRuns: 1000
    }
  )
})

it('a year of two digits is at most 50 years ahead', () => {
  const yearOf = (digits: string, at: number) =>
    new Date(readHttpDate(`Monday, 01-Jun-${digits} 00:00:00 GMT`, at)!).getUTCFullYear()
  expect(['26', '76', '77', '99', '00', '25'].map((digits) => yearOf(digits, now))).toEqual([
    2026, 2076, 1977, 1999, 2000, 2025
  ])
  expect(yearOf('00', Date.UTC(2099, 11, 31, 23, 59, 59))).toBe(2100)
  expect(yearOf('00', Date.UTC(2000, 0, 1))).toBe(2000)
})

it.each([
  '',
  'Sun, 32 Nov 1994 08:49:37 GMT',
  'Sun, 00 Nov 1994 08:49:37 GMT',
  'Mon, 29 Feb 2100 00:00:00 GMT',
  'Sun, 06 Nov 1994 24:00:00 GMT',
  'Sun, 06 Nov 1994 08:60:00 GMT',
  'Sun, 06 Nov 1994 08:49:61 GMT',
  'Sun, 06 Nov 1994 08:49:37 UTC',
  'Sun, 06 Nov 1994 08:49:37 +0000',
  'Sun, 6 Nov 1994 08:49:37 GMT',
  'sun, 06 nov 1994 08:49:37 gmt',
  ' Sun, 06 Nov 1994 08:49:37 GMT',
  '1994-11-06T08:49:37Z'
])('%j is no HTTP date', (text) => {
  expect(readHttpDate(text, now)).toBeUndefined()
})

it('a leap second is the first second after it', () => {
  expect(readHttpDate('Sat, 31 Dec 2016 23:59:60 GMT', now)).toBe(Date.UTC(2017, 0, 1))
})
