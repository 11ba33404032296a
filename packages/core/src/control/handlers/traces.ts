// Operations on traces: to look at them, to follow them, to take them along.
import type { Sandbox } from '../../engine/sandbox/sandbox.js'
import type { TraceFormat } from '../../engine/traces/traces.js'
import { SandboxError } from '../../errors.js'
import { printJson } from '../../internal/print-json.js'
import { isWanted, type TraceFilter } from '../../traces/filter.js'
import type { TraceRecord } from '../../traces/record.js'
import { named, noContent, ok, type Call, type Handlers, type Lines } from '../call.js'
import type { NamedSandbox } from '../registry.js'

const types: { readonly [format in TraceFormat]: string } = {
  jsonl: 'application/x-ndjson',
  har: 'application/har+json',
  otlp: 'application/otlp+json'
}

/** The filter of a query; `since` is an instant where it is a number. */
function filterOf({ query }: Call): TraceFilter {
  const {
    since,
    format: _format,
    follow: _follow,
    ...rest
  } = query as TraceFilter & { format?: unknown; follow?: unknown }
  if (since === undefined) return rest
  return { ...rest, since: /^-?\d{1,16}$/.test(String(since)) ? Number(since) : since }
}

/** The record with the id of the path. Throws `unknown-trace`. */
export function traceOf({ traces }: Sandbox, { path }: Call): TraceRecord {
  const record = traces.get(path['id']!)
  if (record) return record
  throw new SandboxError('unknown-trace', 'There is no trace with this id, or it is not kept any more.')
}

/** Those that are kept, where the filter says which, and then what comes. Throws `unknown-trace`, while it can be said. */
function following({ sandbox, ends }: NamedSandbox, filter: TraceFilter): Lines {
  const { since, limit, ...rest } = filter
  if (typeof since === 'string') sandbox.traces.list({ since, limit: 0 })
  return {
    start(write, end) {
      const line = (record: TraceRecord): void => write(`${printJson(record)}\n`)
      if (since !== undefined || limit !== undefined)
        for (const record of sandbox.traces.list(filter)) line(record)
      const stop = sandbox.traces.follow((record) => {
        if (isWanted(record, rest)) line(record)
      })
      const stopAll = (): void => {
        stop()
        ends.delete(endAll)
      }
      const endAll = (): void => {
        stopAll()
        end()
      }
      ends.add(endAll)
      return stopAll
    }
  }
}

/** By operationId. */
export const traceHandlers: Handlers = {
  listTraces(call) {
    const entry = named(call)
    const { traces } = entry.sandbox
    const { format, follow } = call.query as { format: 'json' | TraceFormat; follow: boolean }
    const filter = filterOf(call)
    if (follow) return { status: 200, type: types.jsonl, lines: following(entry, filter) }
    if (format === 'json') return ok({ items: traces.list(filter), ...traces.size })
    return { status: 200, type: types[format], body: traces.export(format, filter) }
  },
  clearTraces(call) {
    named(call).sandbox.traces.clear()
    return noContent
  },
  getTrace(call) {
    const { sandbox } = named(call)
    const record = traceOf(sandbox, call)
    if (call.query['format'] === 'json') return ok(record)
    return { status: 200, type: 'text/plain; charset=utf-8', body: sandbox.traces.explain(record.id) ?? '' }
  }
}
