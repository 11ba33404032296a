// What was given to be replayed -> records. It may come from anywhere, so it is checked before anything is done with it.
import { SandboxError } from '../../errors.js'
import {
  count,
  either,
  flag,
  listOf,
  mapOf,
  number,
  oneOf,
  optional,
  orNull,
  record,
  text
} from '../../internal/form.js'
import { isObject } from '../../internal/json.js'
import { isInstant } from '../../time/instant.js'
import { traceKinds, traceSteps, traceVersion, type TraceRecord } from '../../traces/record.js'
import { unknownTrace } from '../traces/unknown-trace.js'
import type { RecordedOptions, Recording } from './recording.js'
import type { Replayable } from './report.js'

/** Records, and the options that a recording says. */
export interface Given {
  readonly records: readonly TraceRecord[]
  readonly options: RecordedOptions
  /** The state that a recording begins from. */
  readonly start?: string
  /** Whether one record was meant, and not a log: what follows from it is then not looked at. */
  readonly isOne: boolean
}

const body = record({
  bytes: count,
  text: orNull(text),
  omitted: orNull(text),
  cut: flag,
  type: orNull(text)
})
const message = record({ headers: mapOf(either(text, listOf(text))), body: orNull(body) })
const timers = listOf(record({ kind: text, dueAt: number }))
const members = {
  version: oneOf(traceVersion),
  id: text,
  seq: count,
  kind: oneOf(...traceKinds),
  at: isInstant,
  name: optional(orNull(text)),
  cause: optional(orNull(text)),
  outcome: optional(orNull(text)),
  method: optional(orNull(text)),
  url: optional(orNull(text)),
  operation: optional(orNull(text)),
  status: optional(orNull(count)),
  problem: optional(orNull(text)),
  rule: optional(orNull(text)),
  steps: listOf(record({ step: oneOf(...traceSteps), result: text, detail: orNull(text) })),
  auth: optional(
    orNull(
      record({
        allowed: flag,
        alternative: orNull(count),
        client: orNull(text),
        scopes: orNull(listOf(text)),
        expires: optional(orNull(number)),
        missing: listOf(text),
        reasons: listOf(record({ scheme: text, problem: text }))
      })
    )
  ),
  policies: listOf(record({ pack: text, rule: text, effect: text })),
  findings: listOf(record({ in: text, name: text, pointer: text, keyword: text, message: text })),
  request: optional(orNull(message)),
  response: optional(orNull(message)),
  changes: listOf(
    record({ resource: text, id: text, kind: text, fields: listOf(record({ pointer: text })) })
  ),
  timers: record({ scheduled: timers, cancelled: timers }),
  events: listOf(record({ type: text, deliveries: listOf(text) })),
  delivery: optional(orNull(record({ attempt: count, status: orNull(count) })))
}

const absent = {
  release: '',
  engine: '',
  name: null,
  cause: null,
  outcome: null,
  input: null,
  method: null,
  url: null,
  operation: null,
  mode: null,
  does: null,
  resource: null,
  status: null,
  problem: null,
  auth: null,
  rule: null,
  provenance: 'none',
  parts: null,
  fields: null,
  request: null,
  response: null,
  delivery: null,
  hashes: null,
  notes: []
} as const

/** What a file may hold: more takes minutes, and nothing that Sandbed writes is as deep. */
const mostRecords = 100_000
const deepest = 700

/** Reads it; `find` knows the records of the sandbox that is asked. Throws `unknown-trace`, `invalid-trace`, and `not-replayable` where there is not enough to go by. */
export function readRecords(what: Replayable, find: (id: string) => TraceRecord | undefined): Given {
  const given = typeof what === 'string' ? readText(what, find) : readValue(what, 'What was given')
  if (given.records.length > mostRecords) throw tooMany()
  if (given.records.length === 0) throw invalid('There is no record in what was given.')
  for (const one of given.records)
    if (one.kind === 'request' && !one.request)
      throw new SandboxError(
        'not-replayable',
        `The trace ${one.id.slice(0, 100)} was kept without its request. Record with \`tracing: 'full'\` what is to be replayed.`
      )
  return given
}

function readText(given: string, find: (id: string) => TraceRecord | undefined): Given {
  if (/^\s*tr_\w+\s*$/.test(given)) {
    const found = find(given.trim())
    if (found) return { records: [found], options: {}, isOne: true }
    throw unknownTrace(given.trim())
  }
  const whole = parsed(given)
  if (whole !== undefined && !isLine(whole)) return readValue(whole, 'What was given')
  const lines = given.split('\n').map((line, i) => [line, i + 1] as const)
  const told = lines.filter(([line]) => line.trim() !== '')
  if (told.length > mostRecords) throw tooMany()
  const records = told.map(([line, number]) => {
    const value = parsed(line)
    if (value === undefined)
      throw invalid(`Line ${number} is not JSON. Each line of an export is one record.`)
    return checked(value, `Line ${number}`)
  })
  return { records, options: {}, isOne: false }
}

function isLine(value: unknown): boolean {
  return isObject(value) && 'kind' in value && !('format' in value)
}

function parsed(json: string): unknown {
  try {
    const value = JSON.parse(json) as unknown
    return isDeep(value) ? undefined : value
  } catch {
    return undefined
  }
}

function readValue(value: unknown, what: string): Given {
  if (Array.isArray(value)) {
    const records = value.map((one, i) => checked(one, `Record ${i + 1}`))
    return { records, options: {}, isOne: false }
  }
  if (!isObject(value) || !('format' in value))
    return { records: [checked(value, what)], options: {}, isOne: true }
  const { format, version, records, start, options = {} } = value as Partial<Recording>
  if (format !== 'sandbed-recording' || version !== 1)
    throw invalid(`${what} is no recording of version 1 (\`format: 'sandbed-recording'\`).`)
  if (!Array.isArray(records) || !isObject(options) || !optional(text)(start))
    throw invalid(`${what} is a recording without \`records\`.`)
  return {
    records: records.map((one, i) => checked(one, `Record ${i + 1}`)),
    options,
    ...(start !== undefined && { start }),
    isOne: false
  }
}

function checked(value: unknown, what: string): TraceRecord {
  if (!isObject(value)) throw invalid(`${what} is not an object.`)
  if (isDeep(value)) throw invalid(`${what} is nested deeper than ${deepest} levels.`)
  for (const [name, form] of Object.entries(members)) {
    if (form(Object.hasOwn(value, name) ? value[name] : undefined)) continue
    if (name === 'version')
      throw invalid(
        `${what} is no record of version ${traceVersion}: another version of Sandbed wrote it, or it is no trace.`
      )
    throw invalid(`${what} is no record: its member \`${name}\` is not as a trace has it.`)
  }
  const { auth } = value
  // Records of before this was told.
  const known = isObject(auth) ? { auth: { expires: null, ...auth } } : {}
  return { ...absent, ...value, ...known } as unknown as TraceRecord
}

/** Level by level: what is too deep for this is too deep for a recursion as well. */
function isDeep(value: unknown): boolean {
  let level: object[] = typeof value === 'object' && value !== null ? [value] : []
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) return true
    level = level
      .flatMap((one) => Object.values(one) as unknown[])
      .filter((one): one is object => typeof one === 'object' && one !== null)
  }
  return false
}

function tooMany(): SandboxError {
  return invalid(`There are more than ${mostRecords} records in what was given. Replay a part of them.`)
}

function invalid(message: string): SandboxError {
  return new SandboxError('invalid-trace', message)
}
