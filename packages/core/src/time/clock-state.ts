// The clock as data: `clock` in the values of a world. A clock that never moved is not there: it stands at the start.
import type { JsonObject } from '../internal/json.js'
import type { World } from '../state/world.js'
import type { AdvanceResult, KeptTally } from './tally.js'
import type { Timer } from './timer.js'

/** A move of the clock that waits for an effect. */
export interface Job {
  /** What the caller named it. */
  readonly id: string | null
  /** Where it began, and how far it may go, in epoch milliseconds. */
  readonly from: number
  readonly target: number
  /** Whether the clock goes on to the target when nothing is due any more. */
  readonly lands: boolean
  /** How many more instants may be gone to; null for any number. */
  readonly instants: number | null
  readonly tally: KeptTally
  /** The timer that is being carried out, what it waits for, and how often it has waited before. */
  readonly waiting: { readonly timer: Timer; readonly effect: JsonObject; readonly before: number }
}

/** How a live clock follows the host's: `now` was the instant when the host's clock showed `real`; it goes `scale` times as fast. */
export interface LiveAnchor {
  readonly real: number
  readonly now: number
  readonly scale: number
}

/** A clock. Instants are epoch milliseconds, UTC. */
export interface ClockState {
  readonly now: number
  /** `manual`: it moves when told to. `live`: the host moves it along with its own clock. */
  readonly mode: 'manual' | 'live'
  /** Null in manual mode. */
  readonly live: LiveAnchor | null
  /** Goes up when a restore abandons a future, so that what arrives late from there is known. */
  readonly generation: number
  /** The number of the timer that is being carried out right now: only handlers see another value than null. */
  readonly firing: number | null
  /** The move that waits for an effect. */
  readonly job: Job | null
  /** The last move that had an id, and what became of it. */
  readonly last: { readonly id: string; readonly result: AdvanceResult } | null
}

const key = 'clock'

/** The clock of a world; `start` is where a clock stands that never moved. */
export function clockOf(world: World, start: number): ClockState {
  return kept(world) ?? unmoved(start)
}

/** The world with its clock in another state. */
export function withClock(world: World, clock: ClockState): World {
  if (kept(world) === clock) return world
  return world.withValues({ ...world.values, [key]: clock as unknown as JsonObject })
}

/** Whether the clock of a world follows the host's. */
export function isLive(world: World): boolean {
  return kept(world)?.mode === 'live'
}

/** The current instant of a world. */
export function nowOf(world: World, start: number): number {
  return kept(world)?.now ?? start
}

/**
 * What a sandbox goes on from when it goes back to a snapshot: the snapshot, and a generation that no effect still under way has. Where
 * nothing was ever abandoned while it waited, it is the snapshot itself.
 */
export function restoreClock(abandoned: World, snapshot: World, start: number): World {
  const left = clockOf(abandoned, start)
  const generation = left.generation + (left.job === null ? 0 : 1)
  const clock = clockOf(snapshot, start)
  return clock.generation >= generation ? snapshot : withClock(snapshot, { ...clock, generation })
}

function kept(world: World): ClockState | undefined {
  return Object.hasOwn(world.values, key) ? (world.values[key] as unknown as ClockState) : undefined
}

function unmoved(now: number): ClockState {
  return { now, mode: 'manual', live: null, generation: 0, firing: null, job: null, last: null }
}
