// One timer fires: it is taken out, its series goes on, its handler runs; all of it or, if the handler throws, nothing but a record of that.
import { printScalar, type Json, type JsonObject } from '../internal/json.js'
import { inKeyOrder } from '../internal/key-order.js'
import { World } from '../state/world.js'
import { clockOf, withClock } from './clock-state.js'
import type { DurationInput } from './duration.js'
import { lastOccurrenceBy, occurrenceAt } from './recurrence.js'
import type { Failure, Fired } from './tally.js'
import type { Timer } from './timer.js'
import { knownOrder, rememberOrder } from './timer-order.js'
import { deleteTimer, insertTimer, schedule, timersOf } from './timers.js'

/** What a handler has done. */
export interface Ran {
  /** The world after it. The clock in it is left as it was: a handler moves time by making timers. */
  readonly world: World
  /** One word for the list of what fired. @default 'done' */
  readonly outcome?: string
  /** The id of the trace of it. @default null */
  readonly traceId?: string
  /**
   * An effect that the host has to carry out before time goes on, as plain JSON. `world` is committed; the handler is called again with what
   * came of the effect.
   */
  readonly waitFor?: JsonObject
}

/**
 * Carries out a timer, at exactly its instant. Synchronous, and a pure function of what it is given. When it throws, what it did is as if it
 * had not been. `effectResult` is what came of the effect it asked to wait for; the world may have changed meanwhile.
 */
export type Run = (world: World, timer: Timer, effectResult?: Json) => World | Ran

/** How timers are carried out. */
export interface ClockDriver {
  /** Where a clock stands that never moved, in epoch milliseconds. */
  readonly start: number
  readonly run: Run
  /** When a timer that failed is tried again: a span from then, or `undefined` for never. `timer.failures` counts earlier failures. */
  readonly retry?: (timer: Timer, error: unknown) => DurationInput | undefined
}

/** What became of a timer; `waitFor` is there where it is not over. */
export interface Firing {
  readonly world: World
  readonly fired: Fired
  readonly failure?: Failure
  readonly waitFor?: JsonObject
}

/** Fires the timer that is due next. */
export function fireTimer(world: World, driver: ClockDriver, timer: Timer): Firing {
  const clock = clockOf(world, driver.start)
  const now = Math.max(clock.now, timer.dueAt)
  const taken = continueSeries(deleteTimer(world, timer.seq), timer, now)
  return carryOut(withClock(taken, { ...clock, now, firing: timer.seq }), driver, timer)
}

/** Goes on with a timer that waited. The world is that of now, in which the timer is gone. */
export function continueTimer(world: World, driver: ClockDriver, timer: Timer, effectResult: Json): Firing {
  const clock = clockOf(world, driver.start)
  return carryOut(withClock(world, { ...clock, firing: timer.seq }), driver, timer, [effectResult])
}

function carryOut(
  before: World,
  driver: ClockDriver,
  timer: Timer,
  rest: readonly [] | readonly [Json] = []
): Firing {
  const { seq, kind, dueAt } = timer
  const timers = timersOf(before)
  const order = knownOrder(timers)
  try {
    const given = driver.run(before, timer, ...rest)
    const ran: Ran = given instanceof World ? { world: given } : given
    if (!(ran.world instanceof World))
      throw new TypeError('The handler gave no world. It must be synchronous, and return one.')
    const { outcome = 'done', traceId = null, waitFor } = ran
    return {
      world: withClock(ran.world, clockOf(before, driver.start)),
      fired: { seq, kind, dueAt, traceId, outcome },
      ...(waitFor !== undefined && { waitFor: inKeyOrder(waitFor) as JsonObject })
    }
  } catch (error) {
    if (order) rememberOrder(timers, order)
    const { world, retryAt, message } = bringBack(before, driver, timer, error)
    return {
      world,
      fired: { seq, kind, dueAt, traceId: null, outcome: 'failed' },
      failure: { seq, kind, dueAt, message, retryAt }
    }
  }
}

/** The world after a failure: with the timer again, alone even if it was one of a series, where it is to be tried again. */
function bringBack(
  world: World,
  { start, retry }: ClockDriver,
  timer: Timer,
  error: unknown
): { readonly world: World; readonly retryAt: number | null; readonly message: string } {
  const message = messageOf(error)
  try {
    const after = retry?.(timer, error)
    if (after === undefined) return { world, retryAt: null, message }
    const { priority, kind, payload, cause, failures = 0 } = timer
    const again = schedule(world, start, { after, priority, kind, payload, cause, failures: failures + 1 })
    return { world: again.world, retryAt: again.dueAt, message }
  } catch (second) {
    return { world, retryAt: null, message: `${message} (and no retry: ${messageOf(second)})` }
  }
}

/** Puts in the next occurrence of a series, before the handler runs, so that it can cancel it. */
function continueSeries(world: World, timer: Timer, now: number): World {
  return timer.recur ? insertOccurrence(world, timer, timer.recur.k + 1, now) : world
}

/**
 * Goes over the occurrences of a series that are missed by an instant, all but the last of them, where the series asks for that. The world
 * itself where there is nothing to go over.
 */
export function skipMissed(world: World, timer: Timer, by: number): World {
  if (timer.recur?.catchUp !== 'last') return world
  const k = lastOccurrenceBy(timer.recur, by)
  return k > timer.recur.k ? insertOccurrence(deleteTimer(world, timer.seq), timer, k, timer.dueAt) : world
}

function insertOccurrence(
  world: World,
  { priority, kind, payload, cause, recur }: Timer,
  k: number,
  now: number
): World {
  const due = occurrenceAt(recur!, k)
  if (due === undefined) return world
  const dueAt = Math.max(due, now)
  return insertTimer(world, { dueAt, priority, kind, payload, cause, recur: { ...recur!, k } }).world
}

function messageOf(error: unknown): string {
  return printScalar(error instanceof Error ? error.message : error)
}
