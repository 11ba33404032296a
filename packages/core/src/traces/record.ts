// The record of one thing that happened in a sandbox: a request, a timer, a delivery, a scenario, a move of the clock. Plain JSON, `trace.schema.json`.
//
// Rule for adding: a new fact is a new member, always present, `null` or empty where it has no meaning. There is one form of record, whatever happened.
import type { CredentialProblem } from '../auth/requirements.js'
import type { Json } from '../internal/json.js'
import type { Classification } from '../release/resources/model.js'
import type { Finding } from '../schema/schema.js'
import type { Change } from '../state/diff-json.js'
import type { TraceBody } from './redact/redact-body.js'
import type { TraceHeaders } from './redact/redact-headers.js'

/** The version of the form. Members may be added within one; none changes its meaning. */
export const traceVersion = 1

/**
 * What happened: a request was answered, a timer fired, a webhook was attempted, a scenario was applied, the sandbox went back, its clock was moved,
 * something about it was changed from outside (clients, endpoints, faults, policies).
 */
export const traceKinds = ['request', 'timer', 'delivery', 'scenario', 'restore', 'clock', 'control'] as const

/** One of `traceKinds`. */
export type TraceKind = (typeof traceKinds)[number]

/** A finding about a request: in which part of it, and where in that part. */
export interface RequestFinding extends Finding {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body'
  /** The parameter's name; `''` for the body. */
  readonly name: string
}

/** Where the body came from. `repaired` is an example whose invalid members were replaced by generated ones; `state` is what the sandbox keeps; `problem` is an error that Sandbed composed; `fault` and `rule` are what a fault or a response rule said. */
export type Provenance =
  'state' | 'example' | 'repaired' | 'generated' | 'problem' | 'fault' | 'rule' | 'none'

/** Where a part of a body came from: `echo` is what the request said, `upstream` what a real API answered, `mixed` where its own parts differ. */
export type PartProvenance = Provenance | 'echo' | 'upstream' | 'mixed'

/** The steps that a request goes through, in their order. */
export const traceSteps = [
  'receive',
  'token-endpoint',
  'match',
  'authenticate',
  'authorise',
  'policy',
  'rate-limit',
  'validate',
  'idempotency',
  'fault',
  'rule',
  'prefer',
  'mode'
] as const

/** One of `traceSteps`. */
export type TraceStepName = (typeof traceSteps)[number]

/** A step that took part: it let the request go on, refused it, or answered it. */
export interface TraceStep {
  readonly step: TraceStepName
  readonly result: 'passed' | 'refused' | 'answered'
  /** Why, in words; null where there is nothing to say. */
  readonly detail: string | null
}

/** Who called, and whether that was enough. */
export interface TraceAuth {
  readonly allowed: boolean
  /** Which entry of the operation's `security` is satisfied, or lacks nothing but scopes; null where none is, or none is needed. */
  readonly alternative: number | null
  /** The id of the client; null where nobody has to say who they are, and for strangers. */
  readonly client: string | null
  /** What the credentials carry; null for all there are, and for strangers. */
  readonly scopes: readonly string[] | null
  /** When the first of the credentials ends, in epoch milliseconds of the sandbox's clock; null where none does by itself, and for strangers. */
  readonly expires: number | null
  /** The scopes that are needed and not there. */
  readonly missing: readonly string[]
  /** The credentials that were sent and not taken, and why: clients are not told. */
  readonly reasons: readonly CredentialProblem[]
}

/** What a rule of a policy said. */
export interface TracePolicy {
  readonly pack: string
  readonly rule: string
  readonly effect: string
  /** Why, in words. */
  readonly reason: string | null
}

/** One message of an exchange. */
export interface TraceMessage {
  readonly headers: TraceHeaders
  /** Null where there is none. */
  readonly body: TraceBody | null
}

/** What became of one thing. */
export interface TraceChange {
  readonly resource: string
  readonly id: string
  /** Its number among those of its resource. */
  readonly seq: number
  readonly kind: 'created' | 'updated' | 'deleted'
  /** The fields that differ, as JSON Pointers into the thing; of one that was made or deleted, all of it at `''`. */
  readonly fields: readonly Change[]
}

/** A timer that was made, or will not fire any more. */
export interface TraceTimer {
  readonly seq: number
  readonly kind: string
  /** The name that a pack gives it; null where it has none. */
  readonly name: string | null
  /** Epoch milliseconds of the sandbox's clock. */
  readonly dueAt: number
}

/** A record. */
export interface TraceRecord {
  readonly version: typeof traceVersion
  /** Unique in its sandbox; follows from seed, fork and `seq`. */
  readonly id: string
  /** Counts what happened in a sandbox, from 1. */
  readonly seq: number
  readonly kind: TraceKind
  /** When, in epoch milliseconds of the sandbox's clock. */
  readonly at: number
  /** The digest of the release. */
  readonly release: string
  /** The version of the engine. */
  readonly engine: string
  /** What a timer, a scenario or an event is called; `restore` or `reset`; `advance`, `live` or `manual` of a clock; which control it was; null for a request. */
  readonly name: string | null
  /** The trace that brought this about; null where a client or a user did. */
  readonly cause: string | null
  /** What came of a timer, scenario or delivery, in a word; null for a request. */
  readonly outcome: string | null
  /**
   * What came from outside beside the request, redacted: the parameters of a scenario, where the clock was sent, what the network answered, what
   * was changed, which state was restored. With the `request`, all that a replay needs. Null where nothing did.
   */
  readonly input: Json | null

  readonly method: string | null
  readonly url: string | null
  /** The key of the matched operation. */
  readonly operation: string | null
  /** The mode that answered; null when the request did not get that far. */
  readonly mode: string | null
  /** In stateful mode: what the operation does, and to which resource. */
  readonly does: Classification | null
  readonly resource: string | null
  readonly status: number | null
  /** The slug of the problem by which it was refused. */
  readonly problem: string | null
  /** What took part, in order. */
  readonly steps: readonly TraceStep[]
  readonly auth: TraceAuth | null
  readonly policies: readonly TracePolicy[]
  /** How the request breaks the description; with `validation: 'warn'` it was answered all the same. */
  readonly findings: readonly RequestFinding[]
  /** The name of the fault or response rule that answered, delayed or disturbed the answer. */
  readonly rule: string | null
  readonly provenance: Provenance
  /** Of each member of the body that is an object; null with the dial at `decisions`. */
  readonly parts: { readonly [member: string]: PartProvenance } | null
  /** The same of each field, by JSON Pointer, where that was asked for. */
  readonly fields: { readonly [pointer: string]: PartProvenance } | null
  /** What was said, redacted; null with the dial at `decisions`. */
  readonly request: TraceMessage | null
  readonly response: TraceMessage | null

  /** What it did to what is kept. */
  readonly changes: readonly TraceChange[]
  readonly timers: { readonly scheduled: readonly TraceTimer[]; readonly cancelled: readonly TraceTimer[] }
  /** The events that it brought about, with the deliveries of each. */
  readonly events: readonly {
    readonly id: string
    readonly type: string
    readonly deliveries: readonly string[]
  }[]
  /** The delivery that was attempted. */
  readonly delivery: {
    readonly id: string
    readonly event: string
    readonly endpoint: string
    readonly attempt: number
    readonly status: number | null
  } | null
  /** `sandbox.stateHash()` before and after; null with the dial at `decisions`. */
  readonly hashes: { readonly before: string; readonly after: string } | null
  /** What could not be done as the description or the client asked, in words. */
  readonly notes: readonly string[]
}
