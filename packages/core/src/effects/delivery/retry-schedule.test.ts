import { expect, it } from 'vitest'
import { deriveKey, hashText } from '../../internal/random.js'
import { classifyAttempt, type AttemptAnswer } from './classify-attempt.js'
import { readRetryAfter } from './retry-after.js'
import {
  nextAttemptAt,
  standardSchedule,
  svixSchedule,
  type Jitter,
  type RetrySchedule
} from './retry-schedule.js'

const start = 1_772_357_400_000
const seconds = (...list: number[]) => list.map((second) => second * 1000)

/** What a receiver does with an attempt: how long it takes, in milliseconds, and what it answers, if it does. */
interface Reaction {
  readonly takes?: number
  readonly status?: number
  readonly retryAfter?: string
}

/** The offsets in milliseconds at which an event's attempts are made, until one succeeds, the endpoint is disabled or none is left. */
function attempts(
  schedule: RetrySchedule,
  react: (attempt: number) => Reaction,
  from = start,
  jitter?: Jitter
) {
  const offsets: number[] = []
  let at: number | undefined = from
  for (let attempt = 1; at !== undefined; attempt++) {
    offsets.push(at - from)
    const { takes = 0, status, retryAfter } = react(attempt)
    const answer: AttemptAnswer =
      status === undefined ? { kind: 'no-response' } : { kind: 'response', status }
    const verdict = classifyAttempt(answer)
    if (verdict === 'success' || verdict === 'disable') break
    const failedAt: number = at + takes
    const wait = readRetryAfter(retryAfter, failedAt)
    at = nextAttemptAt(
      schedule,
      {
        attempt,
        failedAt,
        slowDown: verdict === 'slow-down',
        ...(wait === undefined ? {} : { retryAfter: wait })
      },
      jitter
    )
  }
  return offsets
}

const standardOffsets = seconds(0, 5, 305, 2105, 9305, 27_305, 63_305, 113_705, 185_705, 272_105)
const svixOffsets = seconds(0, 5, 305, 2105, 9305, 27_305, 63_305, 99_305)

it('both schedules hold to the second, for 1,000 events that fail at every attempt', () => {
  for (const [schedule, offsets] of [
    [standardSchedule, standardOffsets],
    [svixSchedule, svixOffsets]
  ] as const) {
    const made = Array.from({ length: 1000 }, (_, event) =>
      attempts(schedule, () => ({ status: 500 }), start + event * 137)
    )
    expect(made.filter((list) => list.join() !== offsets.join())).toEqual([])
    expect(made.flat()).toHaveLength(1000 * offsets.length)
  }
})

it('an attempt that runs into its timeout puts all later ones off by as much', () => {
  const made = attempts(standardSchedule, (attempt) => (attempt <= 2 ? { takes: 15_000 } : { status: 503 }))
  expect(made).toEqual(standardOffsets.map((offset, index) => offset + Math.min(index, 2) * 15_000))
})

it('an answer of 2xx ends the attempts, and so does 410', () => {
  for (const status of [200, 204, 299, 410])
    expect(attempts(standardSchedule, (attempt) => ({ status: attempt === 3 ? status : 500 }))).toEqual(
      standardOffsets.slice(0, 3)
    )
})

it.each([
  ['60', 60],
  ['4', 5],
  ['0', 5],
  ['-1', 5],
  ['1e9', 5],
  ['1.5', 5],
  ['soon', 5],
  ['1000000000', 86_400],
  ['9'.repeat(60), 86_400],
  ['Sun, 01 Mar 2026 09:31:00 GMT', 60],
  ['Sunday, 01-Mar-26 09:31:00 GMT', 60],
  ['Sun Mar  1 09:31:00 2026', 60],
  ['Sun, 01 Mar 2025 09:31:00 GMT', 5],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400]
])('Retry-After: %s makes a wait of %i seconds where the schedule has 5', (retryAfter, wait) => {
  const made = attempts(standardSchedule, (attempt) =>
    attempt === 1 ? { status: 503, retryAfter } : { status: 200 }
  )
  expect(made).toEqual(seconds(0, wait))
})

it('a receiver under load gets the next step but one, and Retry-After where that is longer', () => {
  const slow = (status: number, retryAfter?: string) =>
    attempts(standardSchedule, (attempt) =>
      attempt < 3 ? { status, ...(retryAfter && { retryAfter }) } : { status: 200 }
    )
  for (const status of [429, 502, 504]) expect(slow(status)).toEqual(seconds(0, 300, 300 + 1800))
  expect(slow(429, '600')).toEqual(seconds(0, 600, 600 + 1800))
  expect(attempts(standardSchedule, () => ({ status: 429 }))).toHaveLength(10)
})

it('Retry-After does not add attempts', () => {
  expect(attempts(svixSchedule, () => ({ status: 503, retryAfter: '1' }))).toEqual(svixOffsets)
  expect(nextAttemptAt(svixSchedule, { attempt: 8, failedAt: start, retryAfter: 1000 })).toBeUndefined()
  expect(nextAttemptAt([], { attempt: 1, failedAt: start })).toBeUndefined()
})

it('jitter makes delays longer by a share that the key decides, the same each time', () => {
  const jitterOf = (event: string): Jitter => ({ key: hashText(event, 42), ratio: 0.1 })
  const made = Array.from({ length: 1000 }, (_, event) =>
    attempts(standardSchedule, () => ({ status: 500 }), start, jitterOf(`evt_${event}`))
  )
  const again = Array.from({ length: 1000 }, (_, event) =>
    attempts(standardSchedule, () => ({ status: 500 }), start, jitterOf(`evt_${event}`))
  )
  expect(again).toEqual(made)
  const delays = made.map((offsets) => offsets.slice(1).map((offset, index) => offset - offsets[index]!))
  const bounds = standardSchedule.slice(1)
  expect(
    delays.filter((list) => list.some((delay, i) => delay < bounds[i]! || delay > bounds[i]! * 1.1))
  ).toEqual([])
  // Spread over the whole range, each attempt for itself.
  for (const [i, least] of bounds.entries()) {
    const shares = delays.map((list) => (list[i]! - least) / (least * 0.1))
    expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) / 1000 - 0.5)).toBeLessThan(0.05)
  }
  expect(
    attempts(standardSchedule, () => ({ status: 500 }), start, { key: deriveKey(1, 2), ratio: 0 })
  ).toEqual(standardOffsets)
})
