// Dates as HTTP headers have them: one form that is sent, and two older ones that are still understood (RFC 9110 section 5.6.7).
import { dateOfDays, dayLength, daysInMonth, daysOfDate } from '../../internal/civil-date.js'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const weekdays = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed']
const time = '(\\d\\d):(\\d\\d):(\\d\\d)'
const shortDay = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'
const longDay = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day'
const anyMonth = `(${months.join('|')})`

const current = new RegExp(`^${shortDay}, (\\d\\d) ${anyMonth} (\\d{4}) ${time} GMT$`)
const rfc850 = new RegExp(`^${longDay}, (\\d\\d)-${anyMonth}-(\\d\\d) ${time} GMT$`)
const asctime = new RegExp(`^${shortDay} ${anyMonth} ([\\d ]\\d) ${time} (\\d{4})$`)

/**
 * An HTTP date in any of its three forms, as epoch milliseconds; `undefined` for any other text and for days and times that do not
 * exist. A year of two digits is the latest one that is not more than 50 years after `now` (epoch milliseconds). That the
 * weekday fits is not asked.
 */
export function readHttpDate(text: string, now: number): number | undefined {
  let found = current.exec(text)
  if (found) return instantOf(Number(found[3]), found[2]!, Number(found[1]), found.slice(4))
  found = asctime.exec(text)
  if (found) return instantOf(Number(found[6]), found[1]!, Number(found[2]), found.slice(3))
  found = rfc850.exec(text)
  if (!found) return undefined
  const latest = dateOfDays(Math.floor(now / dayLength)).year + 50
  const year = latest - ((((latest - Number(found[3])) % 100) + 100) % 100)
  return instantOf(year, found[2]!, Number(found[1]), found.slice(4))
}

/** Prints epoch milliseconds of the years 1 to 9999 in the form that is sent: `Sun, 06 Nov 1994 08:49:37 GMT`. */
export function httpDate(instant: number): string {
  const days = Math.floor(instant / dayLength)
  const date = dateOfDays(days)
  const seconds = Math.floor((instant - days * dayLength) / 1000)
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  const weekday = weekdays[((days % 7) + 7) % 7]
  return `${weekday}, ${two(date.day)} ${months[date.month - 1]} ${String(date.year).padStart(4, '0')} ${clock} GMT`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`
}

function instantOf(
  year: number,
  monthName: string,
  day: number,
  clock: readonly string[]
): number | undefined {
  const [hour, minute, second] = clock.slice(0, 3).map(Number) as [number, number, number]
  const month = months.indexOf(monthName) + 1
  // A leap second is a time; it is read as the first second after it.
  if (day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59 || second > 60) return undefined
  return daysOfDate({ year, month, day }) * dayLength + (hour * 3600 + minute * 60 + second) * 1000
}
