// Spans of time, as users write them -> months and milliseconds, and their place in the calendar.
import { SandboxError } from '../errors.js'
import { addMonths } from '../internal/civil-date.js'
import { describe } from './instant.js'

/**
 * A span as users write it: milliseconds; units from weeks down (`'5m'`, `'1h30m'`, `'250ms'`, `'7d'`, `'2w'`, `'1.5h'`); or an ISO 8601
 * duration (`PT5M`, `P1Y2M10DT2H30M`). A `d` is 24 hours; years and months are steps of the calendar in UTC.
 */
export type DurationInput = number | string

/** A span: steps of the calendar, and then milliseconds. Whole numbers from 0 on. */
export interface Duration {
  readonly months: number
  readonly ms: number
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const longest = { months: 120_000, ms: 315_537_897_600_000 }
const amount = String.raw`(\d{1,15}(?:[.,]\d{1,6})?)`
const short = new RegExp(
  `^${['w', 'd', 'h', 'm(?!s)', 's', 'ms'].map((unit) => String.raw`(?:${amount}${unit}\s*)?`).join('')}$`
)
const iso = new RegExp(
  `^P${['Y', 'M', 'W', 'D'].map(optional).join('')}(?:T(?=\\d)${['H', 'M', 'S'].map(optional).join('')})?$`
)

function optional(unit: string): string {
  return `(?:${amount}${unit})?`
}

/**
 * Reads a span. Only the last unit may have a fraction, never a year or month, and it must come to whole milliseconds. Throws
 * `invalid-time` for anything else, for negative spans, and for more than 10,000 years.
 */
export function readDuration(value: unknown): Duration {
  const duration = typeof value === 'string' ? parse(value) : { months: 0, ms: value as number }
  if (duration && isCount(duration.ms, longest.ms) && isCount(duration.months, longest.months))
    return duration
  throw new SandboxError(
    'invalid-time',
    `${describe(value)} is not a span of time. Give whole milliseconds from 0 on, a text such as '5m', '1h30m' or '7d', or an ISO 8601 duration such as 'P1M'.`
  )
}

/** The instant some times a span after another, in epoch milliseconds: first the months, on the last day of a short month, then the rest. */
export function addDuration(instant: number, { months, ms }: Duration, times = 1): number {
  return addMonths(instant, months * times) + ms * times
}

/** A span as text that `readDuration` reads back: `P1MT0.500S`. */
export function durationText({ months, ms }: Duration): string {
  const seconds = `${Math.floor(ms / second)}.${String(ms % second).padStart(3, '0')}`
  return `${months === 0 ? 'P' : `P${months}M`}T${seconds}S`
}

function isCount(value: unknown, most: number): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most
}

function parse(text: string): Duration | undefined {
  if (text.length > 100) return undefined
  const named = short.exec(text)
  if (named) return sum(named.slice(1), [], [7 * day, day, hour, minute, second, 1])
  const parts = iso.exec(text)
  return parts ? sum(parts.slice(1), [12, 1], [7 * day, day, hour, minute, second]) : undefined
}

/** Adds up amounts of units from large to small, the first of which are months. `undefined` where there is none, or a wrong fraction. */
function sum(
  amounts: readonly (string | undefined)[],
  inMonths: readonly number[],
  inMs: readonly number[]
): Duration | undefined {
  const units = [...inMonths, ...inMs]
  const last = amounts.findLastIndex((given) => given !== undefined)
  const counts = amounts.map((given, i) => {
    const [whole, fraction = ''] = (given ?? '0').split(/[.,]/) as [string, string?]
    if (fraction === '') return Number(whole) * units[i]!
    if (i !== last || i < inMonths.length) return Number.NaN
    return (
      Number(whole) * units[i]! + (Number(fraction) * units[i]!) / Number(`1${'0'.repeat(fraction.length)}`)
    )
  })
  if (last === -1) return undefined
  const add = (from: number, to: number) => counts.slice(from, to).reduce((total, count) => total + count, 0)
  return { months: add(0, inMonths.length), ms: add(inMonths.length, units.length) }
}
