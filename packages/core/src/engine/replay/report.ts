// What is asked of a replay, and what it tells.
import type { Json } from '../../internal/json.js'
import type { TraceRecord } from '../../traces/record.js'
import type { Snapshot } from '../sandbox/snapshot.js'
import type { RecordedOptions, Recording } from './recording.js'

/** The id of a trace of this sandbox; a record or a list of records, of any sandbox; a recording; or the text of an export (`jsonl`) or of a recording. */
export type Replayable = string | TraceRecord | readonly TraceRecord[] | Recording

/** What a replay can be told. */
export interface ReplayOptions {
  /**
   * The state that it begins from:
   * - `seen`: the one that the first record saw: of a recording, the one that is kept with it; where this sandbox still keeps that record, the world before it; for a log from its first record on, the beginning.
   * - `now`: this sandbox as it is.
   * - `start`: the beginning of this sandbox.
   * - a snapshot: of this release, or of another one; then its things are carried over.
   *
   * @default 'seen'
   */
  readonly state?: 'seen' | 'now' | 'start' | Snapshot
  /** Puts the state that it began from into the report, without secrets, so that it can be saved as a scenario. @default false */
  readonly carry?: boolean
}

/** One place where a replay came out otherwise. */
export interface ReplayDifference {
  /** The id of the recorded trace; where something happened that was not recorded, of the record before it. */
  readonly trace: string
  readonly seq: number
  readonly operation: string | null
  /** JSON Pointer into the record, such as `/status`; into the JSON of a body, such as `/response/body/amount`; `''` where one side has no such record. */
  readonly path: string
  /** Null also where there is nothing. */
  readonly recorded: Json
  readonly replayed: Json
  /** Which step decided otherwise, and both sides of it in words: `authorise: refused (needs payments:write) -> passed`. */
  readonly decision: string | null
}

/** What came of a replay. Plain JSON. */
export interface ReplayReport {
  /** Whether all that was replayed came out as it was recorded. */
  readonly equal: boolean
  /** How many records were compared. */
  readonly replayed: number
  /** What could not be done again, and why. */
  readonly skipped: readonly { readonly trace: string; readonly reason: string }[]
  /** The first difference, the most telling one of its record. */
  readonly first: ReplayDifference | null
  /** The differences in order, at most 1,000. */
  readonly differences: readonly ReplayDifference[]
  /** What the replay itself wrote: a log of its own, which can be replayed and saved like any other. */
  readonly records: readonly TraceRecord[]
  /** The state that it began from; `start` also where what was seen is that. */
  readonly state: 'seen' | 'now' | 'start' | 'snapshot'
  /** That state as an exported snapshot without secrets, where it was asked for (`carry`) and is not the beginning; else null. */
  readonly start: string | null
  /** The options of the sandbox that it ran on. */
  readonly options: RecordedOptions
  /** What else is to be known, in words. */
  readonly notes: readonly string[]
}
