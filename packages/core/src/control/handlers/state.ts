// Operations that look at what a sandbox keeps, and at its snapshots.
import { releaseOfSnapshot, type Snapshot } from '../../engine/sandbox/snapshot.js'
import { canonicalJson } from '../../internal/canonical-json.js'
import { created, named, noContent, ok, type Handlers } from '../call.js'
import type { KeptSnapshot } from '../registry.js'
import { keepSnapshot, keptSnapshot } from '../snapshot-shelf.js'

function shownSnapshot({ id, label, at }: KeptSnapshot) {
  return { id, label, at }
}

/** By operationId. */
export const stateHandlers: Handlers = {
  getState(call) {
    const { sandbox } = named(call)
    const { state } = sandbox
    const resources = state.resources.map((resource) => ({ resource, count: state.count(resource) }))
    return ok({ resources, hash: sandbox.stateHash() })
  },
  listEntities(call) {
    const { state } = named(call).sandbox
    const { id, limit, offset } = call.query as { id?: string; limit: number; offset: number }
    const resource = call.path['resource']!
    if (id !== undefined) {
      const found = state.get(resource, id)
      return ok({ items: found ? [found] : [], total: found ? 1 : 0 })
    }
    const all = state.list(resource)
    return ok({ items: all.slice(offset, offset + limit), total: all.length })
  },
  getDiff(call) {
    const entry = named(call)
    const { since, until, traces } = call.query as { since?: string; until?: string; traces: boolean }
    const at = (id?: string): Snapshot | undefined =>
      id === undefined ? undefined : keptSnapshot(entry, id).snapshot
    return ok(entry.sandbox.diff(at(since), at(until), { traces }))
  },
  listSnapshots: (call) => ok({ items: Array.from(named(call).snapshots.values(), shownSnapshot) }),
  takeSnapshot(call) {
    const entry = named(call)
    const { sandbox } = entry
    const { label = '', snapshot } = call.body as { label?: string; snapshot?: object }
    const kept = snapshot === undefined ? sandbox.snapshot() : sandbox.importSnapshot(canonicalJson(snapshot))
    return created(shownSnapshot(keepSnapshot(entry, kept, label)))
  },
  exportSnapshot(call) {
    const entry = named(call)
    const { snapshot } = keptSnapshot(entry, call.path['id']!)
    return { status: 200, body: entry.sandbox.exportSnapshot(snapshot), type: 'application/json' }
  },
  deleteSnapshot(call) {
    const entry = named(call)
    entry.snapshots.delete(keptSnapshot(entry, call.path['id']!).id)
    return noContent
  },
  restoreSandbox(call) {
    const entry = named(call)
    entry.sandbox.restore(keptSnapshot(entry, call.body['snapshot'] as string).snapshot)
    return noContent
  },
  listReleases({ registry }) {
    const releases = new Map<
      string,
      { title: string; version: string; operations: number; sandboxes: string[] }
    >()
    for (const { name, sandbox } of registry.list()) {
      const digest = releaseOfSnapshot(sandbox.snapshot())
      const { title, version } = sandbox.api
      const release = releases.get(digest) ?? {
        title,
        version,
        operations: sandbox.operations.length,
        sandboxes: []
      }
      release.sandboxes.push(name)
      releases.set(digest, release)
    }
    return ok({ items: Array.from(releases, ([digest, release]) => ({ digest, ...release })) })
  }
}
