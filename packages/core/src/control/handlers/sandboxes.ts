// Operations on sandboxes as a whole.
import { releaseOfSnapshot } from '../../engine/sandbox/snapshot.js'
import { canonicalJson } from '../../internal/canonical-json.js'
import { parseExactJson } from '../../internal/parse-exact-json.js'
import { created, named, noContent, ok, type Call, type Handlers } from '../call.js'
import { cloneSandbox } from '../clone-sandbox.js'
import { ControlError } from '../problems.js'
import { mainName, type NamedSandbox, type SandboxSettings } from '../registry.js'
import { keptSnapshot } from '../snapshot-shelf.js'
import { shownClock } from './clock.js'

/** A sandbox as the control plane shows it. */
function shownSandbox({ name, sandbox, snapshots, settings }: NamedSandbox, { api }: Pick<Call, 'api'>) {
  const { title, version } = sandbox.api
  const path = `/s/${name}`
  return {
    name,
    main: name === mainName,
    title,
    version,
    operations: sandbox.operations.length,
    path,
    url: api === null ? null : name === mainName ? api : api + path,
    clock: shownClock(sandbox.clock),
    snapshots: snapshots.size,
    settings,
    scenarios: sandbox.scenarios.map((scenario) => scenario.name)
  }
}

/** What a sandbox of a name in the body is to be made like. */
function settingsIn({ body }: Call): SandboxSettings {
  const { name: _name, snapshot: _snapshot, ...settings } = body
  return settings
}

/** `main` has no end while its server runs. */
function refuseMain({ name }: NamedSandbox): void {
  if (name === mainName)
    throw new ControlError(
      'sandbox-protected',
      '`main` is there as long as the server is. Reset it, or stop the server.'
    )
}

/** By operationId. */
export const sandboxHandlers: Handlers = {
  listSandboxes: (call) => ok({ items: call.registry.list().map((entry) => shownSandbox(entry, call)) }),
  createSandbox(call) {
    const { registry, body } = call
    const settings = settingsIn(call)
    const entry = registry.add(body['name'] as string, settings, () => {
      const sandbox = registry.create(settings)
      if (body['snapshot'] !== undefined)
        sandbox.restore(sandbox.importSnapshot(canonicalJson(body['snapshot'])))
      return sandbox
    })
    return created(shownSandbox(entry, call))
  },
  getSandbox: (call) => ok(shownSandbox(named(call), call)),
  deleteSandbox(call) {
    const { name } = named(call)
    call.registry.remove(name)
    return noContent
  },
  resetSandbox(call) {
    named(call).sandbox.reset()
    return noContent
  },
  forkSandbox(call) {
    const entry = named(call)
    const { name, snapshot } = call.body as { readonly name: string; readonly snapshot?: string }
    const from = snapshot === undefined ? undefined : keptSnapshot(entry, snapshot).snapshot
    return created(
      shownSandbox(
        call.registry.add(name, entry.settings, () => entry.sandbox.fork(from)),
        call
      )
    )
  },
  cloneSandbox(call) {
    const entry = named(call)
    const { registry, body } = call
    const clone = registry.add(body['name'] as string, entry.settings, () =>
      cloneSandbox(entry.sandbox, registry.create(entry.settings))
    )
    return created(shownSandbox(clone, call))
  },
  archiveSandbox(call) {
    const entry = named(call)
    refuseMain(entry)
    const { name, sandbox } = entry
    const snapshot = sandbox.snapshot()
    const archive = {
      format: 'sandbed-archive',
      version: 1,
      name,
      title: sandbox.api.title,
      release: releaseOfSnapshot(snapshot),
      snapshot: parseExactJson(sandbox.exportSnapshot(snapshot)),
      traces: sandbox.traces.list()
    }
    call.registry.remove(name)
    return ok(archive)
  },
  applyScenario(call) {
    const { scenario, parameters } = call.body as {
      readonly scenario: string
      readonly parameters?: { readonly [name: string]: unknown }
    }
    return ok(named(call).sandbox.apply(scenario, parameters))
  }
}
