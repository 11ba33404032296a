// Timers against a model that is plainly right: a list that is sorted each time.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../internal/json.js'
import { diffWorlds } from '../state/diff.js'
import { stateHash } from '../state/hash.js'
import { exportSnapshot, importSnapshot } from '../state/snapshot-file.js'
import { emptyWorld, type World } from '../state/world.js'
import { advance, next } from './advance.js'
import { nowOf } from './clock-state.js'
import type { ClockDriver } from './fire.js'
import { orderOf } from './timer-order.js'
import { cancel, countTimers, nextDue, pendingTimers, schedule, timersOf } from './timers.js'

const start = 1_767_225_600_000

function reload(world: World): World {
  return importSnapshot(exportSnapshot(world, { release: 'r', meta: {} }), 'r').world
}

/** What a timer does: makes others, cancels some, and may throw in the end. */
type Plan = {
  readonly after: number
  readonly priority: number
  readonly makes: readonly Plan[]
  readonly cancels: readonly number[]
  readonly throws: boolean
}

const { plan } = fc.letrec<{ plan: Plan }>((tie) => ({
  plan: fc.record({
    after: fc.oneof(fc.nat(3), fc.nat(60)),
    priority: fc.nat(3),
    makes: fc.oneof({ maxDepth: 3 }, fc.constant([]), fc.array(tie('plan'), { maxLength: 3 })),
    cancels: fc.array(fc.nat(60), { maxLength: 2 }),
    throws: fc.boolean().map((first) => first && true)
  })
}))

function add(world: World, { after, priority, ...rest }: Plan): World {
  return schedule(world, start, { kind: 'plan', after, priority, payload: rest as unknown as Json }).world
}

const driver: ClockDriver = {
  start,
  run(given, { payload }) {
    const { makes, cancels, throws } = payload as unknown as Plan
    const world = cancels.reduce(cancel, makes.reduce(add, given))
    if (throws) throw new Error('thrown')
    return world
  }
}

interface Pending {
  readonly dueAt: number
  readonly priority: number
  readonly seq: number
  readonly plan: Plan
}

/** The same by the simplest means. */
class Oracle {
  now = start
  #pending: readonly Pending[] = []
  #next = 0

  add(made: Plan): void {
    const { after, priority } = made
    this.#pending = [...this.#pending, { dueAt: this.now + after, priority, seq: this.#next++, plan: made }]
  }

  cancel(seq: number): void {
    this.#pending = this.#pending.filter((timer) => timer.seq !== seq)
  }

  get sorted(): readonly Pending[] {
    return this.#pending.toSorted((a, b) => a.dueAt - b.dueAt || a.priority - b.priority || a.seq - b.seq)
  }

