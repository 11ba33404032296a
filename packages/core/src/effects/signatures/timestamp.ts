// The moment of an attempt: whole seconds since 1970 in a header, believed only near the receiver's own clock.
import { refusal, type WebhookRefusal } from './verification.js'

/** What a receiver's clock says, and how far from it a delivery may be: both in milliseconds. */
export interface ReceiverClock {
  readonly now: number
  readonly tolerance: number
}

/** The header text of an instant in epoch milliseconds; `undefined` for instants before 1970 and for what is no number. */
export function timestampText(now: number): string | undefined {
  const seconds = Math.floor(now / 1000)
  return Number.isSafeInteger(seconds) && seconds >= 0 ? `${seconds}` : undefined
}

/**
 * Reads a timestamp: digits without leading zeros, at most 16 of them, and within the tolerance of the clock, its edges
 * included. Epoch milliseconds, or why it is refused. Whole seconds are compared, as senders have no finer ones.
 */
export function readTimestamp(name: string, text: string, clock: ReceiverClock): number | WebhookRefusal {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text))
    return refusal('header-malformed', `The timestamp in ${name} is not a whole number of seconds.`)
  const timestamp = Number(text) * 1000
  const age = Math.floor(clock.now / 1000) * 1000 - timestamp
  // Asked this way round, a clock or a tolerance that is no number refuses.
  if (!(age <= clock.tolerance)) return refusal('timestamp-too-old', tooFar(age, 'ago', clock))
  if (!(-age <= clock.tolerance)) return refusal('timestamp-too-new', tooFar(-age, 'ahead', clock))
  return timestamp
}

function tooFar(distance: number, direction: string, { tolerance }: ReceiverClock): string {
  const [seconds, allowed] = [distance / 1000, tolerance / 1000]
  return `The delivery was signed ${seconds} seconds ${direction} of the receiver's clock, and ${allowed} are allowed.`
}
