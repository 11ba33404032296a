// Series of timers: which occurrence comes next, counted from the anchor each time.
import { SandboxError } from '../errors.js'
import { dayLength } from '../internal/civil-date.js'
import { addDuration, readDuration, type DurationInput } from './duration.js'
import { firstInstant, isInstant, lastInstant, readInstant, type InstantInput } from './instant.js'
import type { Recurrence } from './timer.js'

/** How a timer repeats, as it is asked for. */
export interface NewRecurrence {
  /** The span from one occurrence to the next; not nothing. */
  readonly every: DurationInput
  /** The instant of occurrence 0. @default when the timer is due */
  readonly anchor?: InstantInput
  /** What happens to missed occurrences; see `Recurrence`. @default 'each' */
  readonly catchUp?: 'each' | 'last'
}

/**
 * Begins a series. Without an anchor it starts at `dueAt`, which may lie in the past; with one, at its first occurrence from `dueAt` on. Throws
 * `invalid-time`.
 */
export function beginSeries(asked: NewRecurrence, dueAt: number, series: number): Recurrence {
  const every = readDuration(asked.every)
  if (every.months === 0 && every.ms === 0)
    throw new SandboxError(
      'invalid-time',
      "A timer cannot recur every 0 ms. Give a span such as '1h' or 'P1M'."
    )
  const anchor = asked.anchor === undefined ? dueAt : readInstant(asked.anchor)
  const first: Recurrence = { anchor, every, k: 0, catchUp: asked.catchUp ?? 'each', series }
  return anchor < dueAt ? { ...first, k: lastOccurrenceBy(first, dueAt - 1) + 1 } : first
}

/** When an occurrence is due; `undefined` after the last year that a clock can show. */
export function occurrenceAt({ anchor, every }: Recurrence, k: number): number | undefined {
  const instant = addDuration(anchor, every, k)
  return isInstant(instant) ? instant : undefined
}

/** The last occurrence that is due by an instant, not before the anchor. Takes time in the logarithm of their number. */
export function lastOccurrenceBy({ anchor, every }: Recurrence, instant: number): number {
  let low = 0
  // No month is shorter than 28 days; and no series has more occurrences than milliseconds.
  const shortest = every.months * 28 * dayLength + every.ms
  let high = Math.min(Math.floor((instant - anchor) / shortest), lastInstant - firstInstant)
  while (low < high) {
    const middle = low + Math.ceil((high - low) / 2)
    if (addDuration(anchor, every, middle) <= instant) low = middle
    else high = middle - 1
  }
  return low
}
