// The object users hold: one release, one seed, one set of options, and the doors to it. Knows nothing of compiling.
import type { SandboxRequest, SandboxResponse } from '../http/message.js'
import { fromWebRequest } from '../http/web.js'
import type { OperationSummary } from '../release/release.js'
import type { ResourceModel } from '../release/resources/model.js'
import type { ReleaseSource } from '../release/release-source.js'
import type { Issue } from '../spec/issue.js'
import { answerWeb } from './answer-web.js'
import { keepRevocations } from '../auth/clients/keep-revocations.js'
import { clientsOn, type Clients } from './auth/clients.js'
import { begin } from './begin.js'
import { describeOperation, type OperationReport } from './describe-operation.js'
import { stateHash } from '../state/hash.js'
import { diffWorlds, type WorldDiff } from '../state/diff.js'
import type { StateScope, World } from '../state/world.js'
import type { Engine } from './engine.js'
import { findOperation } from './find-operation.js'
import { handleRequest } from './handle-request.js'
import type { SandboxLimits } from './limits.js'
import type { SandboxOptions } from './options.js'
import { createReplyMemo, type ReplyMemo } from './reply-memo.js'
import {
  applyScenario,
  scenariosOf,
  type Applied,
  type ScenarioSummary
} from './simulation/scenarios/apply-scenario.js'
import { faultsOn, type Faults } from './simulation/rules/faults.js'
import { possible, type PossibleTransition, type ThingName } from './simulation/transitions/possible.js'
import { hasRules } from './simulation/rules/rules.js'
import { sampleRequest } from './sample-request.js'
import { printSnapshot, readSnapshot, takeSnapshot, worldOf, type Snapshot } from './snapshot.js'
import { viewOf, type StateView } from './state-view.js'
import { clockFor, type SandboxClock } from './sandbox-clock.js'
import { webhooksOn, type Webhooks } from './webhooks/webhooks.js'
import { nowOf } from '../time/clock-state.js'
import { runWorld } from './running.js'
import type { Trace } from './trace.js'
import { createTracer } from './traces/create-tracer.js'
import { tracesOf, type Traces } from './traces/traces.js'
import { toWebRequest, wellFormed } from './well-formed-request.js'

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
  /** Who may call, where auth is not off. */
  readonly clients: Clients
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
   * Goes back to a snapshot of this sandbox or of another one of the same release. What follows is what would have followed then, but for clients: they
   * stay as they are now, if there ever were any. Throws
   * `invalid-snapshot` for a snapshot of another release.
   */
  restore(snapshot: Snapshot): void
  /** A sandbox of its own that goes on from this moment (or from a snapshot); neither sees what the other does. */
  fork(snapshot?: Snapshot): Sandbox
  /** Back to the beginning: seed data only. */
  reset(): void
  /** What was added, changed and removed since a snapshot; since the beginning where none is given. */
  diff(since?: Snapshot): WorldDiff
  /** SHA-256 of what the API keeps (`domain`), or of everything: equal content, equal hash. @default 'domain' */
  stateHash(scope?: StateScope): string
  /** A snapshot as canonical JSON (`schemas/snapshot.schema.json`), to keep or to send; of this moment where none is given. */
  exportSnapshot(snapshot?: Snapshot): string
  /** Reads what `exportSnapshot` printed. Throws `invalid-snapshot` when it is damaged or belongs to another release. */
  importSnapshot(text: string): Snapshot
}

/** What every fork of a sandbox shares. */
interface Shared {
  readonly engine: Engine
  readonly memo: ReplyMemo
  readonly issues: readonly Issue[]
  /** The digest of the release, which takes a pass over all of it where it has not been compiled. */
  readonly digest: () => string
  readonly start: World
}

/** Runs a source. `issues` is filled by the source as its parts are used. Throws `invalid-option` and `invalid-pack`. */
export function runSandbox(
  source: ReleaseSource,
  options: SandboxOptions,
  issues: Issue[],
  digest: () => string
): Sandbox {
  const { engine, world, issues: more } = begin(source, options)
  issues.push(...more)
  return sandboxOn({ engine, memo: createReplyMemo(engine), issues, digest, start: world })
}

function sandboxOn(shared: Shared, from: World = shared.start, fork = '0'): Sandbox {
  const { engine, memo, issues, digest, start } = shared
  const { release, options } = engine
  const { title, version, basePaths } = release.index
  let repeats = memo.forWorld()
  const tracer = createTracer(engine, digest, fork)
  let forks = 0
  let last = 0
  const running = runWorld(engine, from, tracer, () => {
    repeats = memo.forWorld()
  })
  const { world, goBack } = running
  const past = (snapshot: Snapshot): World => keepRevocations(world(), worldOf(snapshot, digest))

  function goBackTo(to: World, name: 'restore' | 'reset'): void {
    const before = world()
    goBack(to)
    tracer.restore(name, before, world())
  }

  function handle(given: SandboxRequest): SandboxResponse {
    running.tick()
    const request = wellFormed(given)
    const before = world()
    const key = hasRules(before) ? undefined : memo.key(request)
    let reply = key === undefined ? undefined : (memo.get(key) ?? repeats.get(key))
    if (reply) {
      // What is remembered changed nothing.
      last = tracer.request(request, reply, before, before)
    } else {
      reply = handleRequest(engine, before, request)
      if (key !== undefined && reply.world === before) memo.set(key, reply, repeats)
      last = tracer.request(request, reply, before, reply.world)
      running.settle(reply.world)
    }
    if (options.onTrace) options.onTrace(tracer.record(last) as Trace)
    return reply.response
  }

  function exchange(request: SandboxRequest): TracedResponse {
    const response = handle(request)
    return { response, trace: tracer.isOn ? tracer.idOf(last) : null }
  }

  return {
    handle,
    exchange,
    async fetch(input, init) {
      const request = toWebRequest(input, init)
      const answer = exchange(await fromWebRequest(request, options.limits))
      return answerWeb(answer, nowOf(world(), options.now), request.signal, options.host)
    },
    traces: tracesOf(tracer, { title, version }),
    operations: release.index.operations,
    api: { title, version, basePaths },
    limits: options.limits,
    issues,
    sampleRequest: (operation, seed) => sampleRequest(engine, findOperation(release, operation), seed),
    describe: (operation) => describeOperation(engine, findOperation(release, operation)),
    get model() {
      return engine.understanding.model
    },
    get state() {
      return viewOf(engine, world())
    },
    snapshot: () => takeSnapshot(world(), digest),
    clock: clockFor(running),
    clients: clientsOn(running),
    webhooks: webhooksOn(running),
    faults: faultsOn(running),
    scenarios: scenariosOf(engine),
    apply: (scenario, parameters) => applyScenario(running, scenario, parameters),
    possible: (entity) => possible(engine, world(), entity),
    restore: (snapshot) => goBackTo(past(snapshot), 'restore'),
    fork: (snapshot) => sandboxOn(shared, snapshot ? past(snapshot) : world(), `${fork}.${String(++forks)}`),
    reset: () => goBackTo(keepRevocations(world(), start), 'reset'),
    diff: (since) => diffWorlds(since ? worldOf(since, digest) : start, world()),
    stateHash: (scope) => stateHash(world(), scope),
    exportSnapshot: (snapshot) => printSnapshot(snapshot ?? takeSnapshot(world(), digest), digest),
    importSnapshot: (text) => readSnapshot(text, digest)
  }
}
