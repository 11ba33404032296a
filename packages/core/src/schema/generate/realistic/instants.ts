// Points in time around `now`, by the name of the field, and their texts. Calendar arithmetic on integers: there is no `Date` in core.
import { deriveKey } from '../../../internal/random.js'

const SECOND = 1_000
const DAY = 86_400 * SECOND
const FUTURE = /expir|until|due|renew|next|scheduled|valid_to|end(s|_|$)|deadline|trial_end|arrival/
const RECENT =
  /updat|modif|changed|last|pushed|completed|closed|finished|accessed|seen|published|merged|cancel|deleted/
const BIRTH = /birth|dob/

/**
 * Makes instants for a field of this name, in epoch milliseconds on a whole second: created before updated, updated before now,
 * expiry after.
 */
export function instantsFor(name: string): (now: number, key: number) => number {
  const [from, to] = spanOf(name)
  return (now, key) => {
    const seconds = Math.floor((deriveKey(key, 1) / 0x100000000) * ((to - from) / SECOND))
    return Math.max(Math.floor(now / SECOND) * SECOND + from + seconds * SECOND, -62_135_596_800_000)
  }
}

function spanOf(name: string): readonly [from: number, to: number] {
  if (BIRTH.test(name)) return [-60 * 365 * DAY, -20 * 365 * DAY]
  if (FUTURE.test(name)) return [DAY, 365 * DAY]
  if (RECENT.test(name)) return [-30 * DAY, 0]
  return [-365 * DAY, -30 * DAY]
}

/** `2026-03-01T09:30:00Z` (RFC 3339) from epoch milliseconds, years 0001 to 9999. */
export function dateTimeText(instant: number): string {
  return `${dateText(instant)}T${timeText(instant)}`
}

/** `09:30:00Z`. */
export function timeText(instant: number): string {
  const seconds = Math.floor((instant - Math.floor(instant / DAY) * DAY) / SECOND)
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}Z`
}

/** `2026-03-01`: days since the epoch to the proleptic Gregorian calendar, counted in 400-year eras that start in March. */
export function dateText(instant: number): string {
  const days = Math.floor(instant / DAY) + 719_468
  const era = Math.floor(days / 146_097)
  const day = days - era * 146_097
  const year = Math.floor(
    (day - Math.floor(day / 1460) + Math.floor(day / 36_524) - Math.floor(day / 146_096)) / 365
  )
  const dayOfYear = day - (365 * year + Math.floor(year / 4) - Math.floor(year / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const fullYear = Math.min(Math.max(year + era * 400 + (month <= 2 ? 1 : 0), 1), 9999)
  return `${String(fullYear).padStart(4, '0')}-${two(month)}-${two(dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1)}`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`
}