  advance(to: number): string[] {
    const fired: string[] = []
    for (let timer = this.sorted[0]; timer && timer.dueAt <= to; timer = this.sorted[0]) {
      const { seq, plan: done } = timer
      this.now = timer.dueAt
      this.cancel(seq)
      const before = [this.#pending, this.#next] as const
      for (const made of done.makes) this.add(made)
      for (const other of done.cancels) this.cancel(other)
      if (done.throws) [this.#pending, this.#next] = before
      fired.push(`${seq}@${this.now - start} ${done.throws ? 'failed' : 'done'}`)
    }
    this.now = to
    return fired
  }
}

describe('timers', () => {
  test('fire as a list that is sorted each time says, also after a reload, in forks, and whatever they make and cancel', () => {
    const step = fc.oneof(
      fc.record({ add: fc.array(plan, { maxLength: 12 }) }),
      fc.record({ cancel: fc.nat(60) }),
      fc.record({ by: fc.nat(40) }),
      fc.constant({ reload: true } as const)
    )
    const seen = new Map<string, number>()
    const mark = (what: string, count = 1) => count > 0 && seen.set(what, (seen.get(what) ?? 0) + count)
    fc.assert(
      fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
        const oracle = new Oracle()
        let world = emptyWorld()
        for (const now of [...steps, { by: 1000 }]) {
          if ('add' in now) {
            now.add.forEach((made) => oracle.add(made))
            world = now.add.reduce(add, world)
          } else if ('cancel' in now) {
            oracle.cancel(now.cancel)
            world = cancel(world, now.cancel)
          } else if ('by' in now) {
            const fork = reload(world)
            const moved = advance(world, driver, now)
            const fired = oracle.advance(nowOf(world, start) + now.by)
            expect(
              moved.result.fired.map(({ seq, dueAt, outcome }) => `${seq}@${dueAt - start} ${outcome}`)
            ).toEqual(fired)
            expect(advance(fork, driver, now)).toEqual(moved)
            expect(advance(world, driver, now).result).toEqual(moved.result)
            mark('fired', fired.length)
            mark('failed', moved.result.failureCount)
            world = moved.world
          } else world = reload(world)
          expect(pendingTimers(world).map(({ seq }) => seq)).toEqual(oracle.sorted.map(({ seq }) => seq))
          expect(nextDue(world)?.seq).toBe(oracle.sorted[0]?.seq)
          mark('pending', countTimers(world))
        }
      }),
      { numRuns: 300 }
    )
    for (const what of ['fired', 'failed', 'pending'])
      expect(seen.get(what), `${what} often`).toBeGreaterThan(300)
  })

  test('a world that is rebuilt from its snapshot fires the identical list', () => {
    let world = emptyWorld()
    for (let i = 0; i < 2000; i++) {
      const [after, priority] = [(i * 7919) % 500, i % 4]
      world = schedule(world, start, {
        kind: `k${i % 3}`,
        after,
        priority,
        payload: { id: i, b: 1, a: 2 }
      }).world
    }
    for (let i = 0; i < 2000; i += 5) world = cancel(world, i)
    const payloads: string[][] = [[], []]
    const results = [world, reload(world)].map((from, i) =>
      advance(
        from,
        { start, run: (now, { payload }) => (payloads[i]!.push(JSON.stringify(payload)), now) },
        { by: 500 }
      )
    )
    expect(results[0]!.result.firedCount).toBe(1600)
    expect(results[1]!.result).toEqual(results[0]!.result)
    expect(payloads[1]).toEqual(payloads[0])
    expect(stateHash(results[1]!.world, 'everything')).toBe(stateHash(results[0]!.world, 'everything'))
  })

  test('a fork does not see the timers of the other', () => {
    const { world } = schedule(emptyWorld(), start, { kind: 'a', after: 5 })
    const one = schedule(world, start, { kind: 'b', after: 1 }).world
    const other = cancel(world, 0)
    expect([world, one, other].map((now) => pendingTimers(now).map(({ kind }) => kind))).toEqual([
      ['a'],
      ['b', 'a'],
      []
    ])
  })

  test('pending timers can be asked for by the page', () => {
    const world = [3, 1, 2].reduce(
      (now, after) => schedule(now, start, { kind: 'a', after }).world,
      emptyWorld()
    )
    expect(pendingTimers(world, 2).map(({ dueAt }) => dueAt - start)).toEqual([1, 2])
    expect(countTimers(world)).toBe(3)
  })

  test('looking changes nothing, and a world that was only looked at is the same world', () => {
    const world = emptyWorld()
    expect([nextDue(world), pendingTimers(world), countTimers(world)]).toEqual([undefined, [], 0])
    expect(advance(world, driver, { by: 0 }).world).toBe(world)
    expect(next(world, driver).world).toBe(world)
    expect(cancel(world, 3)).toBe(world)
    expect(world.values).toEqual({})
  })

  test('timers and clock are no part of what the API keeps', () => {
    const before = emptyWorld()
    const { world } = schedule(before, start, { kind: 'a', after: 5 })
    const moved = advance(world, driver, { by: 1 }).world
    expect(stateHash(moved)).toBe(stateHash(before))
    expect(diffWorlds(before, moved)).toEqual({})
    expect(stateHash(world, 'everything')).not.toBe(stateHash(before, 'everything'))
    expect(stateHash(moved, 'everything')).not.toBe(stateHash(world, 'everything'))
  })

  test('the first timer fixes where the clock stands, whatever start is said later', () => {
    const { world } = schedule(emptyWorld(), start, { kind: 'a', after: 5 })
    expect(nowOf(world, 0)).toBe(start)
  })

  test.each([
    ['an instant in words', { at: 'tomorrow' }],
    ['a negative span', { after: -1 }],
    ['a span past the year 9999', { after: 'P9000Y' }],
    ['a series that does not move', { after: 1, recur: { every: 0 } }],
    ['a series of no time in words', { after: 1, recur: { every: 'PT0S' } }]
  ])('%s is refused', (_, timer) => {
    expect(() => schedule(emptyWorld(), start, { kind: 'a', ...timer })).toThrow(
      expect.objectContaining({ code: 'invalid-time' })
    )
  })

  test('a series ends with the last year that a clock can show', () => {
    const { world } = schedule(emptyWorld(), start, {
      kind: 'a',
      at: '9998-06-01T00:00:00Z',
      recur: { every: 'P1Y' }
    })
    const { result } = advance(world, driver, {
      to: '9999-12-31T23:59:59.999Z',
      limits: { maxSpan: 'P9000Y' }
    })
    expect(result).toMatchObject({ status: 'done', firedCount: 2, pending: { count: 0, nextDueAt: null } })
  })

  test('with an anchor a series begins at its first occurrence from the asked instant on, however long ago that was', () => {
    const recur = { every: '1s', anchor: '0001-01-01T00:00:00.500Z' }
    const { world, dueAt } = schedule(emptyWorld(), start, { kind: 'a', after: 0, recur })
    expect(dueAt).toBe(start + 500)
    const { result } = advance(world, driver, { by: 2000 })
    expect(result.fired.map(({ dueAt: due }) => due - start)).toEqual([500, 1500])
  })
})

