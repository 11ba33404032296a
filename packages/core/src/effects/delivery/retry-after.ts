// `Retry-After`: how long a receiver asks to be left alone (RFC 9110 section 10.2.3).
import { readHttpDate } from './http-date.js'

/**
 * The milliseconds that a `Retry-After` asks to wait, from `now` in epoch milliseconds by the receiver's clock; 0 for a date that is past.
 * `undefined` for what is neither whole seconds nor an HTTP date, such as `-1` and `1.5`: then the schedule decides alone. There is
 * no upper bound here; `nextAttemptAt` keeps the wait within the schedule.
 */
export function readRetryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined || text.length > 64) return undefined
  if (/^[0-9]+$/.test(text)) return Number(text) * 1000
  const date = readHttpDate(text, now)
  return date === undefined ? undefined : Math.max(date - now, 0)
}
