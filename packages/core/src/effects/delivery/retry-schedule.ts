// When a delivery is tried again: the schedules as data, and the one function that reads them.
import { deriveKey, Random } from '../../internal/random.js'

/**
 * The attempts at a delivery: for each one, the milliseconds from the failure of the attempt before (the first from the event
 * itself). After the last the delivery is a dead letter.
 */
export type RetrySchedule = readonly number[]

/** 10 attempts over 75 h 35 min 5 s: the example of Standard Webhooks 1.0.0, "Deliverability and reliability". */
export const standardSchedule: RetrySchedule = seconds(
  0,
  5,
  300,
  1800,
  7200,
  18_000,
  36_000,
  50_400,
  72_000,
  86_400
)

/** 8 attempts over 27 h 35 min 5 s, as Svix makes them (docs.svix.com/retries). */
export const svixSchedule: RetrySchedule = seconds(0, 5, 300, 1800, 7200, 18_000, 36_000, 36_000)

/** An attempt that failed, and what its receiver asked for. */
export interface FailedAttempt {
  /** Which attempt it was, from 1. */
  readonly attempt: number
  /** When it failed, in epoch milliseconds: after a timeout, that is when the time was out. */
  readonly failedAt: number
  /** The milliseconds that `Retry-After` asks for, from `readRetryAfter`. */
  readonly retryAfter?: number
  /** The receiver is under load (`classifyAttempt`): the next step of the schedule is passed over for the one after it. */
  readonly slowDown?: boolean
}

/** Spreads the attempts of many deliveries: each delay is longer by a share of it, up to `ratio`, that the key decides. */
export interface Jitter {
  /** The delivery's own key, derived from the sandbox's seed and the event's id. */
  readonly key: number
  /** 0.1 makes delays up to 10 % longer. */
  readonly ratio: number
}

/**
 * When to make the next attempt, in epoch milliseconds; `undefined` when there is none left. `Retry-After` can lengthen a delay, as far
 * as the longest of the schedule, and never shortens one.
 */
export function nextAttemptAt(
  schedule: RetrySchedule,
  { attempt, failedAt, retryAfter = 0, slowDown = false }: FailedAttempt,
  jitter?: Jitter
): number | undefined {
  const scheduled = schedule[attempt]
  if (scheduled === undefined) return undefined
  const longest = schedule.reduce((most, delay) => Math.max(most, delay), 0)
  const base = slowDown ? Math.max(scheduled, schedule[attempt + 1] ?? 0) : scheduled
  const delay = Math.max(base, Math.min(retryAfter, longest))
  return failedAt + delay + spread(delay, attempt, jitter)
}

function spread(delay: number, attempt: number, jitter: Jitter | undefined): number {
  if (jitter === undefined) return 0
  return Math.floor(delay * jitter.ratio * new Random(deriveKey(jitter.key, attempt)).fraction())
}

function seconds(...delays: readonly number[]): RetrySchedule {
  return Object.freeze(delays.map((delay) => delay * 1000))
}
