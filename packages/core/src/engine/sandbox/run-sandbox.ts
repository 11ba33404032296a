// A running copy: one release, one seed, one set of options, and one world that goes on. Knows nothing of compiling.
import type { SandboxRequest, SandboxResponse } from '../../http/message.js'
import { fromWebRequest } from '../../http/web.js'
import type { ReleaseSource } from '../../release/release-source.js'
import type { Issue } from '../../spec/issue.js'
import { answerWeb } from './answer-web.js'
import { keepRevocations } from '../../auth/clients/keep-revocations.js'
import { authSummary } from '../auth/auth-summary.js'
import { clientsOn } from '../auth/clients.js'
import { begin } from './begin.js'
import { diffOf } from './diff-of.js'
import { hasPolicies, keepPolicies } from '../policies/policies-in-world.js'
import { policiesOn } from '../policies/policies.js'
import { describeOperation } from '../describe-operation.js'
import { stateHash } from '../../state/hash.js'
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import { findOperation } from '../find-operation.js'
import { handleRequest } from '../handle-request.js'
import type { SandboxOptions } from '../options.js'
import { createReplyMemo, type ReplyMemo } from '../reply-memo.js'
import { applyScenario, scenariosOf } from '../simulation/scenarios/apply-scenario.js'
import { faultsOn } from '../simulation/rules/faults.js'
import { possible } from '../simulation/transitions/possible.js'
import { hasRules } from '../simulation/rules/rules.js'
import { sampleRequest } from '../sample-request.js'
import { printSnapshot, readSnapshot, takeSnapshot, worldOf } from './snapshot.js'
import { viewOf } from './state-view.js'
import { clockFor } from './sandbox-clock.js'
import { webhooksOn } from '../webhooks/webhooks.js'
import { nowOf } from '../../time/clock-state.js'
import { replay } from '../replay/replay.js'
import type { OpenSandbox } from '../replay/stage.js'
import { runWorld } from './running.js'
import type { Trace } from '../trace.js'
import { createTracer } from '../traces/create-tracer.js'
import { tracesOf } from '../traces/traces.js'
import { toWebRequest, wellFormed } from './well-formed-request.js'
import type { Sandbox, TracedResponse } from './sandbox.js'

/** What every fork of a sandbox shares. */
interface Shared {
  readonly engine: Engine
  readonly memo: ReplyMemo
  readonly issues: readonly Issue[]
  /** The digest of the release, which takes a pass over all of it where it has not been compiled. */
  readonly digest: () => string
  readonly start: World
}

/** Runs a source. `issues` is filled by the source as its parts are used. Throws `invalid-option`, `invalid-pack` and `invalid-policy`. */
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
  return openSandbox(shared, from, fork).sandbox
}

function openSandbox(shared: Shared, from: World, fork: string): OpenSandbox {
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
  // Going back in time lets nobody in again, and lets nobody do what was forbidden since.
  const kept = (state: World): World => keepPolicies(world(), keepRevocations(world(), state))

  function goBackTo(state: World, name: 'restore' | 'reset'): void {
    const before = world()
    goBack(kept(state))
    tracer.restore(name, before, world(), { state, beginning: start })
  }

  function handle(given: SandboxRequest): SandboxResponse {
    running.tick()
    const request = wellFormed(given)
    const before = world()
    const key = engine.recall || hasRules(before) || hasPolicies(before) ? undefined : memo.key(request)
    let reply = key === undefined ? undefined : (memo.get(key) ?? repeats.get(key))
    if (reply) {
      // What is remembered changed nothing.
      last = tracer.again(request, reply, before)
    } else {
      reply = handleRequest(engine, before, request)
      if (key !== undefined && reply.world === before) memo.set(key, reply, repeats)
      last = tracer.request(request, reply, before, reply.world)
      running.settle(reply.world)
    }
    if (options.onTrace) options.onTrace(tracer.record(last) as Trace)
    return reply.response
  }

  function stageOf(repeating: Engine, state: World): OpenSandbox {
    return openSandbox({ ...shared, engine: repeating }, state, 'replay')
  }

  function exchange(request: SandboxRequest): TracedResponse {
    const response = handle(request)
    return { response, trace: tracer.isOn ? tracer.idOf(last) : null }
  }

  const sandbox: Sandbox = {
    handle,
    exchange,
    async fetch(input, init) {
      const request = toWebRequest(input, init)
      const answer = exchange(await fromWebRequest(request, options.limits))
      return answerWeb(answer, nowOf(world(), options.now), request.signal, options.host)
    },
    traces: tracesOf(tracer, { title, version }, (one) => takeSnapshot(one, digest)),
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
    get auth() {
      return authSummary(engine)
    },
    clients: clientsOn(running),
    policies: policiesOn(running),
    webhooks: webhooksOn(running),
    faults: faultsOn(running),
    scenarios: scenariosOf(engine),
    apply: (scenario, parameters) => applyScenario(running, scenario, parameters),
    possible: (entity) => possible(engine, world(), entity),
    restore: (snapshot) => goBackTo(worldOf(snapshot, digest), 'restore'),
    fork: (snapshot) =>
      sandboxOn(shared, snapshot ? kept(worldOf(snapshot, digest)) : world(), `${fork}.${String(++forks)}`),
    reset: () => goBackTo(start, 'reset'),
    diff: diffOf(engine, tracer, digest, { start, world }),
    stateHash: (scope) => stateHash(world(), scope),
    exportSnapshot: (snapshot) => printSnapshot(snapshot ?? takeSnapshot(world(), digest), digest),
    importSnapshot: (text) => readSnapshot(text, digest),
    replay: (what, how) => replay({ engine, tracer, digest, start, world }, stageOf, what, how)
  }
  return { sandbox, running, snapshotOf: (one) => takeSnapshot(one, digest) }
}
