// What the *user of Sandbed* did wrong. What the simulated API answers is never thrown: it is a response.
import type { Issue } from './spec/issue.js'

/**
 * Every code a `SandboxError` can carry:
 * - `invalid-option`: an option has a value that is not allowed; the message names it.
 * - `invalid-description`: a description cannot be compiled; `issues` says where.
 * - `invalid-release`: a saved release is not one, is damaged, or was made by an incompatible version.
 * - `invalid-pack`: a simulation pack is not of the right form, or its seeds cannot be there; `issues` says where in the pack.
 * - `invalid-snapshot`: a saved snapshot is not one, is damaged, was made by an incompatible version, or belongs to another release.
 * - `invalid-time`: an instant or a span of time cannot be read, or leads out of the years 1 to 9999.
 * - `clock-backwards`: the clock was to move back; only restoring a snapshot does that.
 * - `clock-busy`: another move of the clock waits for an effect.
 * - `clock-reentrant`: what a timer does was to move the clock.
 * - `unknown-operation`: an operation key or operationId that the release does not have.
 * - `unknown-resource`: a name of a resource that the API does not have.
 * - `unknown-entity`: a resource has no thing with an id.
 * - `unknown-scenario`: a name of a scenario that the pack does not have.
 * - `invalid-parameters`: a scenario was given too few parameters, or others than it takes.
 * - `unknown-fault`: a name of a fault that the pack does not have, or that is not in force.
 * - `invalid-fault`: a fault cannot be put in force as it is described; `issues` says why.
 * - `step-failed`: a step of a scenario could not be carried out; the message says which, and why.
 * - `invalid-endpoint`: an endpoint for webhooks cannot be as it was asked for: its URL, its filters, its headers, its secret; or there are 100 already.
 * - `unknown-endpoint`: an id of an endpoint that there is not.
 * - `unknown-delivery`: an id of a delivery that there is not (any more).
 * - `webhook-not-received`: what a test waited for did not come within the time that it gave.
 * - `invalid-auth-profile`: an auth profile is not of the right form; `issues` says where in it.
 * - `invalid-policy`: a policy pack is not of the right form, or cannot be carried out; `issues` says where in it.
 * - `unknown-policy`: a name of a policy that is not attached.
 * - `invalid-client`: a client cannot be as it was asked for; the message says why.
 * - `unknown-client`: an id of a client that there is not.
 * - `no-entropy`: a secret was to be made, and the host offers no random bytes.
 * - `unknown-trace`: an id of a trace that is not kept (any more).
 * - `invalid-trace`: what was to be replayed is not a log of traces, or is damaged; the message says in which line.
 * - `not-replayable`: traces do not hold what a replay needs: their requests, or the state that they began from.
 * - `cannot-listen`: a host could not open its port.
 * - `cannot-write`: a file could not be written.
 * - `cannot-read`: a file that is no description or pack could not be read.
 * - `no-server`: a command is for a running server, and there is none, or several, or not the one that was named.
 * - `server-failed`: a running server could not be reached (any more), or what it answered is not understood.
 */
export type SandboxErrorCode =
  | 'invalid-option'
  | 'invalid-description'
  | 'invalid-release'
  | 'invalid-pack'
  | 'invalid-snapshot'
  | 'invalid-time'
  | 'clock-backwards'
  | 'clock-busy'
  | 'clock-reentrant'
  | 'unknown-operation'
  | 'unknown-resource'
  | 'unknown-entity'
  | 'unknown-scenario'
  | 'invalid-parameters'
  | 'unknown-fault'
  | 'invalid-fault'
  | 'step-failed'
  | 'invalid-endpoint'
  | 'unknown-endpoint'
  | 'unknown-delivery'
  | 'webhook-not-received'
  | 'invalid-auth-profile'
  | 'invalid-policy'
  | 'unknown-policy'
  | 'invalid-client'
  | 'unknown-client'
  | 'no-entropy'
  | 'unknown-trace'
  | 'invalid-trace'
  | 'not-replayable'
  | 'cannot-listen'
  | 'cannot-write'
  | 'cannot-read'
  | 'no-server'
  | 'server-failed'

const brand = Symbol.for('sandbed.SandboxError')

/** The one error class of Sandbed. `message` says what failed, with what, and what to do. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError'
  readonly code: SandboxErrorCode
  /** The issues behind `invalid-description`, `invalid-pack` and `invalid-fault`; empty otherwise. */
  readonly issues: readonly Issue[]

  constructor(
    code: SandboxErrorCode,
    message: string,
    options: { issues?: readonly Issue[]; cause?: unknown } = {}
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.issues = options.issues ?? []
    Object.defineProperty(this, brand, { value: true })
  }
}

/** True for a `SandboxError`, also one thrown by another copy of this package. */
export function isSandboxError(error: unknown): error is SandboxError {
  return typeof error === 'object' && error !== null && brand in error
}
