// The object users hold: every door to a running copy. What is behind them is put together in `run-sandbox.ts`.
import type { SandboxRequest, SandboxResponse } from '../../http/message.js'
import type { OperationSummary } from '../../release/release.js'
import type { ResourceModel } from '../../release/resources/model.js'
import type { Issue } from '../../spec/issue.js'
import type { AuthSummary } from '../auth/auth-summary.js'
import type { Clients } from '../auth/clients.js'
import type { Policies } from '../policies/policies.js'
import type { OperationReport } from '../describe-operation.js'
import type { StateScope } from '../../state/world.js'
import type { SandboxLimits } from '../limits.js'
import type { Applied, ScenarioSummary } from '../simulation/scenarios/apply-scenario.js'
import type { Faults } from '../simulation/rules/faults.js'
import type { PossibleTransition, ThingName } from '../simulation/transitions/possible.js'
import type { Replayable, ReplayOptions, ReplayReport } from '../replay/report.js'
import type { Snapshot } from './snapshot.js'
import type { DiffOptions, StateDiff } from './state-diff.js'
import type { StateView } from './state-view.js'
import type { SandboxClock } from './sandbox-clock.js'
import type { Webhooks } from '../webhooks/webhooks.js'
import type { Traces } from '../traces/traces.js'

/** An answer, and the trace of it. */
export interface TracedResponse {
  readonly response: SandboxResponse
  /** The id of the trace; null with the dial at `off`. */
  readonly trace: string | null
}

/** A running copy of an API. */
export interface Sandbox {
  /** Answers a request given as plain data. Synchronous; never throws for what the request holds. */
  handle(request: SandboxRequest): SandboxResponse
  /** The same, with the id of the trace of it: for hosts, which send it as the header `Sandbed-Trace`. */
  exchange(request: SandboxRequest): TracedResponse
  /**
   * Answers a web `Request`, or a URL with the options of `fetch`. A path alone (`/pets`) is enough.
   *
   * @example
   * const response = await sandbox.fetch('/pets', { method: 'POST', body: JSON.stringify({ name: 'Rex' }) })
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /** The operations of the description, by path and method. */
  readonly operations: readonly OperationSummary[]
  /** What the copy is of. */
  readonly api: { readonly title: string; readonly version: string; readonly basePaths: readonly string[] }
  /** The bounds on requests and on what is kept: hosts read no longer bodies than these, and say so with `truncated`. */
  readonly limits: SandboxLimits
  /**
   * What opening the description brought up, and what using its operations has brought up since (nothing of this for a compiled release);
   * and what the pack brought up: issues whose `file` is `(pack)`, with pointers into the pack.
   */
  readonly issues: readonly Issue[]
  /**
   * A valid request to an operation, built from its own schemas; the same seed gives the same request. Throws `unknown-operation`.
   *
   * @param operation an operation key (`GET /pets/{id}`) or an operationId
   */
  sampleRequest(operation: string, seed?: string): SandboxRequest
  /** What Sandbed sees in an operation. Throws `unknown-operation`. */
  describe(operation: string): OperationReport
  /** What Sandbed understands of the API: resources, and what each operation does to them, with confidence and reasons. */
  readonly model: ResourceModel
  /** What the sandbox keeps, to read. */
  readonly state: StateView
  /** Its clock, which stands still until it is moved. */
  readonly clock: SandboxClock
  /** What is asked of clients, and how the security schemes are simulated. */
  readonly auth: AuthSummary
  /** Who may call, where auth is not off. */
  readonly clients: Clients
  /** What clients may do, and on what terms. */
  readonly policies: Policies
  /** What happened in it, and why. */
  readonly traces: Traces
  /** Who is told what happens, and what became of that. */
  readonly webhooks: Webhooks
  /** What goes wrong in it. */
  readonly faults: Faults
  /** The scenarios of the pack. */
  readonly scenarios: readonly ScenarioSummary[]
  /**
   * Carries out a scenario of the pack, and moves the clock where its steps say so. Throws `unknown-scenario`, `invalid-parameters`, `clock-busy`,
   * and `step-failed` for a step that cannot be carried out before time has passed; then nothing has happened.
   *
   * @example
   * const { things } = sandbox.apply('late payment', { amount: 500 })
   */
  apply(scenario: string, parameters?: { readonly [name: string]: unknown }): Applied
  /**
   * The transitions of a thing, such as an entry of `sandbox.state`: which may happen now, and why not the others. Throws `unknown-resource` and
   * `unknown-entity`.
   */
  possible(entity: ThingName): readonly PossibleTransition[]
  /** The whole world at this moment: a reference, whatever its size. */
  snapshot(): Snapshot
  /**
   * Goes back to a snapshot of this sandbox or of another one of the same release. What follows is what would have followed then, but for clients and policies: they
   * stay as they are now, if there ever were any. Throws
   * `invalid-snapshot` for a snapshot of another release.
   */
  restore(snapshot: Snapshot): void
  /**
   * Does again what was recorded with `tracing: 'full'`, in a sandbox of its own, and tells whether it comes out as recorded: after a change of the
   * description, with other code, on another machine. Nothing is sent, what the network answered then is answered again, and this sandbox
   * stays as it is. Throws `unknown-trace`, `invalid-trace`, `not-replayable` and `invalid-snapshot`.
   *
   * @param what the id of a trace, records, or the text of `traces.export('jsonl')` or of a recording
   * @example
   * const { equal, first } = sandbox.replay(text)
   */
  replay(what: Replayable, options?: ReplayOptions): ReplayReport
  /** A sandbox of its own that goes on from this moment (or from a snapshot); neither sees what the other does. */
  fork(snapshot?: Snapshot): Sandbox
  /** Back to the beginning: seed data only. */
  reset(): void
  /**
   * What was added, changed and removed since a snapshot (since the beginning where none is given), until now or until another snapshot. Throws
   * `invalid-snapshot` for a snapshot of another release.
   *
   * @example
   * sandbox.diff(before).payments?.changed[0]?.fields // [{ pointer: '/status', before: 'captured', after: 'refunded' }]
   */
  diff(since?: Snapshot, options?: DiffOptions): StateDiff
  diff(since: Snapshot | undefined, until: Snapshot | undefined, options?: DiffOptions): StateDiff
  /** SHA-256 of what the API keeps (`domain`), or of everything: equal content, equal hash. @default 'domain' */
  stateHash(scope?: StateScope): string
  /** A snapshot as canonical JSON (`schemas/snapshot.schema.json`), to keep or to send; of this moment where none is given. */
  exportSnapshot(snapshot?: Snapshot): string
  /** Reads what `exportSnapshot` printed. Throws `invalid-snapshot` when it is damaged or belongs to another release. */
  importSnapshot(text: string): Snapshot
}
