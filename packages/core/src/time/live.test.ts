import { expect, test } from 'vitest'
import { emptyWorld, type World } from '../state/world.js'
import { advance } from './advance.js'
import { clockOf, nowOf } from './clock-state.js'
import { goLive, goManual, liveInstant, wakeAt } from './live.js'
import { schedule } from './timers.js'

const start = 1_000_000
const driver = { start, run: (world: World) => world }
const to = (world: World, instant: number) => advance(world, driver, { to: instant }).world

test('a manual clock stands still, whatever the host shows', () => {
  expect(liveInstant(emptyWorld(), start, 5e12)).toBe(start)
  expect(wakeAt(schedule(emptyWorld(), start, { kind: 'a' }).world, start)).toBeUndefined()
})

test('a live clock goes on from where it stood, as fast as the host or faster', () => {
  const live = goLive(emptyWorld(), start, 5e12)
  expect(nowOf(live, start)).toBe(start)
  expect(liveInstant(live, start, 5e12 + 700)).toBe(start + 700)
  const fast = goLive(emptyWorld(), start, 5e12, 60)
  expect(liveInstant(fast, start, 5e12 + 700)).toBe(start + 42_000)
  const slow = goLive(emptyWorld(), start, 5e12, 0.3)
  expect(liveInstant(slow, start, 5e12 + 9)).toBe(start + 2)
})

test('the host wakes up when the next timer is due, and not before', () => {
  const { world } = schedule(goLive(emptyWorld(), start, 5e12, 0.3), start, { kind: 'a', after: 1000 })
  const wake = wakeAt(world, start)!
  expect(liveInstant(world, start, wake)).toBeGreaterThanOrEqual(start + 1000)
  expect(liveInstant(world, start, wake - 1)).toBeLessThan(start + 1000)
  expect(advance(world, driver, { to: liveInstant(world, start, wake) }).result.fired).toMatchObject([
    { kind: 'a', dueAt: start + 1000 }
  ])
  expect(wakeAt(goLive(emptyWorld(), start, 5e12), start)).toBeUndefined()
})

test('a host that was asleep fires what it missed at the instants where it was due', () => {
  const { world } = schedule(goLive(emptyWorld(), start, 0), start, {
    kind: 'a',
    after: 10,
    recur: { every: 10 }
  })
  const { result } = advance(world, driver, { to: liveInstant(world, start, 35) })
  expect(result.fired.map(({ dueAt }) => dueAt - start)).toEqual([10, 20, 30])
})

test('a clock of the host that goes back does not take it along', () => {
  const later = to(goLive(emptyWorld(), start, 5e12), start + 500)
  expect(liveInstant(later, start, 5e12 + 100)).toBe(start + 500)
  expect(liveInstant(later, start, 0)).toBe(start + 500)
})

test('switching keeps the instant: manual freezes it, live goes on from it', () => {
  const live = goLive(emptyWorld(), start, 0)
  const frozen = goManual(to(live, liveInstant(live, start, 250)), start)
  expect(clockOf(frozen, start)).toMatchObject({ mode: 'manual', now: start + 250, live: null })
  expect(liveInstant(frozen, start, 99_999)).toBe(start + 250)
  expect(goManual(frozen, start)).toBe(frozen)
  const again = goLive(frozen, start, 99_999)
  expect(liveInstant(again, start, 100_000)).toBe(start + 251)
})

test('a clock that is sent ahead while it is live goes on from there when it is told to', () => {
  const ahead = to(goLive(emptyWorld(), start, 0), start + 3_600_000)
  expect(liveInstant(ahead, start, 10)).toBe(start + 3_600_000)
  expect(liveInstant(goLive(ahead, start, 10), start, 15)).toBe(start + 3_600_005)
})

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('a scale of %s is refused', (scale) => {
  expect(() => goLive(emptyWorld(), start, 0, scale)).toThrow(
    expect.objectContaining({ code: 'invalid-option' })
  )
})