/** Milliseconds of processor time: what else runs on the machine does not show. */
function cost(work: () => void): number {
  const began = process.cpuUsage().user
  work()
  return (process.cpuUsage().user - began) / 1000
}

describe('cost', () => {
  const count = 100_000

  test('100,000 due timers are made, and fire in slices of 10,000, in under 2 s each', () => {
    let world = emptyWorld()
    const making = cost(() => {
      for (let i = 0; i < count; i++)
        world = schedule(world, start, { kind: 'a', after: (i * 7919) % count, priority: i % 4 }).world
    })
    const slices: number[] = []
    const firing = cost(() => {
      for (let status = ''; status !== 'done';) {
        const moved = advance(world, { start, run: (now) => now }, { to: start + count })
        slices.push(moved.result.firedCount)
        world = moved.world
        status = moved.result.status
      }
    })
    expect(slices).toEqual(Array(10).fill(10_000))
    expect(making).toBeLessThan(2000)
    expect(firing).toBeLessThan(2000)
  })

  test('timers that are made and cancelled for ever do not pile up', () => {
    let world = schedule(emptyWorld(), start, { kind: 'near', after: '1m' }).world
    const spent = cost(() => {
      for (let i = 0; i < count; i++) {
        const made = schedule(world, start, { kind: 'a', after: '5m' })
        world = cancel(made.world, made.seq)
        if (i % 100 === 0) expect(nextDue(world)?.kind).toBe('near')
      }
    })
    expect(pendingTimers(world)).toHaveLength(1)
    expect(orderOf(timersOf(world)).nodes).toBeLessThan(100)
    expect(spent).toBeLessThan(2000)
  })

  describe('with 20,000 pending', () => {
    let world = emptyWorld()
    for (let i = 0; i < 20_000; i++)
      world = schedule(world, start, { kind: 'a', after: 1 + ((i * 7919) % 9973) }).world

    test('the first look after an import takes a pass over the timers, the next ones and forks do not', () => {
      const read = reload(world)
      const spent = cost(() => {
        for (let i = 0; i < 5000; i++) {
          expect(nextDue(read)?.dueAt).toBe(start + 1)
          expect(nextDue(schedule(read, start, { kind: 'b' }).world)?.kind).toBe('b')
        }
      })
      expect(spent).toBeLessThan(2000)
    })

    test('timers that fail after they made others take no pass each', () => {
      const run: ClockDriver['run'] = (now) => {
        schedule(now, start, { kind: 'lost' })
        throw new Error('no')
      }
      const spent = cost(() => {
        expect(advance(world, { start, run }, { by: 2500 }).result.failureCount).toBeGreaterThan(4000)
      })
      expect(spent).toBeLessThan(2000)
    })
  })
})
