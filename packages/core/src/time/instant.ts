// Points in time, as users write them -> epoch milliseconds, and back to ISO 8601.
import { SandboxError } from '../errors.js'
import { printScalar } from '../internal/json.js'
import { dateOfDays, dayLength, daysInMonth, daysOfDate } from '../internal/civil-date.js'

/** An instant as users write it: epoch milliseconds, or ISO 8601 with a zone: `2026-03-01T09:30:00Z`, `2026-03-01T10:30+01:00`. */
export type InstantInput = number | string

/** 0001-01-01T00:00:00.000Z and 9999-12-31T23:59:59.999Z: what ISO 8601 writes with four digits of a year. */
export const firstInstant = -62_135_596_800_000
/** The last instant that a clock can show. */
export const lastInstant = 253_402_300_799_999

const written =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d{2}(?::?\d{2})?)$/

/**
 * Reads an instant, cut to milliseconds. Throws `invalid-time` for anything else, for days and hours that do not exist, for a leap second,
 * and outside the years 1 to 9999.
 */
export function readInstant(value: unknown): number {
  const instant = typeof value === 'string' ? parse(value) : value
  if (isInstant(instant)) return instant
  throw new SandboxError(
    'invalid-time',
    `${describe(value)} is not an instant. Give epoch milliseconds, or ISO 8601 with a zone, such as '2026-03-01T09:30:00Z'.`
  )
}

/** Whether a value is a whole number of milliseconds within the years 1 to 9999. */
export function isInstant(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= firstInstant && (value as number) <= lastInstant
}

/** Prints epoch milliseconds of the years 1 to 9999 as ISO 8601: `2026-03-01T09:30:00.000Z`. */
export function instantText(instant: number): string {
  const days = Math.floor(instant / dayLength)
  const { year, month, day } = dateOfDays(days)
  const rest = instant - days * dayLength
  const seconds = Math.floor(rest / 1000)
  const time = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}T${time.map((part) => digits(part, 2)).join(':')}.${digits(rest % 1000, 3)}Z`
}

/** A value as a message about it names it. */
export function describe(value: unknown): string {
  const text = typeof value === 'string' ? `'${value}'` : printScalar(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function parse(text: string): number | undefined {
  const parts = text.length > 40 ? null : written.exec(text)
  if (!parts) return undefined
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const offset = offsetOf(parts[8]!)
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59 || offset === undefined) return undefined
  const fraction = Number(`${parts[7] ?? ''}000`.slice(0, 3))
  const time = (hour * 3600 + minute * 60 + second) * 1000 + fraction
  return daysOfDate({ year, month, day }) * dayLength + time - offset
}

function offsetOf(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = zone.length > 3 ? Number(zone.slice(-2)) : 0
  if (hours > 23 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0')
}
