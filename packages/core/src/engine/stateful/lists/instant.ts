// Points in time as APIs write them -> milliseconds since 1970. By arithmetic: core has no `Date`.
import { daysOfDate } from '../../../internal/civil-date.js'

const written =
  /^(\d{4})-(\d{2})(?:-(\d{2}))?(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([Zz]|[+-]\d{2}:?\d{2})?)?$/

/**
 * Reads ISO 8601 dates and times (without an offset: UTC), and numbers: seconds, or milliseconds from 10^11 on. `undefined` for anything
 * else. Days and hours out of range are not refused; they count on.
 */
export function instantOf(value: unknown): number | undefined {
  if (typeof value === 'number')
    return Number.isFinite(value) ? (Math.abs(value) < 1e11 ? value * 1000 : value) : undefined
  if (typeof value !== 'string' || value.length > 40) return undefined
  const parts = written.exec(value.trim())
  if (!parts) return undefined
  const [, year, month, day = '1', hour = '0', minute = '0', second = '0', fraction = '', offset = 'Z'] =
    parts
  const days = daysOfDate({ year: Number(year), month: Number(month), day: Number(day) })
  const seconds = days * 86_400 + Number(hour) * 3600 + Number(minute) * 60 + Number(second)
  return seconds * 1000 + Number(`${fraction}000`.slice(0, 3)) - offsetOf(offset)
}

function offsetOf(text: string): number {
  if (/^z$/i.test(text)) return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2))
  return (text.startsWith('-') ? -minutes : minutes) * 60_000
}
