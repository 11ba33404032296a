// The snapshots of a sandbox that are kept over the control plane, by id.
import type { Snapshot } from '../engine/sandbox/snapshot.js'
import { ControlError } from './problems.js'
import type { KeptSnapshot, NamedSandbox } from './registry.js'

/** How many snapshots a sandbox keeps. They share what they have in common, so many cost little. */
export const mostSnapshots = 50

/** Keeps a snapshot under a new id: `snap_1`, `snap_2`, ... Throws `too-many-snapshots`. */
export function keepSnapshot(entry: NamedSandbox, snapshot: Snapshot, label: string): KeptSnapshot {
  if (entry.snapshots.size >= mostSnapshots)
    throw new ControlError(
      'too-many-snapshots',
      `There are ${mostSnapshots} snapshots of this sandbox. Delete one first.`
    )
  const id = `snap_${++entry.snapshotCount}`
  const kept = { id, label, at: entry.sandbox.clock.now, snapshot }
  entry.snapshots.set(id, kept)
  return kept
}

/** The snapshot with an id. Throws `unknown-snapshot`. */
export function keptSnapshot({ snapshots }: NamedSandbox, id: string): KeptSnapshot {
  const kept = snapshots.get(id)
  if (kept) return kept
  throw new ControlError(
    'unknown-snapshot',
    'There is no snapshot with this id. GET .../snapshots lists those that there are.'
  )
}
