// A replay, or a log -> a regression scenario.
import { SandboxError } from '../../errors.js'
import { without } from '../../internal/without.js'
import type { TraceRecord } from '../../traces/record.js'
import type { RecordedOptions, RecordedTrace, Recording } from './recording.js'
import type { ReplayReport } from './report.js'

/**
 * Makes a regression scenario of a replay, or of records from the first one on. What it expects is what came of that run: to fix a fault for good, replay
 * the log on the release that has the fix, and save that. Throws `not-replayable` for a run that did not begin at the beginning, and does not carry the state that it began from.
 *
 * @example
 * const report = fixed.replay(broken.traces.export('jsonl'))
 * const text = JSON.stringify(saveScenario(report, { name: 'no refund twice' }), null, 2)
 */
export function saveScenario(
  run: ReplayReport | readonly TraceRecord[],
  { name, options }: { readonly name: string; readonly options?: RecordedOptions }
): Recording {
  const isReport = !Array.isArray(run)
  const report = isReport ? (run as ReplayReport) : undefined
  const records = report?.records ?? (run as readonly TraceRecord[])
  const start = report?.start ?? null
  if (start === null && (report ? report.state !== 'start' : records[0]?.seq !== 1))
    throw new SandboxError(
      'not-replayable',
      'A scenario begins where its sandbox begins, or with a state that is kept with it. Save a replay with `{ carry: true }`, or the log from its first record on.'
    )
  if (records.some(({ kind, request }) => kind === 'request' && !request))
    throw new SandboxError('not-replayable', "Only what was recorded with `tracing: 'full'` can be saved.")
  return {
    format: 'sandbed-recording',
    version: 1,
    name,
    options: options ?? report?.options ?? {},
    ...(start !== null && { start }),
    records: records.map(trimmed)
  }
}

function trimmed(record: TraceRecord): RecordedTrace {
  return without(
    record,
    'release',
    'engine',
    'mode',
    'does',
    'resource',
    'provenance',
    'parts',
    'fields',
    'hashes',
    'notes'
  )
}
