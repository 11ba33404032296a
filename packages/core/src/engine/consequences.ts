// What every change leads to, in the same transaction as the change: timers that it starts or cancels, events and their deliveries.
import type { World } from '../state/world.js'
import { changesBetween, type Cause, type Performed } from './changes.js'
import type { Engine } from './engine.js'
import { withTimers } from './simulation/timers/start-timers.js'
import { isHeard, withEvents } from './webhooks/emit-events.js'

/** The world after what a change leads to; `performed` are the transitions that were gone through, in order. Nothing fires here. */
export function withConsequences(
  engine: Engine,
  before: World,
  after: World,
  cause: Cause,
  performed: readonly Performed[] = []
): World {
  const hasTimers = (engine.simulation?.timers.size ?? 0) > 0
  if (before === after || !(hasTimers || isHeard(after))) return after
  const changes = changesBetween(before, after)
  const timed = hasTimers ? withTimers(engine, after, changes, performed) : after
  return withEvents(engine, timed, changes, performed, cause)
}
