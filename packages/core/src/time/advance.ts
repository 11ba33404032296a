// Moving the clock: forward only, from timer to timer, until nothing is due any more or a limit is met. A move that has to wait for the
// host is kept in the world, so any process that has the world can go on with it; drivers that await and drivers that do not share all of this:
//
//   let step = advance(world, driver, { by: '1d' })
//   while (step?.result.status === 'waiting')
//     step = resume(step.world, driver, step.result.ticket, await carryOut(step.result.effect))
import { SandboxError } from '../errors.js'
import type { Json } from '../internal/json.js'
import { inKeyOrder } from '../internal/key-order.js'
import type { World } from '../state/world.js'
import { clockOf, type ClockState } from './clock-state.js'
import { addDuration, readDuration, type DurationInput } from './duration.js'
import type { ClockDriver } from './fire.js'
import { instantText, lastInstant, readInstant, type InstantInput } from './instant.js'
import type { AdvanceResult } from './tally.js'
import { lastOfNoSeries } from './timers.js'
import { travel, travelOn, waitingResult, type Advanced, type AdvanceLimits, type Until } from './travel.js'

/** Where the clock goes: `to` an instant or `by` a span. */
export type Destination =
  | { readonly to: InstantInput; readonly by?: undefined }
  | { readonly by: DurationInput; readonly to?: undefined }

/** What every move of the clock can be told. */
export interface MoveOptions {
  /** Names the move: asked for again under this name, the last move with one gives its result again and does nothing. */
  readonly id?: string
  readonly limits?: Partial<AdvanceLimits>
}

/**
 * Moves the clock to an instant and fires what is due on the way; to where it stands, it fires what is due now. Throws `invalid-time`,
 * `clock-backwards`, `clock-busy` while another move waits, and `clock-reentrant` in a handler.
 */
export function advance(world: World, driver: ClockDriver, destination: Destination & MoveOptions): Advanced {
  return move(world, driver, destination, ({ now }) => ({
    target: readTarget(destination, now),
    lands: true
  }))
}

/** Moves the clock to the next instant at which something is due, some times over. Throws as `advance`; `invalid-option` for a wrong count. */
export function next(world: World, driver: ClockDriver, count = 1, options: MoveOptions = {}): Advanced {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new SandboxError('invalid-option', 'The clock moves on by a whole number of instants, from 0 on.')
  return move(world, driver, options, () => ({ target: lastInstant, lands: false, instants: count }))
}

/**
 * Fires timers until a condition holds: looked at before the first and after each. The clock stays where the last one fired; when none is left
 * within `max` (a span, by default the `maxSpan` of the limits), the result is `stopped` with `unmet`. Throws as `advance`.
 */
export function runUntil(
  world: World,
  driver: ClockDriver,
  until: Until,
  options: MoveOptions & { readonly max?: DurationInput } = {}
): Advanced {
  const { max } = options
  const plan = ({ now }: ClockState): Plan => ({
    target: max === undefined ? lastInstant : readTarget({ by: max }, now),
    lands: false
  })
  return move(world, driver, options, plan, until)
}

/** Moves the clock to the last timer that is pending now and does not recur, and fires what is due on the way. Throws as `advance`. */
export function drain(world: World, driver: ClockDriver, options: MoveOptions = {}): Advanced {
  return move(world, driver, options, ({ now }) => ({
    target: lastOfNoSeries(world) ?? now,
    lands: true
  }))
}

/**
 * Goes on with a move that waits, with what came of the effect. `undefined` when the ticket is not that of the effect which is waited for now: the
 * result is late, of a future that a restore abandoned, and is to be dropped. The condition of `runUntil` is given again.
 */
export function resume(
  world: World,
  driver: ClockDriver,
  ticket: string,
  effectResult: Json,
  options: {
    readonly limits?: Partial<AdvanceLimits> | undefined
    readonly until?: Until | undefined
  } = {}
): Advanced | undefined {
  const { job } = refuseReentrance(clockOf(world, driver.start))
  if (job === null || waitingResult(world, driver.start)?.ticket !== ticket) return undefined
  return travelOn(world, driver, job, effectResult, options.limits, options.until)
}

interface Plan {
  readonly target: number
  readonly lands: boolean
  readonly instants?: number
}

function move(
  world: World,
  driver: ClockDriver,
  { id, limits }: MoveOptions,
  plan: (clock: ClockState) => Plan,
  until?: Until
): Advanced {
  const clock = refuseReentrance(clockOf(world, driver.start))
  if (id !== undefined && clock.last?.id === id)
    return { world, result: inKeyOrder(clock.last.result) as AdvanceResult }
  const waiting = waitingResult(world, driver.start)
  if (waiting) {
    if (id !== undefined && clock.job?.id === id) return { world, result: waiting }
    refuseBusy(world, driver)
  }
  const { target, lands, instants = null } = plan(clock)
  return travel(world, driver, { id: id ?? null, from: clock.now, target, lands, instants }, limits, until)
}

/** Throws `clock-busy` while a move of the clock waits for an answer from the network. */
export function refuseBusy(world: World, { start }: ClockDriver): void {
  const waiting = waitingResult(world, start)
  if (!waiting) return
  throw new SandboxError(
    'clock-busy',
    `The clock is on its way to ${instantText(waiting.target)} and waits for an answer from the network. Await \`sandbox.clock.settled()\` first.`
  )
}

function readTarget({ to, by }: Destination, now: number): number {
  if ((to === undefined) === (by === undefined))
    throw new SandboxError(
      'invalid-time',
      "The clock needs either `to`, an instant, or `by`, a span such as '5m'."
    )
  if (by !== undefined) return readInstant(addDuration(now, readDuration(by)))
  const target = readInstant(to)
  if (target < now)
    throw new SandboxError(
      'clock-backwards',
      `The clock stands at ${instantText(now)} and cannot go back to ${instantText(target)}. Restore a snapshot of then.`
    )
  return target
}

function refuseReentrance(clock: ClockState): ClockState {
  if (clock.firing === null) return clock
  throw new SandboxError(
    'clock-reentrant',
    'A timer that fires cannot move the clock. Let it make another timer.'
  )
}
