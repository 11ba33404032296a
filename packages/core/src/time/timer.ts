// What a timer is: plain data, in the collection `$timers` of a world, so that it is in every snapshot and fork.
import type { Json } from '../internal/json.js'
import type { Duration } from './duration.js'

/** The collection of the timers. The number of a record there is the `seq` of the timer. */
export const timersName = '$timers'

/** What goes first of what is due at one instant: the lower number. */
export const timerPriority = { transition: 0, expiry: 1, webhook: 2, scenario: 3 } as const

/** A series of timers: occurrence `k` is due at `anchor + k * every`, so that nothing drifts, not even the 31st of a month. */
export interface Recurrence {
  /** The instant of occurrence 0, in epoch milliseconds; may lie in the past. */
  readonly anchor: number
  readonly every: Duration
  /** Which occurrence the timer is, from 0 on. */
  readonly k: number
  /** `each`: missed occurrences fire one by one. `last`: of those that one move of the clock passes over, only the last fires. */
  readonly catchUp: 'each' | 'last'
  /** The `seq` of the first timer of the series: it cancels whichever of them is pending. */
  readonly series: number
}

/** A timer as it is kept. */
export interface TimerRecord {
  /** When it fires, in epoch milliseconds; never before it was made. */
  readonly dueAt: number
  /** See `timerPriority`. */
  readonly priority: number
  /** What to do, by name: `webhook.attempt`. */
  readonly kind: string
  /** What to do it with. */
  readonly payload: Json
  /** What made it, such as the id of a trace. */
  readonly cause?: Json
  readonly recur?: Recurrence
  /** How often it has failed, where a retry policy has brought it back. */
  readonly failures?: number
}

/** A timer with its number: given at insertion, never given again. */
export interface Timer extends TimerRecord {
  readonly seq: number
}

/** By what timers fire one after the other. */
export interface TimerKey {
  readonly dueAt: number
  readonly priority: number
  readonly seq: number
}

/** Whether `a` fires before `b`: by due time, then priority, then number. A total order. */
export function firesBefore(a: TimerKey, b: TimerKey): boolean {
  if (a.dueAt !== b.dueAt) return a.dueAt < b.dueAt
  return a.priority === b.priority ? a.seq < b.seq : a.priority < b.priority
}
