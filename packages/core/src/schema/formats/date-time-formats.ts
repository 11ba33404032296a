// `date-time`, `date`, `time` and `duration` (RFC 3339, section 5.6 and appendix A).

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[zZ]|([+-])(\d{2}):(\d{2}))$/
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function isDate(text: string): boolean {
  const match = text.length === 10 ? DATE.exec(text) : null
  if (!match) return false
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  if (month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] as number)) return false
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month !== 2 || day < 29 || isLeapYear
}

/** A leap second is taken only at the end of a day in UTC. */
export function isTime(text: string): boolean {
  const match = TIME.exec(text)
  if (!match) return false
  const [hour, minute, second] = match.slice(1, 4).map(Number) as [number, number, number]
  const [offsetHour, offsetMinute] = [Number(match[5] ?? 0), Number(match[6] ?? 0)]
  if (hour > 23 || minute > 59 || second > 60 || offsetHour > 23 || offsetMinute > 59) return false
  if (second < 60) return true
  const offset = (offsetHour * 60 + offsetMinute) * (match[4] === '-' ? -1 : 1)
  const utc = hour * 60 + minute - offset
  return (utc + 2880) % 1440 === 1439
}

export function isDateTime(text: string): boolean {
  return (text[10] === 'T' || text[10] === 't') && isDate(text.slice(0, 10)) && isTime(text.slice(11))
}

/** Units follow each other without a gap: years may be followed by months, not directly by days. */
export function isDuration(text: string): boolean {
  if (text[0] !== 'P') return false
  const [date, time, ...more] = text.slice(1).split('T') as [string, string | undefined, ...string[]]
  if (more.length > 0) return false
  if (time === undefined) return /^\d+W$/.test(date) || (date !== '' && isUnits(date, 'YMD'))
  return (date === '' || isUnits(date, 'YMD')) && time !== '' && isUnits(time, 'HMS')
}

function isUnits(text: string, units: string): boolean {
  if (!/^(?:\d+[A-Z])+$/.test(text)) return false
  return units.includes(text.replaceAll(/\d+/g, ''))
}
