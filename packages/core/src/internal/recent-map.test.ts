import { expect, it } from 'vitest'
import { RecentMap } from './recent-map.js'

it('gives what was set', () => {
  const map = new RecentMap<object, string>(2)
  const key = {}
  map.set(key, 'a')
  expect(map.get(key)).toBe('a')
  map.set(key, 'b')
  expect(map.get(key)).toBe('b')
  expect(map.get({})).toBeUndefined()
})

it('keeps at least so many of those set last, and forgets the others', () => {
  const map = new RecentMap<number, number>(10)
  for (let n = 0; n < 1000; n++) map.set(n, n)
  for (let n = 990; n < 1000; n++) expect(map.get(n)).toBe(n)
  const kept = Array.from({ length: 1000 }, (_, n) => map.get(n)).filter((value) => value !== undefined)
  expect(kept.length).toBeLessThanOrEqual(20)
})

it('what is asked for again and again is not forgotten', () => {
  const map = new RecentMap<number, string>(10)
  map.set(-1, 'dear')
  for (let n = 0; n < 1000; n++) {
    map.set(n, 'other')
    if (n % 5 === 0) expect(map.get(-1)).toBe('dear')
  }
})

it('forgets sooner what is large', () => {
  const map = new RecentMap<number, string>(1_000, 100, (text) => text.length)
  for (let n = 0; n < 1_000; n++) map.set(n, 'x'.repeat(50))
  const kept = Array.from({ length: 1_000 }, (_, n) => map.get(n)).filter((value) => value !== undefined)
  expect(kept.length).toBeLessThanOrEqual(4)
  expect(map.get(999)).toHaveLength(50)
  map.set(0, 'x'.repeat(5_000))
  expect(map.get(0)).toHaveLength(5_000)
})
