// The clock of a sandbox, as its user holds it: looks at the world of the moment, and moves it on.
import { advance, drain, next, runUntil, type Destination, type MoveOptions } from '../../time/advance.js'
import { clockOf, nowOf } from '../../time/clock-state.js'
import type { DurationInput } from '../../time/duration.js'
import { goLive, goManual } from '../../time/live.js'
import type { AdvanceResult } from '../../time/tally.js'
import type { Timer } from '../../time/timer.js'
import { countTimers, nextDue, pendingTimers } from '../../time/timers.js'
import { SandboxError } from '../../errors.js'
import type { World } from '../../state/world.js'
import type { Json } from '../../internal/json.js'
import type { Advanced } from '../../time/travel.js'
import type { MoveTerms, Running } from './running.js'

/**
 * The simulated clock of a sandbox. It stands still until it is moved, and only goes forward; going back is `sandbox.restore`. Snapshots, forks
 * and resets take it along.
 *
 * @example
 * sandbox.clock.advance('7d')
 * sandbox.clock.advance({ to: '2026-03-01T00:00:00Z' })
 */
export interface SandboxClock {
  /** The present instant, in epoch milliseconds. */
  readonly now: number
  /** How many timers are pending, and when the next one is due (epoch milliseconds; null where there is none). */
  readonly pending: { readonly count: number; readonly nextDueAt: number | null }
  /** The pending timers in the order in which they fire, at most `limit`. @default 100 */
  timers(limit?: number): readonly Timer[]
  /**
   * Moves on by a span (milliseconds, `'5m'`, `'P1M'`) or to an instant (`{ to: '2026-03-01T00:00:00Z' }`), and fires what becomes due on the way, each
   * at its own instant. `advance(0)` fires what is due now. Throws `invalid-time`, `clock-backwards`, `clock-busy`.
   */
  advance(destination: DurationInput | (Destination & MoveOptions)): AdvanceResult
  /** Moves on to the next instant at which something is due, `count` times over. */
  next(count?: number, options?: MoveOptions): AdvanceResult
  /**
   * Fires timers until the condition holds. It is looked at before the first one and after each; it may only look at the sandbox. When it
   * throws, nothing has happened.
   */
  runUntil(condition: () => boolean, options?: MoveOptions & { readonly max?: DurationInput }): AdvanceResult
  /** Moves on to the last pending timer that does not recur. */
  drain(options?: MoveOptions): AdvanceResult
  /**
   * A move that sends something over the network is `waiting` until it is answered, and then goes on by itself: this resolves when it has come to
   * its end, with its result, or with `undefined` where none has waited so far.
   *
   * @example
   * sandbox.clock.advance('3d')
   * await sandbox.clock.settled()
   */
  settled(): Promise<AdvanceResult | undefined>
  /** `manual` stands still until it is moved, `live` follows the clock of the host. */
  readonly mode: 'manual' | 'live'
  /**
   * Lets the clock follow that of the host from where it stands, `scale` times as fast. What then happens cannot be repeated exactly. Throws
   * `invalid-option` where the host has no clock, or for a scale that is not above 0.
   *
   * @default 1
   */
  live(scale?: number): void
  /** Lets the clock stand where it is by now. */
  manual(): void
}

/** A move of the clock as it is written down: by which method, with what. Of `runUntil` the condition is not data: it held when it ended. */
export type ClockMove =
  | { readonly advance: Destination & Pick<MoveOptions, 'id'> }
  | ({ readonly next: number } & Pick<MoveOptions, 'id'>)
  | { readonly runUntil: { readonly max?: DurationInput; readonly id?: string } }
  | { readonly drain: Pick<MoveOptions, 'id'> }

/** Makes the clock of a sandbox. */
export function clockFor(running: Running): SandboxClock {
  const { driver, tracer } = running
  const { host } = running.engine.options

  /** Commits a move and writes it down behind what it fired, as `replay` makes it again. */
  function made(from: World, moved: Advanced, input: ClockMove, terms: MoveTerms): AdvanceResult {
    const result = running.goOn(moved, terms)
    const { limits } = terms
    tracer.clock('advance', { ...input, ...(limits && { limits }) } as Json, from, moved.world, result.status)
    return result
  }

  return {
    get now() {
      running.tick()
      return nowOf(running.world(), driver.start)
    },
    get pending() {
      const world = running.world()
      return { count: countTimers(world), nextDueAt: nextDue(world)?.dueAt ?? null }
    },
    timers: (limit = 100) => pendingTimers(running.world(), limit),
    advance(destination) {
      const from = running.world()
      const { limits, ...move } = typeof destination === 'object' ? destination : { by: destination }
      return made(from, advance(from, driver, { ...move, limits }), { advance: move }, { limits })
    },
    next(count = 1, options = {}) {
      const from = running.world()
      const { limits, ...named } = options
      return made(from, next(from, driver, count, options), { next: count, ...named }, { limits })
    },
    runUntil(condition, options = {}) {
      const before = running.world()
      const { limits, ...named } = options
      // The condition looks at the sandbox, which is at the world that is being judged.
      const holds = (world: World): boolean => {
        running.move(world)
        return condition()
      }
      try {
        const until = (world: World): boolean => endsAt(() => holds(world))
        const moved = runUntil(before, driver, holds, options)
        return made(before, moved, { runUntil: named }, { limits, until })
      } catch (error) {
        // Between two timers the clock takes no other move: the sandbox must not be left there.
        const left = running.world()
        running.move(before)
        if (left !== before) tracer.restore('restore', left, before, { state: before, beginning: before })
        throw error
      }
    },
    drain(options = {}) {
      const from = running.world()
      const { limits, ...named } = options
      return made(from, drain(from, driver, options), { drain: named }, { limits })
    },
    settled: () => running.settled(),
    get mode() {
      return clockOf(running.world(), driver.start).mode
    },
    live(scale) {
      if (!host.now)
        throw new SandboxError(
          'invalid-option',
          'There is no clock to follow here. Make the sandbox with @sandbed/node or @sandbed/workers, or give it a `host` with `now`.'
        )
      running.tick()
      const real = host.now()
      const world = goLive(running.world(), driver.start, real, scale)
      tracer.clock('live', { real, ...(scale !== undefined && { scale }) }, running.world(), world, 'done')
      running.settle(world)
    },
    manual() {
      running.tick()
      const world = goManual(running.world(), driver.start)
      tracer.clock('manual', null, running.world(), world, 'done')
      running.settle(world)
    }
  }
}

/** A condition that throws when nobody is there to be told ends the move. */
function endsAt(holds: () => boolean): boolean {
  try {
    return holds()
  } catch {
    return true
  }
}
