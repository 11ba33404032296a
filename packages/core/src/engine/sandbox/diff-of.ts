// `sandbox.diff`: what became of things between two moments of a sandbox, and on request which traces did it.
import { printTrace } from '../../traces/print-trace.js'
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import type { Tracer } from '../traces/tracer.js'
import { linesBetween } from './causes.js'
import type { Sandbox } from './sandbox.js'
import { Snapshot, worldOf } from './snapshot.js'
import { diffStates, type DiffOptions, type TracesOf } from './state-diff.js'
import { tracesOfDiff } from './traces-of-diff.js'

/** Makes it. */
export function diffOf(
  engine: Engine,
  tracer: Tracer,
  digest: () => string,
  { start, world }: { readonly start: World; readonly world: () => World }
): Sandbox['diff'] {
  return (since?: Snapshot, second?: Snapshot | DiffOptions, third?: DiffOptions) => {
    const until = second instanceof Snapshot ? second : undefined
    const { traces = false } = third ?? (until ? {} : ((second ?? {}) as DiffOptions))
    const before = since ? worldOf(since, digest) : start
    const after = until ? worldOf(until, digest) : world()
    const linesOf = linesBetween(tracer.entries, before, after)
    const tracesOf: TracesOf = (resource, seq) => linesOf(resource, seq).map(tracer.idOf)
    const diff = diffStates(before, after, engine.understanding.model, traces ? tracesOf : undefined)
    const told: TracesOf = (resource, seq) => linesOf(resource, seq).map((line) => inWords(tracer, line))
    // No member of its own that anybody sees: a diff is equal to another that says the same.
    return Object.defineProperty(diff, tracesOfDiff, { value: told })
  }
}

/** What was asked and answered, and the id. */
function inWords(tracer: Tracer, line: number): string {
  const record = tracer.record(line)
  return `${record ? `${printTrace(record).split('\n', 1)[0]}, ` : ''}${tracer.idOf(line)}`
}
