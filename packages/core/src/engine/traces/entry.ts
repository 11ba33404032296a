// One line of the log before it is asked for: references and redacted texts. The record is made of it once.
import type { World } from '../../state/world.js'
import type { Timer } from '../../time/timer.js'
import type { PartProvenance, TraceKind, TraceMessage } from '../../traces/record.js'
import type { Decisions } from '../trace.js'

/** What was said, redacted and bounded, and where it came from. */
export interface Said {
  readonly request: TraceMessage
  readonly response: TraceMessage
  readonly parts: { readonly [member: string]: PartProvenance } | null
  readonly fields: { readonly [pointer: string]: PartProvenance } | null
}

/** What happened. Its number is that of its place in the log: what is remembered and changes nothing is one entry, however often it is asked for. */
export interface Entry {
  readonly kind: TraceKind
  /** The worlds before and after; what happened between them is found by comparing. */
  readonly before: World
  readonly after: World
  /** Redacted; of a request only. */
  readonly decisions: Decisions | null
  readonly said: Said | null
  /** Of what fires. */
  readonly timer: Timer | null
  readonly name: string | null
  readonly outcome: string | null
  readonly notes: readonly string[]
}
