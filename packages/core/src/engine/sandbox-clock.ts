// The clock of a sandbox, as its user holds it: looks at the world of the moment, and moves it on.
import { advance, drain, next, runUntil, type Destination, type MoveOptions } from '../time/advance.js'
import { clockOf } from '../time/clock-state.js'
import type { DurationInput } from '../time/duration.js'
import type { ClockDriver } from '../time/fire.js'
import type { AdvanceResult } from '../time/tally.js'
import type { Timer } from '../time/timer.js'
import { countTimers, nextDue, pendingTimers } from '../time/timers.js'
import type { Advanced } from '../time/travel.js'
import type { World } from '../state/world.js'

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
}

/** Where a clock finds and leaves the world of its sandbox. */
export interface WorldHolder {
  readonly world: () => World
  readonly move: (world: World) => void
}

/** Makes the clock of a sandbox. */
export function clockFor(holder: WorldHolder, driver: ClockDriver): SandboxClock {
  const made = ({ world, result }: Advanced): AdvanceResult => {
    holder.move(world)
    return result
  }
  return {
    get now() {
      return clockOf(holder.world(), driver.start).now
    },
    get pending() {
      const world = holder.world()
      return { count: countTimers(world), nextDueAt: nextDue(world)?.dueAt ?? null }
    },
    timers: (limit = 100) => pendingTimers(holder.world(), limit),
    advance: (destination) =>
      made(
        advance(holder.world(), driver, typeof destination === 'object' ? destination : { by: destination })
      ),
    next: (count, options) => made(next(holder.world(), driver, count, options)),
    runUntil(condition, options) {
      const before = holder.world()
      // The condition looks at the sandbox, which is at the world that is being judged.
      const holds = (world: World): boolean => {
        holder.move(world)
        return condition()
      }
      try {
        return made(runUntil(before, driver, holds, options))
      } catch (error) {
        // Between two timers the clock takes no other move: the sandbox must not be left there.
        holder.move(before)
        throw error
      }
    },
    drain: (options) => made(drain(holder.world(), driver, options))
  }
}
