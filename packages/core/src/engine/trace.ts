// What was decided on the way from a request to its answer, as the steps tell it; the record that is made of it is `traces/record.ts`.
//
// Rule for adding: a new fact is a new field on `Decisions`, plain JSON, and a member of the record. There is one record a request, no second kind of record.
import type { Classification } from '../release/resources/model.js'
import type { Provenance, RequestFinding, TracePolicy, TraceRecord } from '../traces/record.js'
import type { AuthDecision } from './auth/decision.js'
import type { Mode } from './modes/names.js'

export type { Provenance, RequestFinding } from '../traces/record.js'

/** What the steps decided about one request. */
export interface Decisions {
  readonly method: string
  readonly url: string
  /** The key of the matched operation, or `null`. */
  readonly operation: string | null
  /** The mode that answered, or `null` when the request did not get that far. */
  readonly mode: Mode | null
  /** In stateful mode: what the operation does, and to which resource; `null` where that plays no part. */
  readonly does: Classification | null
  readonly resource: string | null
  readonly status: number
  /** The slug of the problem by which it was refused; `null` where it was not. */
  readonly problem: string | null
  /** The name of the fault or response rule that answered, delayed or disturbed the answer; `null` where none did. */
  readonly rule: string | null
  /** What was decided about the client; absent where auth is off, and where the request did not get that far. */
  readonly auth?: AuthDecision
  /** What the rules of policies said; absent where there are none. */
  readonly policies?: readonly TracePolicy[]
  readonly provenance: Provenance
  /** How the request breaks the description; with `validation: 'warn'` it was answered all the same. */
  readonly findings: readonly RequestFinding[]
  /** What could not be done as the description or the client asked, in words. */
  readonly notes: readonly string[]
}

/** The record of a request. */
export interface Trace extends TraceRecord {
  readonly kind: 'request'
  readonly method: string
  readonly url: string
  readonly mode: Mode | null
  readonly status: number
}
