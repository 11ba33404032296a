// What the scenarios do not say: drivers, handlers that go wrong, and what results hold.
import { describe, expect, test } from 'vitest'
import type { Json } from '../internal/json.js'
import { stateHash } from '../state/hash.js'
import { emptyWorld, type World } from '../state/world.js'
import { advance, next, resume, runUntil } from './advance.js'
import { clockOf, nowOf, restoreClock, withClock } from './clock-state.js'
import type { ClockDriver, Run } from './fire.js'
import { goLive } from './live.js'
import { cancel, countTimers, schedule } from './timers.js'
import { waitingResult, type Advanced } from './travel.js'

const start = 1_767_225_600_000
const driverOf = (run: Run, retry?: ClockDriver['retry']): ClockDriver => ({ start, run, retry })
const make = (world: World, after: number, kind = 'a', payload: Json = null) =>
  schedule(world, start, { after, kind, payload }).world

describe('a world that waits', () => {
  const sends: Run = (world, { payload, seq }, answer) =>
    answer === undefined
      ? { world, waitFor: { id: `d${seq}`, to: payload, b: 1, a: 2 } }
      : {
          world: answer === 'again' ? make(world, 50, 'hook', payload) : world,
          outcome: String(answer),
          traceId: `t${seq}`
        }
  const world = make(make(emptyWorld(), 5, 'hook', 'x'), 7, 'hook', 'y')
  const answers: { readonly [ticket: string]: Json } = { '0.0.0': 'again' }

  function goOn(step: Advanced | undefined, answer: (ticket: string) => Json): Advanced {
    return step?.result.status === 'waiting'
      ? goOn(resume(step.world, driverOf(sends), step.result.ticket, answer(step.result.ticket)), answer)
      : step!
  }

  test('is gone on with alike by drivers that await and those that do not', async () => {
    const answer = (ticket: string): Json => answers[ticket] ?? 'ok'
    const direct = goOn(advance(world, driverOf(sends), { by: 100 }), answer)
    let step: Advanced | undefined = advance(world, driverOf(sends), { by: 100 })
    while (step?.result.status === 'waiting') {
      const { ticket } = step.result
      const given = await Promise.resolve(answer(ticket))
      step = resume(step.world, driverOf(sends), ticket, given)
    }
    expect(step?.result).toEqual(direct.result)
    expect(stateHash(step!.world, 'everything')).toBe(stateHash(direct.world, 'everything'))
    expect(direct.result).toEqual({
      status: 'done',
      from: start,
      now: start + 100,
      fired: [
        { seq: 0, kind: 'hook', dueAt: start + 5, traceId: 't0', outcome: 'again' },
        { seq: 1, kind: 'hook', dueAt: start + 7, traceId: 't1', outcome: 'ok' },
        { seq: 2, kind: 'hook', dueAt: start + 55, traceId: 't2', outcome: 'ok' }
      ],
      firedCount: 3,
      failures: [],
      failureCount: 0,
      pending: { count: 0, nextDueAt: null }
    })
    expect(clockOf(direct.world, start)).toMatchObject({ job: null, firing: null, now: start + 100 })
  })

  test('tells a host that opens it what is to be carried out, with members in one order', () => {
    const waiting = advance(world, driverOf(sends), { by: 100 })
    expect(waitingResult(waiting.world, start)).toEqual(waiting.result)
    expect(waiting.result).toMatchObject({ status: 'waiting', target: start + 100, ticket: '0.0.0' })
    expect(JSON.stringify(waitingResult(waiting.world, start)?.effect)).toBe(
      '{"id":"d0","a":2,"b":1,"to":"x"}'
    )
    expect(waitingResult(world, start)).toBeUndefined()
  })

  test('takes a result once, and only for the effect that is waited for', () => {
    const waiting = advance(world, driverOf(sends), { by: 100 })
    expect(resume(waiting.world, driverOf(sends), '0.1.0', 'ok')).toBeUndefined()
    const following = resume(waiting.world, driverOf(sends), '0.0.0', 'ok')!
    expect(following.result).toMatchObject({ status: 'waiting', ticket: '0.1.0' })
    expect(resume(following.world, driverOf(sends), '0.0.0', 'ok')).toBeUndefined()
    expect(resume(world, driverOf(sends), '0.0.0', 'ok')).toBeUndefined()
  })

  test('has a ticket of its own for each effect that one timer waits for', () => {
    const driver = driverOf((now, _, answer) => (answer === 'ok' ? now : { world: now, waitFor: {} }))
    const first = advance(make(emptyWorld(), 5), driver, { by: 10 })
    const second = resume(first.world, driver, '0.0.0', 'more')!
    expect(second.result).toMatchObject({ status: 'waiting', ticket: '0.0.1', firedCount: 0 })
    expect(resume(second.world, driver, '0.0.0', 'ok')).toBeUndefined()
    expect(resume(second.world, driver, '0.0.1', 'ok')?.result).toMatchObject({
      status: 'done',
      firedCount: 1
    })
  })

  test('goes on with next and with a condition, which is given again', () => {
    const nexts = goOn(next(make(world, 50, 'hook'), driverOf(sends), 2), () => 'ok')
    expect(nexts.result).toMatchObject({
      status: 'done',
      now: start + 7,
      firedCount: 2,
      pending: { count: 1 }
    })
    const until = (now: World) => countTimers(now) === 1
    const waiting = runUntil(world, driverOf(sends), (now) => countTimers(now) === 0)
    const met = resume(waiting.world, driverOf(sends), '0.0.0', 'ok', { until })
    expect(met?.result).toMatchObject({ status: 'done', now: start + 5, firedCount: 1 })
  })

  test('keeps the count of what fired for its limits', () => {
    const waiting = advance(world, driverOf(sends), { by: 100, limits: { maxTimers: 1 } })
    const stopped = resume(waiting.world, driverOf(sends), '0.0.0', 'ok', { limits: { maxTimers: 1 } })
    expect(stopped?.result).toMatchObject({
      status: 'stopped',
      reason: 'maxTimers',
      firedCount: 1,
      now: start + 5
    })
  })

  test('a restore that abandons nothing is the snapshot itself', () => {
    const waiting = advance(world, driverOf(sends), { by: 100 }).world
    expect(restoreClock(world, emptyWorld(), start)).toEqual(emptyWorld())
    expect(restoreClock(make(emptyWorld(), 1), world, start)).toBe(world)
    const restored = restoreClock(waiting, world, start)
    expect(clockOf(restored, start).generation).toBe(1)
    expect(clockOf(restoreClock(restored, world, start), start).generation).toBe(1)
  })
})

