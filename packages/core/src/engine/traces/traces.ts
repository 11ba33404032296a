// `sandbox.traces`: what happened, for users to look at and to take along.
import { SandboxError } from '../../errors.js'
import { toHar } from '../../traces/exports/har.js'
import { toJsonLines } from '../../traces/exports/json-lines.js'
import { toOtlp } from '../../traces/exports/otlp.js'
import { printTrace } from '../../traces/print-trace.js'
import { wanted, type TraceFilter } from '../../traces/filter.js'
import type { TraceRecord } from '../../traces/record.js'
import type { World } from '../../state/world.js'
import type { Snapshot } from '../sandbox/snapshot.js'
import type { Entry } from './entry.js'
import type { Tracer } from './tracer.js'
import { unknownTrace } from './unknown-trace.js'

/** The forms in which traces are taken along: one JSON object a line, HAR 1.2, OTLP/JSON. */
export const traceFormats = ['jsonl', 'har', 'otlp'] as const

/** One of `traceFormats`. */
export type TraceFormat = (typeof traceFormats)[number]

/**
 * The log of a sandbox: what happened while it ran, in order, the last 1,000 records or as many as `tracing` says. It does not go back with a restore,
 * which is one more record; a fork begins one of its own.
 *
 * @example
 * sandbox.traces.list({ status: '4xx' }).map((trace) => trace.problem)
 */
export interface Traces {
  /** The records that are wanted, oldest first. Throws `unknown-trace` where `since` is not an id of this sandbox; after one that is not kept any more come all that are. */
  list(filter?: TraceFilter): readonly TraceRecord[]
  /** The record with an id, as in the header `Sandbed-Trace`; `undefined` where it is not kept (any more). */
  get(id: string): TraceRecord | undefined
  /** The state that a trace saw, for `restore`, `fork`, `diff` and `replay`. Throws `unknown-trace`. */
  before(id: string): Snapshot
  /** The state that a trace left. Throws `unknown-trace`. */
  after(id: string): Snapshot
  /** Calls back with each record when it is written, until what it returns is called. The callback must not throw. */
  follow(call: (record: TraceRecord) => void): () => void
  /** Forgets the records; ids go on. */
  clear(): void
  /** How many records are kept, and how many had to go to make room. */
  readonly size: { readonly kept: number; readonly dropped: number }
  /** A record in words: what was asked, what was decided, and why; `undefined` where it is not kept. */
  explain(id: string): string | undefined
  /** The records that are wanted as a text. Throws as `list` does. */
  export(format: TraceFormat, filter?: TraceFilter): string
}

/** The log as its user holds it. */
export function tracesOf(
  tracer: Tracer,
  api: { readonly title: string; readonly version: string },
  snapshotOf: (world: World) => Snapshot
): Traces {
  const list = (filter: TraceFilter = {}): TraceRecord[] => {
    const records = tracer.records()
    return wanted(
      typeof filter.since === 'string' ? records.slice(placeAfter(filter.since)) : records,
      filter
    )
  }
  /** Where those after a trace begin among those that are kept. */
  const placeAfter = (id: string): number => {
    const seq = tracer.seqOf(id) ?? 0
    if (seq < 1 || seq > tracer.latest) throw unknownTrace(id)
    return Math.max(seq - (tracer.latest - tracer.ring.length), 0)
  }
  const get = (id: string): TraceRecord | undefined => {
    const seq = tracer.seqOf(id)
    return seq === undefined ? undefined : tracer.record(seq)
  }
  const entry = (id: string): Entry => {
    const found = tracer.entry(tracer.seqOf(id) ?? 0)
    if (found) return found
    throw unknownTrace(id)
  }
  return {
    list,
    get,
    before: (id) => snapshotOf(entry(id).from ?? entry(id).before),
    after: (id) => snapshotOf(entry(id).after),
    follow: (call) => tracer.follow(call),
    clear: () => tracer.clear(),
    get size() {
      return { kept: tracer.ring.length, dropped: tracer.ring.dropped }
    },
    explain(id) {
      const record = get(id)
      return record && printTrace(record)
    },
    export(format, filter) {
      switch (format) {
        case 'jsonl':
          return toJsonLines(list(filter))
        case 'har':
          return toHar(list(filter))
        case 'otlp':
          return toOtlp(list(filter), api)
        default:
          throw new SandboxError('invalid-option', "Traces are exported as 'jsonl', 'har' or 'otlp'.")
      }
    }
  }
}
