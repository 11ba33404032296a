// Operations that do again what happened, beside the sandbox.
import type { Replayable, ReplayOptions } from '../../engine/replay/report.js'
import type { TraceRecord } from '../../traces/record.js'
import { named, ok, type Call, type Handlers } from '../call.js'
import type { NamedSandbox } from '../registry.js'
import { keptSnapshot } from '../snapshot-shelf.js'

/** Where a replay begins: on a snapshot that is kept, or as it says. */
function optionsOf({ body }: Call, entry: NamedSandbox): ReplayOptions {
  const { state, snapshot, carry } = body as {
    state?: 'seen' | 'now' | 'start'
    snapshot?: string
    carry?: boolean
  }
  const more = carry === undefined ? {} : { carry }
  if (snapshot !== undefined) return { state: keptSnapshot(entry, snapshot).snapshot, ...more }
  return state === undefined ? more : { state, ...more }
}

/** By operationId. */
export const replayHandlers: Handlers = {
  replayTrace(call) {
    const entry = named(call)
    return ok(entry.sandbox.replay(call.path['id']!, optionsOf(call, entry)))
  },
  replayTraces(call) {
    const entry = named(call)
    const { records, lines } = call.body as { records?: readonly TraceRecord[]; lines?: string }
    const what: Replayable = records ?? lines ?? entry.sandbox.traces.list()
    return ok(entry.sandbox.replay(what, optionsOf(call, entry)))
  }
}
