// Dates as HTTP headers have them: one form that is sent, and two older ones that are still understood (RFC 9110 section 5.6.7).

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const time = '(\\d\\d):(\\d\\d):(\\d\\d)'
const day = '(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)'
const longDay = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day'
const month = `(${months.join('|')})`

const current = new RegExp(`^${day}, (\\d\\d) ${month} (\\d{4}) ${time} GMT$`)
const rfc850 = new RegExp(`^${longDay}, (\\d\\d)-${month}-(\\d\\d) ${time} GMT$`)
const asctime = new RegExp(`^${day} ${month} ([\\d ]\\d) ${time} (\\d{4})$`)

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
  const latest = yearOf(now) + 50
  const year = latest - ((((latest - Number(found[3])) % 100) + 100) % 100)
  return instantOf(year, found[2]!, Number(found[1]), found.slice(4))
}

function instantOf(
  year: number,
  monthName: string,
  dayOfMonth: number,
  clock: readonly string[]
): number | undefined {
  const [hour, minute, second] = clock.slice(0, 3).map(Number) as [number, number, number]
  const monthNumber = months.indexOf(monthName) + 1
  const first = daysBefore(year, monthNumber)
  const next = monthNumber === 12 ? daysBefore(year + 1, 1) : daysBefore(year, monthNumber + 1)
  // A leap second is a time; it is read as the first second after it.
  if (dayOfMonth < 1 || dayOfMonth > next - first || hour > 23 || minute > 59 || second > 60) return undefined
  return ((first + dayOfMonth - 1) * 86_400 + hour * 3600 + minute * 60 + second) * 1000
}

/** The days from 1970-01-01 to the first of a month, in the Gregorian calendar: years are counted from March, when the leap day is last. */
function daysBefore(year: number, monthNumber: number): number {
  const y = monthNumber > 2 ? year : year - 1
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400)
  const monthsFromMarch = (monthNumber + 9) % 12
  return y * 365 + leapDays + Math.floor((153 * monthsFromMarch + 2) / 5) - 719_468
}

function yearOf(now: number): number {
  const days = Math.floor(now / 86_400_000)
  const guess = 1970 + Math.floor(days / 365.2425)
  if (daysBefore(guess, 1) > days) return guess - 1
  return daysBefore(guess + 1, 1) <= days ? guess + 1 : guess
}
