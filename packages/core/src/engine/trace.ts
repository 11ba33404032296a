// What was decided on the way from a request to its answer.
//
// Rule for adding: a new fact is a new field on `Trace`, always present, plain JSON. There is one record a request, no second kind of record.
import type { Finding } from '../schema/schema.js'
import type { Classification } from '../release/resources/model.js'
import type { Mode } from './modes/names.js'

/** A finding about a request: in which part of it, and where in that part. */
export interface RequestFinding extends Finding {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body'
  /** The parameter's name; `''` for the body. */
  readonly name: string
}

/** Where the body came from. `repaired` is an example whose invalid members were replaced by generated ones; `state` is what the sandbox keeps; `problem` is an error that Sandbed composed; `fault` and `rule` are what a fault or a response rule said. */
export type Provenance =
  'state' | 'example' | 'repaired' | 'generated' | 'problem' | 'fault' | 'rule' | 'none'

/** The record of one request. */
export interface Trace {
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
  /** The name of the fault or response rule that answered, delayed or disturbed the answer; `null` where none did. */
  readonly rule: string | null
  readonly provenance: Provenance
  /** How the request breaks the description; with `validation: 'warn'` it was answered all the same. */
  readonly findings: readonly RequestFinding[]
  /** What could not be done as the description or the client asked, in words. */
  readonly notes: readonly string[]
}
