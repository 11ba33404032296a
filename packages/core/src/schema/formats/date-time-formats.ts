// `date-time`, `date`, `time` and `duration` (RFC 3339, section 5.6 and appendix A).

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function isDate(text: string): boolean {
  return text.length === 10 && startsWithDate(text)
}

function startsWithDate(text: string): boolean {
  if (text[4] !== '-' || text[7] !== '-') return false
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)]
  if (year < 0 || month < 1 || month > 12 || day < 1 || day > (DAYS[month - 1] as number)) return false
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month !== 2 || day < 29 || isLeapYear
}

/** A leap second is taken only at the end of a day in UTC. */
export function isTime(text: string): boolean {
  return endsWithTime(text, 0)
}

function endsWithTime(text: string, start: number): boolean {
  if (text[start + 2] !== ':' || text[start + 5] !== ':') return false
  const hour = digits(text, start, start + 2)
  const minute = digits(text, start + 3, start + 5)
  const second = digits(text, start + 6, start + 8)
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return false
  let end = start + 8
  if (text[end] === '.') {
    const fraction = end + 1
    for (end = fraction; isDigit(text, end);) end++
    if (end === fraction) return false
  }
  const offset = offsetAt(text, end)
  if (offset === undefined || second < 60) return offset !== undefined
  return (hour * 60 + minute - offset + 2880) % 1440 === 1439
}

/** The minutes before UTC that the rest of a time says; `undefined` when it is no offset. */
function offsetAt(text: string, at: number): number | undefined {
  const sign = text[at]
  if (sign === 'Z' || sign === 'z') return text.length === at + 1 ? 0 : undefined
  if ((sign !== '+' && sign !== '-') || text.length !== at + 6 || text[at + 3] !== ':') return undefined
  const [hour, minute] = [digits(text, at + 1, at + 3), digits(text, at + 4, at + 6)]
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return undefined
  return (hour * 60 + minute) * (sign === '-' ? -1 : 1)
}

export function isDateTime(text: string): boolean {
  return (text[10] === 'T' || text[10] === 't') && startsWithDate(text) && endsWithTime(text, 11)
}

/** The number that the characters from `start` up to `end` are; -1 when they are not all digits. */
function digits(text: string, start: number, end: number): number {
  let number = 0
  for (let i = start; i < end; i++) {
    if (!isDigit(text, i)) return -1
    number = number * 10 + text.charCodeAt(i) - 48
  }
  return number
}

function isDigit(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  return unit >= 48 && unit <= 57
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
