// A log as a file that is kept: a regression scenario, which is replayed against each new version of a description. `recording.schema.json`.
import type { TraceRecord } from '../../traces/record.js'

/** The options of a sandbox that matter to what it answers. */
export interface RecordedOptions {
  /** How operations are answered: a mode, or a map from operations to modes. */
  readonly mode?: string | { readonly [operation: string]: string }
  readonly seed?: string
  /** Where the clock starts, in epoch milliseconds. */
  readonly now?: number
  readonly validation?: string
  readonly references?: string
  /** How much was asked of clients. */
  readonly auth?: 'enforced' | 'presence' | 'off'
}

/** A record without what a replay does not need; read again, it has the defaults there. */
export type RecordedTrace = Omit<
  TraceRecord,
  'release' | 'engine' | 'mode' | 'does' | 'resource' | 'provenance' | 'parts' | 'fields' | 'hashes' | 'notes'
>

/** A regression scenario: what was done from the beginning of a sandbox on, or from a state that is kept with it, and what came of it. Holds no secrets, as traces hold none. */
export interface Recording {
  readonly format: 'sandbed-recording'
  readonly version: 1
  readonly name: string
  /** What the sandbox is to be made with that it is replayed on. */
  readonly options: RecordedOptions
  /** The state that it begins from, as an exported snapshot without secrets; absent where that is the beginning of its sandbox. */
  readonly start?: string
  readonly records: readonly RecordedTrace[]
}