describe('handlers', () => {
  test('are given the world at exactly their instant, without their own timer', () => {
    const seen: unknown[] = []
    const run: Run = (world, timer) => {
      seen.push([nowOf(world, start) - start, timer.kind, countTimers(world)])
      return world
    }
    advance(make(make(emptyWorld(), 5, 'a'), 9, 'b'), driverOf(run), { by: 20 })
    expect(seen).toEqual([
      [5, 'a', 1],
      [9, 'b', 0]
    ])
  })

  test.each([
    ['an error', new Error('no luck'), 'no luck'],
    ['a text', 'no luck', 'no luck'],
    ['nothing', undefined, 'undefined'],
    ['an object that cannot be printed', Object.create(null), 'an object'],
    ['a very long message', new Error('x'.repeat(9999)), 'x'.repeat(500)]
  ])('may throw %s', (_, thrown, message) => {
    const run: Run = () => {
      throw thrown
    }
    const { result } = advance(make(emptyWorld(), 5), driverOf(run), { by: 20 })
    expect(result).toMatchObject({
      status: 'done',
      failures: [{ message, retryAt: null }],
      fired: [{ outcome: 'failed' }]
    })
  })

  test.each([
    ['nothing', () => undefined],
    ['a promise', async () => emptyWorld()],
    ['a plain object', () => ({ world: {} })]
  ])('that give %s fail', (_, run) => {
    const { result } = advance(make(emptyWorld(), 5), driverOf(run as unknown as Run), { by: 20 })
    expect(result.failures).toHaveLength(1)
  })

  test('do not set the clock, whatever they do to it', () => {
    const run: Run = (world) =>
      goLive(withClock(world, { ...clockOf(world, start), now: 3, generation: 9 }), start, 0)
    const { world, result } = advance(make(emptyWorld(), 5), driverOf(run), { by: 20 })
    expect(result).toMatchObject({ status: 'done', now: start + 20 })
    expect(clockOf(world, start)).toMatchObject({ now: start + 20, mode: 'manual', generation: 0 })
    const lost = advance(
      make(emptyWorld(), 5),
      driverOf(() => emptyWorld()),
      { by: 20 }
    )
    expect(nowOf(lost.world, 0)).toBe(start + 20)
  })

  test.each([
    [
      'throws',
      () => {
        throw new Error('worse')
      },
      'no luck (and no retry: worse)'
    ],
    ['gives no span', () => 'soon', /^no luck \(and no retry: 'soon' is not a span/]
  ])('are not tried again where the policy %s', (_, retry, message) => {
    const run: Run = () => {
      throw new Error('no luck')
    }
    const { result } = advance(make(emptyWorld(), 5), driverOf(run, retry), { by: 20 })
    expect(result.failures[0]!.message).toMatch(message)
    expect(result.pending.count).toBe(0)
  })

  test('that fail for ever without delay are stopped by the limit of one instant', () => {
    const run: Run = () => {
      throw new Error('no luck')
    }
    const { result } = advance(
      make(emptyWorld(), 5),
      driverOf(run, () => 0),
      { by: 20 }
    )
    expect(result).toMatchObject({
      status: 'stopped',
      reason: 'maxSameInstant',
      firedCount: 1000,
      failureCount: 1000
    })
  })

  test('may cancel what is due at the same instant and later, and make more', () => {
    let world = emptyWorld()
    for (let i = 0; i < 10; i++) world = make(world, 5, `k${i}`)
    const run: Run = (now, { seq }) => (seq === 0 ? [1, 3, 5, 7].reduce(cancel, make(now, 0, 'new')) : now)
    expect(advance(world, driverOf(run), { by: 5 }).result.fired.map(({ kind }) => kind)).toEqual([
      'k0',
      'k2',
      'k4',
      'k6',
      'k8',
      'k9',
      'new'
    ])
  })
})

describe('results', () => {
  test('list the first 1,000, count all, and are plain JSON', () => {
    let world = emptyWorld()
    for (let i = 0; i < 1500; i++) world = make(world, i % 100)
    const run: Run = () => {
      throw new Error('no')
    }
    const { result } = advance(world, driverOf(run), { by: 100, id: 'x' })
    expect([result.fired.length, result.firedCount]).toEqual([1000, 1500])
    expect([result.failures.length, result.failureCount]).toEqual([1000, 1500])
    expect(JSON.parse(JSON.stringify(result))).toEqual(result)
  })

  test('name the five kinds that fired most', () => {
    let world = emptyWorld()
    for (let i = 0; i < 28; i++) world = make(world, 1, 'abbcccddddeeeeeffffffggggggg'[i])
    const { result } = advance(
      world,
      driverOf((now) => now),
      { by: 5, limits: { maxTimers: 27 } }
    )
    expect(result).toMatchObject({
      status: 'stopped',
      hottest: [
        { kind: 'f', count: 6 },
        { kind: 'g', count: 6 },
        { kind: 'e', count: 5 },
        { kind: 'd', count: 4 },
        { kind: 'c', count: 3 }
      ]
    })
  })

  test('of a move with an id are given again, and a later move has its own', () => {
    const driver = driverOf((world) => world)
    const first = advance(make(emptyWorld(), 5), driver, { by: 10, id: 'one' })
    const again = advance(first.world, driver, { by: 99, id: 'one' })
    expect(again.world).toBe(first.world)
    expect(JSON.stringify(again.result)).toBe(JSON.stringify(first.result))
    const unnamed = advance(first.world, driver, { by: 10 })
    expect(unnamed.result).toMatchObject({ from: start + 10, now: start + 20, firedCount: 0 })
    expect(advance(unnamed.world, driver, { by: 1, id: 'one' }).result).toEqual(first.result)
    const still = advance(emptyWorld(), driver, { by: 0, id: 'two' })
    expect(advance(still.world, driver, { by: 5, id: 'two' }).result).toEqual(still.result)
  })
})

describe('what is asked for wrongly', () => {
  const world = make(emptyWorld(), 5)
  const driver = driverOf((now) => now)

  test.each([0, -1, 1.5, Number.NaN])('a limit of %s timers', (count) => {
    for (const limits of [{ maxTimers: count }, { maxSameInstant: count }])
      expect(() => advance(world, driver, { by: 1, limits })).toThrow(
        expect.objectContaining({ code: 'invalid-option' })
      )
  })

  test.each([-1, 1.5, Number.NaN])('next of %s', (count) => {
    expect(() => next(world, driver, count)).toThrow(expect.objectContaining({ code: 'invalid-option' }))
  })

  test('a limit on the span in words', () => {
    expect(() => advance(world, driver, { by: 1, limits: { maxSpan: 'long' } })).toThrow(
      expect.objectContaining({ code: 'invalid-time' })
    )
  })

  test('going back, with both instants named', () => {
    expect(() => advance(world, driver, { to: '2025-12-31T00:00:00Z' })).toThrow(
      'The clock stands at 2026-01-01T00:00:00.000Z and cannot go back to 2025-12-31T00:00:00.000Z. Restore a snapshot of then.'
    )
  })
})
