// Points in time and spans are numbers of milliseconds, as `now` is: `now + duration('7d')`. Calendar arithmetic on integers, in UTC only.
import { dayLength as day, daysInMonth, daysOfDate } from '../../internal/civil-date.js'
import { dateTimeText } from '../../schema/generate/realistic/instants.js'
import { Fault } from '../frame.js'
import type { FunctionTable } from './expression-function.js'

const dateTime = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/
const units: { readonly [unit: string]: number } = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: day,
  w: 7 * day
}
/** 0001-01-01 and 9999-12-31, what RFC 3339 can write. */
const [first, last] = [-62_135_596_800_000, 253_402_300_799_999]

export const timeFunctions: FunctionTable = {
  'timestamp(1)': {
    takes: [['string']],
    gives: 'number',
    run: ([text]) => found(text as string, instantOf(text as string), 'a date and time of RFC 3339')
  },
  'duration(1)': {
    takes: [['string']],
    gives: 'number',
    run: ([text]) =>
      found(text as string, millisecondsOf(text as string), 'a duration such as 1h30m, 7d or P7D')
  },
  'dateTime(1)': {
    takes: [['number']],
    gives: 'string',
    run: ([instant]) => textOf('dateTime', instant as number)
  },
  'date(1)': {
    takes: [['number']],
    gives: 'string',
    run: ([instant]) => textOf('date', instant as number).slice(0, 10)
  }
}

function textOf(called: string, at: number): string {
  if (!Number.isInteger(at) || at < first || at > last)
    throw new Fault(`${called}() takes milliseconds since 1970, within the years 1 to 9999`)
  const fraction = at - Math.floor(at / 1000) * 1000
  const text = dateTimeText(at)
  return fraction === 0 ? text : `${text.slice(0, -1)}.${String(fraction).padStart(3, '0')}Z`
}

function found(text: string, value: number | undefined, what: string): number {
  if (value === undefined) throw new Fault(`'${text.slice(0, 40)}' is not ${what}`)
  return value
}

function instantOf(text: string): number | undefined {
  const parts = dateTime.exec(text)
  if (!parts) return undefined
  const [year, month, date, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number
  ]
  const offset = Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0)
  if (month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59 || Number(parts[9] ?? 0) > 23 || Number(parts[10] ?? 0) > 59)
    return undefined
  const minutes = hour * 60 + minute - (parts[8] === '-' ? -offset : offset)
  const milliseconds = second * 1000 + Number(`${parts[7] ?? ''}000`.slice(0, 3))
  const instant = daysOfDate({ year, month, day: date }) * day + minutes * 60_000 + milliseconds
  return instant < first || instant > last ? undefined : instant
}

const clockDuration = /^(-?)((?:\d{1,12}(?:\.\d{1,9})?(?:ms|[smhdw]))+)$/
const isoDuration =
  /^(-?)P(?!$)(?:(\d{1,12})W)?(?:(\d{1,12})D)?(?:T(?!$)(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12}(?:\.\d{1,9})?)S)?)?$/

/** CEL's form with days and weeks besides, or that of ISO 8601 without years and months, which have no length. */
function millisecondsOf(text: string): number | undefined {
  if (text.length > 100) return undefined
  const clock = clockDuration.exec(text)
  if (clock) {
    const terms = [...clock[2]!.matchAll(/([\d.]+)([a-z]+)/g)]
    return signed(
      clock[1]!,
      terms.reduce((sum, [, count, unit]) => sum + Number(count) * units[unit!]!, 0)
    )
  }
  const iso = isoDuration.exec(text)
  if (!iso) return undefined
  const lengths = [units['w']!, day, units['h']!, units['m']!, 1000]
  return signed(
    iso[1]!,
    lengths.reduce((sum, length, at) => sum + Number(iso[at + 2] ?? 0) * length, 0)
  )
}

/** Whole milliseconds. */
function signed(sign: string, milliseconds: number): number | undefined {
  const value = Math.round(milliseconds)
  return Number.isSafeInteger(value) ? (sign === '-' ? 0 - value : value) : undefined
}
