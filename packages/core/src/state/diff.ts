// What differs between two worlds, record by record. Worlds that share most of what they hold are compared by what they do not share.
import { diffJson, type Change } from './diff-json.js'
import { diffTries } from './diff-tries.js'
import type { StateScope, World } from './world.js'

/** The records of one collection that differ, each list in ascending order of `seq`. */
export interface CollectionDiff {
  readonly added: readonly { readonly seq: number; readonly record: object }[]
  readonly changed: readonly {
    readonly seq: number
    readonly before: object
    readonly after: object
    /** The places that differ; never empty. */
    readonly patch: readonly Change[]
  }[]
  readonly removed: readonly { readonly seq: number; readonly record: object }[]
}

/** The collections that differ, by name, names in order. An object without a prototype: any name may be one. */
export interface WorldDiff {
  readonly [name: string]: CollectionDiff
}

/** Compares the records of two worlds: those of the API's own collections, or with `everything` those of all. */
export function diffWorlds(before: World, after: World, scope: StateScope = 'domain'): WorldDiff {
  const diff: Record<string, CollectionDiff> = Object.create(null)
  const names = new Set([...before.names(scope), ...after.names(scope)])
  for (const name of [...names].toSorted((a, b) => (a < b ? -1 : 1))) {
    const added: { seq: number; record: object }[] = []
    const changed: CollectionDiff['changed'][number][] = []
    const removed: { seq: number; record: object }[] = []
    diffTries(
      before.collection<object>(name).records,
      after.collection<object>(name).records,
      (seq, old, now) => {
        if (old === undefined) {
          if (now !== undefined) added.push({ seq, record: now })
        } else if (now === undefined) {
          removed.push({ seq, record: old })
        } else {
          const patch = diffJson(old, now)
          if (patch.length > 0) changed.push({ seq, before: old, after: now, patch })
        }
      }
    )
    if (added.length + changed.length + removed.length > 0) diff[name] = { added, changed, removed }
  }
  return diff
}
