// Making, cancelling and looking at timers: each is a record in the collection `$timers` of a world.
import { SandboxError } from '../errors.js'
import type { Json } from '../internal/json.js'
import { inKeyOrder } from '../internal/key-order.js'
import type { World } from '../state/world.js'
import { clockOf, withClock } from './clock-state.js'
import { addDuration, readDuration, type DurationInput } from './duration.js'
import { describe, isInstant, readInstant, type InstantInput } from './instant.js'
import { beginSeries, occurrenceAt, type NewRecurrence } from './recurrence.js'
import { dropFirst } from './timer-heap.js'
import { orderAfterDelete, orderAfterInsert, orderOf, type Timers } from './timer-order.js'
import { timerPriority, timersName, type Timer, type TimerRecord } from './timer.js'

/** A timer to be made: `at` an instant or `after` a span from now; at once where neither is given. */
export interface NewTimer {
  readonly at?: InstantInput
  readonly after?: DurationInput
  /** What goes first at the same instant. @default timerPriority.scenario */
  readonly priority?: number
  readonly kind: string
  /** @default null */
  readonly payload?: Json
  readonly cause?: Json
  readonly recur?: NewRecurrence
  /** How often it has failed so far. */
  readonly failures?: number
}

/**
 * Makes a timer; one whose time has passed is due now. `seq` cancels it, or whichever of its series is pending. `start` is where a clock
 * stands that never moved. Throws `invalid-time`.
 */
export function schedule(
  world: World,
  start: number,
  timer: NewTimer
): { readonly world: World; readonly seq: number; readonly dueAt: number } {
  const { at, after, priority = timerPriority.scenario, kind, payload = null, cause, failures } = timer
  const clock = clockOf(world, start)
  const asked = at === undefined ? addDuration(clock.now, readDuration(after ?? 0)) : readInstant(at)
  if (!isInstant(asked))
    throw new SandboxError(
      'invalid-time',
      `${describe(after)} from now is past the year 9999. Give a shorter span.`
    )
  const recur = timer.recur && beginSeries(timer.recur, asked, timersOf(world).next)
  const due = recur ? occurrenceAt(recur, recur.k) : asked
  if (due === undefined)
    throw new SandboxError(
      'invalid-time',
      'No occurrence of the timer is before the year 9999. Give a shorter span.'
    )
  const dueAt = Math.max(due, clock.now)
  const record: TimerRecord = { dueAt, priority, kind, payload, cause, recur, failures }
  return { ...insertTimer(withClock(world, clock), record), dueAt }
}

/** Puts a timer in as it is. */
export function insertTimer(
  world: World,
  { cause, dueAt, failures, kind, payload, priority, recur }: TimerRecord
): { readonly world: World; readonly seq: number } {
  const before = timersOf(world)
  const record = {
    ...(cause !== undefined && { cause }),
    dueAt,
    ...(failures !== undefined && { failures }),
    kind,
    payload,
    priority,
    ...(recur && { recur })
  }
  const { collection, seq } = before.insert(inKeyOrder(record) as TimerRecord)
  orderAfterInsert(before, collection, { dueAt, priority, seq })
  return { world: world.withCollection(timersName, collection), seq }
}

/**
 * Cancels a timer, by its number or by that of the first of its series. The world itself when it has fired, or there never was one.
 */
export function cancel(world: World, seq: number): World {
  const timers = timersOf(world)
  if (timers.get(seq)) return deleteTimer(world, seq)
  const pending = timers.index('series', seriesKeys).first(String(seq))
  return pending ? deleteTimer(world, pending[0]) : world
}

/** The timer that fires next. */
export function nextDue(world: World): Timer | undefined {
  const timers = timersOf(world)
  const { heap } = orderOf(timers)
  return heap && timerAt(timers, heap.seq)
}

/** The pending timers in the order in which they fire: all, or the first of them. */
export function pendingTimers(world: World, limit = Number.POSITIVE_INFINITY): readonly Timer[] {
  const timers = timersOf(world)
  const found: Timer[] = []
  let { heap } = orderOf(timers)
  for (; heap && found.length < limit; heap = dropFirst(heap)) {
    const timer = timerAt(timers, heap.seq)
    if (timer) found.push(timer)
  }
  return found
}

/** How many timers are pending. */
export function countTimers(world: World): number {
  return timersOf(world).size
}

/** When the last of the timers is due that do not recur, in epoch milliseconds. Looks at all of them. */
export function lastOfNoSeries(world: World): number | undefined {
  let last: number | undefined
  for (const [, { dueAt, recur }] of timersOf(world))
    if (!recur && (last === undefined || dueAt > last)) last = dueAt
  return last
}

/** The world without a timer. */
export function deleteTimer(world: World, seq: number): World {
  const before = timersOf(world)
  const timers = before.delete(seq)
  orderAfterDelete(before, timers)
  return world.withCollection(timersName, timers)
}

/** The collection of the timers of a world. */
export function timersOf(world: World): Timers {
  return world.collection<TimerRecord>(timersName)
}

function timerAt(timers: Timers, seq: number): Timer | undefined {
  const record = timers.get(seq)
  return record && { ...record, seq }
}

function seriesKeys({ recur }: TimerRecord): readonly string[] {
  return recur ? [String(recur.series)] : []
}
