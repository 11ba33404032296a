// The loop that all moves of the clock share: take the timer that is due next, go to its instant, fire it, look again. Limits are looked at
// between two timers, so what was done is always whole.
import { SandboxError } from '../errors.js'
import type { Json, JsonObject } from '../internal/json.js'
import { inKeyOrder } from '../internal/key-order.js'
import type { World } from '../state/world.js'
import { clockOf, withClock, type Job } from './clock-state.js'
import { addDuration, readDuration, type DurationInput } from './duration.js'
import { continueTimer, fireTimer, skipMissed, type ClockDriver, type Firing } from './fire.js'
import { lastInstant } from './instant.js'
import {
  Tally,
  type AdvanceResult,
  type KeptTally,
  type Progress,
  type Stopped,
  type Waiting
} from './tally.js'
import type { Timer } from './timer.js'
import { countTimers, nextDue } from './timers.js'

/** When a move of the clock stops early. It is gone on with by moving again. */
export interface AdvanceLimits {
  /** How many timers one move fires. @default 10000 */
  readonly maxTimers: number
  /** How many timers one move fires at one instant. @default 1000 */
  readonly maxSameInstant: number
  /** How far one move goes; unlike at the other limits, the clock has then gone as far. @default 'P10Y' */
  readonly maxSpan: DurationInput
}

/** A world after a move of its clock, and what happened. */
export interface Advanced {
  readonly world: World
  readonly result: AdvanceResult
}

/** A condition on a world; a pure function. */
export type Until = (world: World) => boolean

/** A move of the clock, before anything was done. */
export type Trip = Pick<Job, 'id' | 'from' | 'target' | 'lands' | 'instants'>

/** Makes a move from its beginning. */
export function travel(
  world: World,
  driver: ClockDriver,
  trip: Trip,
  limits?: Partial<AdvanceLimits>,
  until?: Until
): Advanced {
  return new Journey(driver, trip, new Tally(), limits, until).go(world)
}

/** Goes on with a move that waited, with what came of the effect. */
export function travelOn(
  world: World,
  driver: ClockDriver,
  job: Job,
  effectResult: Json,
  limits?: Partial<AdvanceLimits>,
  until?: Until
): Advanced {
  const { before } = job.waiting
  const timer = inKeyOrder(job.waiting.timer) as Timer
  const journey = new Journey(driver, job, new Tally(job.tally), limits, until)
  return journey.take(continueTimer(world, driver, timer, effectResult), timer, before + 1)
}

/** What the clock of a world waits for: to be carried out, again perhaps, by a host that opens it. */
export function waitingResult(world: World, start: number): Waiting | undefined {
  const { job, now, generation } = clockOf(world, start)
  if (job === null) return undefined
  const { timer, effect, before } = job.waiting
  const progress = progressOf(world, job.from, now, job.tally)
  const ticket = `${generation}.${timer.seq}.${before}`
  // What comes from a snapshot has its members in another order, and whatever is made of them should not.
  const ordered = inKeyOrder(effect) as JsonObject
  return { status: 'waiting', ...progress, target: job.target, ticket, effect: ordered }
}

function progressOf(world: World, from: number, now: number, tally: KeptTally): Progress {
  const { fired, firedCount, failures, failureCount } = tally
  const pending = { count: countTimers(world), nextDueAt: nextDue(world)?.dueAt ?? null }
  return { from, now, fired, firedCount, failures, failureCount, pending }
}

class Journey {
  readonly #driver: ClockDriver
  readonly #trip: Trip
  readonly #tally: Tally
  readonly #limits: AdvanceLimits
  readonly #until: Until | undefined
  /** How far the limit on the span lets it go. */
  readonly #horizon: number
  #instants: number | null

  constructor(
    driver: ClockDriver,
    trip: Trip,
    tally: Tally,
    limits: Partial<AdvanceLimits> = {},
    until?: Until
  ) {
    const { maxTimers = 10_000, maxSameInstant = 1000, maxSpan = 'P10Y' } = limits
    for (const count of [maxTimers, maxSameInstant])
      if (!Number.isSafeInteger(count) || count < 1)
        throw new SandboxError('invalid-option', 'The limits on timers are whole numbers from 1 on.')
    this.#driver = driver
    this.#trip = trip
    this.#tally = tally
    this.#limits = { maxTimers, maxSameInstant, maxSpan }
    this.#until = until
    this.#horizon = Math.min(trip.target, addDuration(trip.from, readDuration(maxSpan)), lastInstant)
    this.#instants = trip.instants
  }

  go(from: World): Advanced {
    let world = from
    for (;;) {
      if (this.#until?.(world)) return this.#end(world, 'done')
      const timer = nextDue(world)
      if (timer === undefined || timer.dueAt > this.#horizon) return this.#runOut(world, timer)
      if (timer.dueAt !== this.#tally.instant && this.#instants !== null && this.#instants-- === 0)
        return this.#end(world, 'done')
      if (this.#tally.firedCount >= this.#limits.maxTimers) return this.#end(world, 'maxTimers')
      if (this.#tally.firedAt(timer.dueAt) >= this.#limits.maxSameInstant)
        return this.#end(world, 'maxSameInstant')
      const skipped = this.#trip.lands ? skipMissed(world, timer, this.#horizon) : world
      if (skipped !== world) {
        world = skipped
        continue
      }
      const firing = fireTimer(world, this.#driver, timer)
      if (firing.waitFor) return this.#wait(firing, firing.waitFor, timer, 0)
      this.#tally.add(firing.fired, firing.failure)
      world = firing.world
    }
  }

  /** Goes on after a timer that waited before. */
  take(firing: Firing, timer: Timer, before: number): Advanced {
    if (firing.waitFor) return this.#wait(firing, firing.waitFor, timer, before)
    this.#tally.add(firing.fired, firing.failure)
    return this.go(firing.world)
  }

  #wait({ world }: Firing, effect: JsonObject, timer: Timer, before: number): Advanced {
    const { id, from, target, lands } = this.#trip
    const tally = this.#tally.keep()
    const waiting = { timer, effect, before }
    const job: Job = { id, from, target, lands, instants: this.#instants, tally, waiting }
    const kept = withClock(world, { ...clockOf(world, this.#driver.start), firing: null, job })
    return { world: kept, result: waitingResult(kept, this.#driver.start)! }
  }

  /** Nothing is due any more, as far as it may go. */
  #runOut(world: World, next: Timer | undefined): Advanced {
    const { target, lands } = this.#trip
    const isFurther = this.#horizon < target && (lands || next !== undefined)
    if (isFurther) return this.#end(world, 'maxSpan', this.#horizon)
    if (lands) return this.#end(world, 'done', target)
    return this.#end(world, this.#until ? 'unmet' : 'done')
  }

  #end(world: World, why: 'done' | Stopped['reason'], landed?: number): Advanced {
    const { id, from, target } = this.#trip
    const clock = clockOf(world, this.#driver.start)
    const now = Math.max(clock.now, landed ?? clock.now)
    const progress = progressOf(world, from, now, this.#tally.keep())
    const result: AdvanceResult =
      why === 'done'
        ? { status: 'done', ...progress }
        : { status: 'stopped', reason: why, ...progress, target, hottest: this.#tally.hottest() }
    const isStill = id === null && now === clock.now && clock.firing === null && clock.job === null
    if (isStill) return { world, result }
    const last = id === null ? clock.last : { id, result: inKeyOrder(result) as AdvanceResult }
    const moved = withClock(world, { ...clock, now, firing: null, job: null, last })
    return { world: moved, result: id === null ? result : last!.result }
  }
}
