// The clock at the counts it is held to: 10,000 random sets of timers fire as a list that is sorted says, and a timer that renews itself for
// ever is stopped in no time and can be gone on with.
import { expect, test } from 'vitest'
import { Random } from '../internal/random.js'
import { emptyWorld } from '../state/world.js'
import { advance } from './advance.js'
import { nowOf } from './clock-state.js'
import type { ClockDriver } from './fire.js'
import { cancel, countTimers, schedule } from './timers.js'

const start = 1_767_225_600_000
const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const driver: ClockDriver = { start, run: (world) => world }

test(`10,000 random sets fire in the order of (due, priority, number) (seed ${seed})`, () => {
  const random = new Random(seed)
  let fired = 0
  for (let set = 0; set < 10_000; set++) {
    let world = emptyWorld()
    const made = Array.from({ length: random.integer(1, 40) }, () => {
      const timer = { after: random.integer(0, 30), priority: random.integer(0, 3) }
      const { world: next, seq } = schedule(world, start, { kind: 'a', ...timer })
      world = next
      return { ...timer, seq }
    })
    const gone = new Set(made.filter(() => random.integer(0, 9) === 0).map(({ seq }) => seq))
    for (const seq of gone) world = cancel(world, seq)
    const by = random.integer(0, 35)
    const due = made.filter(({ seq, after }) => !gone.has(seq) && after <= by)
    const inOrder = due.toSorted((a, b) => a.after - b.after || a.priority - b.priority || a.seq - b.seq)

    const moved = advance(world, driver, { by })
    const given = moved.result.fired.map(({ seq, dueAt }) => [seq, dueAt - start])
    expect(given).toEqual(inOrder.map(({ seq, after }) => [seq, after]))
    expect(countTimers(moved.world)).toBe(made.length - gone.size - due.length)
    expect(nowOf(moved.world, start)).toBe(start + by)
    fired += due.length
  }
  expect(fired).toBeGreaterThan(100_000)
})

test('a timer that renews itself without delay is stopped within 100 ms, and again in the next move', () => {
  const renews: ClockDriver = {
    start,
    run: (world, { kind }) => schedule(world, start, { kind, after: 0 }).world
  }
  const looping = schedule(emptyWorld(), start, { kind: 'loop', after: 5 }).world
  // The first move pays for what the engine has to compile.
  advance(looping, renews, { by: 10 })
  const began = process.cpuUsage().user
  const first = advance(looping, renews, { by: 10 })
  expect((process.cpuUsage().user - began) / 1000).toBeLessThan(100)
  const second = advance(first.world, renews, { by: 10 })
  for (const { result } of [first, second])
    expect(result).toMatchObject({
      status: 'stopped',
      reason: 'maxSameInstant',
      now: start + 5,
      firedCount: 1000,
      pending: { count: 1, nextDueAt: start + 5 },
      hottest: [{ kind: 'loop', count: 1000 }]
    })
  expect(second.result.fired[0]!.seq).toBe(first.result.fired.at(-1)!.seq + 1)
})

test('a timer that renews itself later and later is stopped by the count of timers, and goes on', () => {
  const renews: ClockDriver = {
    start,
    run: (world, { kind }) => schedule(world, start, { kind, after: 1 }).world
  }
  let { world } = schedule(emptyWorld(), start, { kind: 'tick', after: 1 })
  for (let move = 1; move <= 3; move++) {
    const moved = advance(world, renews, { to: start + 25_000 })
    world = moved.world
    expect(moved.result).toMatchObject(
      move < 3
        ? { status: 'stopped', reason: 'maxTimers', now: start + move * 10_000, firedCount: 10_000 }
        : { status: 'done', now: start + 25_000, firedCount: 5000 }
    )
  }
})
