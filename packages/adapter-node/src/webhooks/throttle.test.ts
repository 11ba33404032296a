import { expect, it } from 'vitest'
import { createThrottle } from './throttle.js'

const start = 1_000_000

/** How long each of some webhooks waits that all come at one instant. */
const turns = (
  count: number,
  destination: (index: number) => string,
  now = start,
  throttle = createThrottle(10)
) => Array.from({ length: count }, (_, index) => throttle.turn(destination(index), now))

it('five seconds of webhooks go at once, and then one each tenth of a second', () => {
  const waits = turns(55, () => 'a')
  expect(waits.slice(0, 50)).toEqual(Array(50).fill(0))
  expect(waits.slice(50)).toEqual([100, 200, 300, 400, 500])
})

it('what was not used comes back with time, and no more than that', () => {
  const throttle = createThrottle(10)
  turns(50, () => 'a', start, throttle)
  expect(turns(11, () => 'a', start + 1_000, throttle).slice(9)).toEqual([0, 100])
  expect(turns(51, () => 'a', start + 3_600_000, throttle).slice(49)).toEqual([0, 100])
})

it('many destinations together are held back too', () => {
  const waits = turns(260, (index) => `destination ${index}`)
  expect(waits.slice(0, 250)).toEqual(Array(250).fill(0))
  expect(waits.slice(250, 253)).toEqual([20, 40, 60])
})

it('who would have to wait for more than a minute is turned away, and takes no turn', () => {
  const throttle = createThrottle(10)
  const waits = turns(700, () => 'a', start, throttle)
  expect(waits.filter((wait) => wait === undefined)).toHaveLength(50)
  expect(waits[649]).toBe(60_000)
  expect(throttle.turn('b', start)).toBe(8_020)
  expect(throttle.turn('a', start + 100)).toBe(60_000)
})
