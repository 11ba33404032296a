import { expect, it } from 'vitest'
import { deriveKey, hashText, Random } from './random.js'

it('the numbers are fixed: other ones would change every generated value', () => {
  const random = new Random(1)
  expect([hashText(''), hashText('sandbed'), deriveKey(1, 2)]).toEqual([3770332432, 855998255, 3133312124])
  expect([random.next(), random.next(), random.fraction(), random.integer(1, 6)]).toEqual([
    2693262067, 11749833, 0.5274470447082144, 6
  ])
})

it('integers stay within their bounds and reach both', () => {
  const random = new Random(1)
  const seen = new Set(Array.from({ length: 1_000 }, () => random.integer(-2, 2)))
  expect([...seen].toSorted((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2])
  for (let i = 0; i < 1_000; i++) {
    const wide = random.integer(-(2 ** 52), 2 ** 52)
    expect(Number.isSafeInteger(wide) && Math.abs(wide) <= 2 ** 52).toBe(true)
  }
})

it('fractions are at least 0 and below 1', () => {
  const random = new Random(2)
  for (let i = 0; i < 1_000; i++) {
    const fraction = random.fraction()
    expect(fraction >= 0 && fraction < 1).toBe(true)
  }
})

it('keys of neighbours have nothing in common', () => {
  const keys = Array.from({ length: 10_000 }, (_, part) => deriveKey(7, part))
  expect(new Set(keys).size).toBeGreaterThan(9_990)
  for (let bit = 0; bit < 32; bit++) {
    const set = keys.filter((key) => (key >>> bit) & 1).length
    expect(Math.abs(set - 5_000)).toBeLessThan(300)
  }
})
