// Two records of one thing: what was recorded, and what came of doing it again. Decisions first, then what was answered, then what it did.
import { isObject } from '../../internal/json.js'
import { joinPointer } from '../../internal/json-pointer.js'
import { parseExactJson } from '../../internal/parse-exact-json.js'
import { diffJson } from '../../state/diff-json.js'
import { redacted } from '../redact/marker.js'
import type { TraceBody } from '../redact/redact-body.js'
import type { TraceMessage, TraceRecord } from '../record.js'

/** A place where they differ; a value that is not there is `undefined`. */
export interface RecordDifference {
  /** JSON Pointer into the record; into the JSON of a body, as in `/response/body/amount`. */
  readonly path: string
  readonly recorded: unknown
  readonly replayed: unknown
}

/** What is compared beside what a client could see. */
export interface Comparing {
  /** Whether what is kept has to be the same bit by bit: the release and the state are the same, and no secret was taken out of what was sent. */
  readonly exact: boolean
}

/**
 * The differences, the most telling ones first. Not compared: ids and causes, which follow from the log; release and engine; where values came from; notes.
 */
export function compareRecords(
  recorded: TraceRecord,
  replayed: TraceRecord,
  { exact }: Comparing
): RecordDifference[] {
  const [before, after] = [sides(recorded, exact), sides(replayed, exact)]
  // Steps are told in words where the status differs, and hashes that nobody wrote down differ from none.
  const isOther = recorded.status !== replayed.status || recorded.problem !== replayed.problem
  const isLeft = (pointer: string): boolean =>
    (pointer === '/steps' && isOther) || (pointer === '/hashes' && recorded.hashes === null)
  return before.flatMap(([pointer, value], i) =>
    isLeft(pointer)
      ? []
      : diffJson(value, after[i]![1]).map(({ pointer: below, before: was, after: is }) => ({
          path: pointer + below,
          recorded: was,
          replayed: is
        }))
  )
}

/** What is compared, in the order in which it is told. */
function sides(record: TraceRecord, exact: boolean): [pointer: string, value: unknown][] {
  const { response, delivery, timers } = record
  return [
    ['/kind', record.kind],
    ['/name', record.name],
    ['/method', record.method],
    ['/outcome', record.outcome],
    ['/status', record.status],
    ['/problem', record.problem],
    ['/steps', record.steps.map(({ step, result }) => ({ step, result }))],
    ['/auth', record.auth],
    ['/policies', record.policies],
    ['/findings', record.findings],
    ['/rule', record.rule],
    ['/operation', record.operation],
    ['/response/headers', response && headersOf(response, exact)],
    ...bodyOf(response?.body ?? null, exact),
    ['/changes', record.changes.map(({ resource, id, kind, fields }) => ({ resource, id, kind, fields }))],
    ['/timers/scheduled', timers.scheduled.map(({ kind, name, dueAt }) => ({ kind, name, dueAt }))],
    ['/timers/cancelled', timers.cancelled.map(({ kind, name, dueAt }) => ({ kind, name, dueAt }))],
    ['/events', record.events.map(({ type, deliveries }) => ({ type, deliveries: deliveries.length }))],
    ['/delivery', delivery && { attempt: delivery.attempt, status: delivery.status }],
    ['/hashes', exact ? record.hashes : null]
  ]
}

/** Validators follow from all that is kept of a thing, secrets included. */
function headersOf({ headers }: TraceMessage, exact: boolean): unknown {
  if (exact) return headers
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'etag'))
}

/** JSON as what it says, so that a difference is that of a member; other texts as they are; and what is not kept by its size. */
function bodyOf(body: TraceBody | null, exact: boolean): [string, unknown][] {
  const json = body && jsonOf(body)
  const hidesLength = body?.text?.includes(redacted) === true || !exact
  const isWhole = json !== null && json !== undefined
  return [
    ['/response/body', isWhole ? json.value : body === null ? null : undefined],
    ['/response/body/text', isWhole ? null : (body?.text ?? null)],
    ['/response/body/type', body?.type ?? null],
    ['/response/body/bytes', body === null || isWhole || hidesLength ? null : body.bytes]
  ]
}

function jsonOf({ text, cut }: TraceBody): { readonly value: unknown } | undefined {
  if (text === null || cut) return undefined
  try {
    return { value: parseExactJson(text) }
  } catch {
    return undefined
  }
}

/** The places of a value that hold something that was taken out, as JSON Pointers. */
export function redactedPlaces(value: unknown, pointer = '', depth = 0): string[] {
  if (typeof value === 'string') return value.includes(redacted) ? [pointer] : []
  if (depth > 100) return []
  if (Array.isArray(value))
    return value.flatMap((item, i) => redactedPlaces(item, joinPointer(pointer, i), depth + 1))
  if (!isObject(value)) return []
  return Object.keys(value).flatMap((name) =>
    redactedPlaces(value[name], joinPointer(pointer, name), depth + 1)
  )
}
