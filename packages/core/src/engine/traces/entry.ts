// One line of the log before it is asked for: references and redacted texts. The record is made of it once.
import type { Json } from '../../internal/json.js'
import type { World } from '../../state/world.js'
import type { Timer } from '../../time/timer.js'
import type { TraceKind, TraceMessage } from '../../traces/record.js'
import type { Decisions } from '../trace.js'
import type { Parts } from './parts.js'

/** What was said, redacted and bounded, and where it came from. */
export interface Said {
  readonly request: TraceMessage
  readonly response: TraceMessage
  /** What is known of the things that the body tells of. */
  readonly about: readonly object[] | undefined
  /** Where the parts of the body came from, told at once where the bodies were cut; else found out when somebody asks. */
  readonly parts?: Parts | null
}

/** What happened. Its number is that of its place in the log: what is remembered and changes nothing is one entry, however often it is asked for. */
export interface Entry {
  readonly kind: TraceKind
  /** The worlds before and after; what happened between them is found by comparing. */
  readonly before: World
  readonly after: World
  /** Of a move of the clock, the world that it began in: what it fired has entries of its own. */
  readonly from?: World
  /** Redacted; of a request only. */
  readonly decisions: Decisions | null
  readonly said: Said | null
  /** Of what fires. */
  readonly timer: Timer | null
  readonly name: string | null
  readonly outcome: string | null
  /** What came from outside, as `TraceRecord.input` tells of it: redacted, as are the notes. */
  readonly input: Json | null
  readonly notes: readonly string[]
}

/** An entry of which nothing is said. */
export const nothing = Object.freeze({
  decisions: null,
  said: null,
  timer: null,
  name: null,
  outcome: null,
  input: null,
  notes: Object.freeze([]) as readonly string[]
})
