// Days, months and years of UTC, by arithmetic: core has no `Date`. The calendar is the proleptic Gregorian one, in eras of 400 years
// that start in March, so that leap days come last.

/** A day of the calendar; months and days count from 1. */
export interface CivilDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** The milliseconds of a day. */
export const dayLength = 86_400_000

/** Days from 1970-01-01 to a date. A day out of its month counts on. */
export function daysOfDate({ year, month, day }: CivilDate): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468
}

/** The date that is a number of days from 1970-01-01. */
export function dateOfDays(days: number): CivilDate {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return { year, month, day: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1 }
}

/** How many days a month has. */
export function daysInMonth(year: number, month: number): number {
  const next = month === 12 ? { year: year + 1, month: 1, day: 1 } : { year, month: month + 1, day: 1 }
  return daysOfDate(next) - daysOfDate({ year, month, day: 1 })
}

/** The same time of day some months later, in epoch milliseconds; on the last day of a month that has no such day. */
export function addMonths(instant: number, months: number): number {
  if (months === 0) return instant
  const days = Math.floor(instant / dayLength)
  const { year, month, day } = dateOfDays(days)
  const count = year * 12 + (month - 1) + months
  const to = { year: Math.floor(count / 12), month: count - Math.floor(count / 12) * 12 + 1 }
  const date = { ...to, day: Math.min(day, daysInMonth(to.year, to.month)) }
  return daysOfDate(date) * dayLength + (instant - days * dayLength)
}
