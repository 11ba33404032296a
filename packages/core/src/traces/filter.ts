// Which records are wanted.
import type { TraceKind, TraceRecord } from './record.js'

/** All that is said must hold. */
export interface TraceFilter {
  readonly kind?: TraceKind
  /** The key of an operation, or a part of it, such as `/pets`. */
  readonly operation?: string
  /** A status, or a class of them: `'4xx'`. */
  readonly status?: number | string
  /** The id of a client. */
  readonly client?: string
  /** Those after this trace (its id, kept or not any more), or from an instant on (epoch milliseconds of the sandbox's clock). */
  readonly since?: string | number
  /** What stands anywhere in it, upper and lower case alike. */
  readonly text?: string
  /** The last so many of them. */
  readonly limit?: number
}

/** Whether a record is wanted; `since` as an id and `limit` are about the list and are looked at there. */
export function isWanted(record: TraceRecord, filter: TraceFilter): boolean {
  const { kind, operation, status, client, since, text } = filter
  if (kind !== undefined && record.kind !== kind) return false
  if (operation !== undefined && !record.operation?.includes(operation)) return false
  if (status !== undefined && !hasStatus(record.status, status)) return false
  if (client !== undefined && record.auth?.client !== client) return false
  if (typeof since === 'number' && record.at < since) return false
  return text === undefined || JSON.stringify(record).toLowerCase().includes(text.toLowerCase())
}

/** Whether a status is the one that is wanted, or of the class of them: `'4xx'`. */
export function hasStatus(actual: number | null, wanted: number | string): boolean {
  if (actual === null) return false
  const text = String(wanted).toLowerCase()
  return text.endsWith('xx') ? String(actual).charAt(0) === text.charAt(0) : String(actual) === text
}

/** Those of a list, oldest first, that are wanted; `since` as an id has been looked at. */
export function wanted(records: readonly TraceRecord[], filter: TraceFilter): TraceRecord[] {
  const { limit } = filter
  const found = records.filter((record) => isWanted(record, filter))
  return limit === undefined ? found : limit <= 0 ? [] : found.slice(-limit)
}
