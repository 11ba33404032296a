// A clock that follows the host's. The host gives the time that its own clock shows, moves this one to `liveInstant` before each request and
// when `wakeAt` has come, and what is due on the way fires as in any other move.
import { SandboxError } from '../errors.js'
import type { World } from '../state/world.js'
import { clockOf, withClock } from './clock-state.js'
import { lastInstant } from './instant.js'
import { nextDue } from './timers.js'

/**
 * Lets the clock go on from where it stands, `scale` times as fast as the host's, which shows `real` (epoch milliseconds). A clock that is live
 * already goes on from where it stands too. Throws `invalid-option` for a scale that is not above 0.
 */
export function goLive(world: World, start: number, real: number, scale = 1): World {
  if (!Number.isFinite(scale) || scale <= 0)
    throw new SandboxError('invalid-option', 'The scale of a live clock is a number above 0.')
  const clock = clockOf(world, start)
  return withClock(world, { ...clock, mode: 'live', live: { real, now: clock.now, scale } })
}

/** Stops the clock where it stands: move it to `liveInstant` first. */
export function goManual(world: World, start: number): World {
  const clock = clockOf(world, start)
  return clock.mode === 'manual' ? world : withClock(world, { ...clock, mode: 'manual', live: null })
}

/** Where a live clock is to be moved when the host's shows `real`, in epoch milliseconds: never back. A manual clock stays where it stands. */
export function liveInstant(world: World, start: number, real: number): number {
  const { now, live } = clockOf(world, start)
  if (live === null) return now
  return Math.min(Math.max(now, live.now + Math.floor((real - live.real) * live.scale)), lastInstant)
}

/** What the host's clock shows when the next timer is due, rounded up to milliseconds; `undefined` for a manual clock, or without timers. */
export function wakeAt(world: World, start: number): number | undefined {
  const { live } = clockOf(world, start)
  const timer = live === null ? undefined : nextDue(world)
  return timer && live ? live.real + Math.ceil((timer.dueAt - live.now) / live.scale) : undefined
}
