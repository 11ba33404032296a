// Points in time around `now`, by the name of the field, and their texts.
import { dateOfDays, dayLength } from '../../../internal/civil-date.js'
import { deriveKey } from '../../../internal/random.js'

const SECOND = 1_000
const DAY = dayLength
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

/** `2026-03-01`; years before 1 and after 9999 are those. */
export function dateText(instant: number): string {
  const { year, month, day } = dateOfDays(Math.floor(instant / DAY))
  return `${String(Math.min(Math.max(year, 1), 9999)).padStart(4, '0')}-${two(month)}-${two(day)}`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`
}
