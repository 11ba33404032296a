// The types that cross the arrows of `handle-request.ts`: each step's input is the output of the one before.
import type { Headers, SandboxRequest, SandboxResponse } from '../http/message.js'
import type { Problem } from '../http/problem.js'
import type { Pair } from '../http/query.js'
import type { MediaType, Operation, ResponseSpec } from '../release/release.js'
import type { World } from '../state/world.js'
import type { AuthDecision } from './auth/decision.js'
import type { Mode } from './modes/names.js'
import type { Entry } from './traces/entry.js'
import type { PolicyMet } from './policies/policy-met.js'
import type { Decisions, Provenance, RequestFinding } from './trace.js'

/** A request whose headers, target and sizes have been looked at. */
export interface Received {
  readonly request: SandboxRequest
  readonly headers: Headers
  readonly query: readonly Pair[]
  /** The whole path as sent. */
  readonly path: string
  /** Path segments below the server's base path, decoded and raw. */
  readonly segments: readonly string[]
  readonly rawSegments: readonly string[]
}

/** ... that belongs to an operation. */
export interface Matched extends Received {
  readonly operation: Operation
  readonly pathParameters: ReadonlyMap<string, string>
  /** Who calls, once that was asked; absent where auth is off. */
  readonly auth?: AuthDecision
  /** What policies said; absent where none are attached. */
  readonly policy?: PolicyMet
}

/** ... whose parameters and body have been read and judged. */
export interface Validated extends Matched {
  readonly input: Input
  readonly findings: readonly RequestFinding[]
  readonly notes: readonly string[]
}

/** What a request says, decoded: what modes work with. */
export interface Input {
  readonly path: { readonly [name: string]: unknown }
  readonly query: { readonly [name: string]: unknown }
  readonly header: { readonly [name: string]: unknown }
  readonly cookie: { readonly [name: string]: unknown }
  /** `undefined` when there is none. */
  readonly body: unknown
}

/** What is to be answered: chosen before the mode makes the body. */
export interface Plan {
  readonly request: Validated
  readonly mode: Mode
  readonly status: number
  readonly spec: ResponseSpec | undefined
  /** The media type that describes the body; `undefined` for responses without one. */
  readonly mediaType: MediaType | undefined
  /** The example that the client asked for by name. */
  readonly example: string | undefined
  /** The client asked for this very status or example: state has no part in it. */
  readonly asked: boolean
}

/** A body with its origin, as modes make it. */
export interface MadeBody {
  readonly value: unknown
  readonly provenance: Provenance
  readonly notes: readonly string[]
}

/** An error body before it is filled with what went wrong; one for each operation, status and media type. */
export interface ErrorBase {
  readonly value: unknown
  /** The same with everything optional, to take telling members from; absent for an example, which is taken as it is. */
  readonly full?: unknown
  readonly notes: readonly string[]
}

/** A response, with what the trace tells of its making. */
export interface Answer {
  readonly response: SandboxResponse
  readonly provenance: Provenance
  readonly notes: readonly string[]
  /** What is known of the things that the body tells of: from which its parts come. */
  readonly about?: readonly object[]
}

/** What came of reading: a value and findings about it, or a problem that made reading impossible. */
export interface ReadBody {
  readonly value: unknown
  readonly findings: readonly RequestFinding[]
  readonly problem?: Problem
  /** Statuses that suit the problem, best first; absent: the problem's own. */
  readonly statuses?: readonly number[]
}

/** An answer and what was decided on the way to it. */
export interface Reply {
  readonly response: SandboxResponse
  readonly trace: Decisions
  /** The things that the body tells of. */
  readonly about?: readonly object[]
  /** What the sandbox knows afterwards. */
  readonly world: World
  /** The line of the log about it, of a reply that is remembered: made when it is given again. */
  line?: Entry
}
