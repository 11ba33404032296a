// A moment of a sandbox that is kept: a reference to its world, which never changes.
import { SandboxError } from '../../errors.js'
import { exportSnapshot, importSnapshot } from '../../state/snapshot-file.js'
import type { World } from '../../state/world.js'
import { misshapenPlace } from '../record-forms.js'

/** A whole world, as `sandbox.snapshot()` gives it. Opaque; hand it to `restore`, `fork`, `diff` or `exportSnapshot`. */
export class Snapshot {
  /** Names the type, so that nothing else passes for one. */
  readonly kind = 'sandbed-snapshot'
}

/** What a snapshot refers to. */
export interface Moment {
  readonly world: World
  /** The digest of the release. */
  readonly digest: () => string
}

const moments = new WeakMap<Snapshot, Moment>()

/** Keeps a world. */
export function takeSnapshot(world: World, digest: () => string): Snapshot {
  const snapshot = new Snapshot()
  moments.set(snapshot, { world, digest })
  return snapshot
}

/** What a snapshot refers to, of whatever release. Throws `invalid-snapshot` for what is none. */
export function momentOf(snapshot: Snapshot): Moment {
  const moment = moments.get(snapshot)
  if (!moment) throw noSnapshot()
  return moment
}

/** The world of a snapshot, for a sandbox of the same release. Throws `invalid-snapshot` for any other, and for what is none. */
export function worldOf(snapshot: Snapshot, digest: () => string): World {
  const moment = momentOf(snapshot)
  if (digest !== moment.digest && digest() !== moment.digest()) {
    throw new SandboxError(
      'invalid-snapshot',
      'This snapshot was taken of another API, or of another version of it. Take one of a sandbox with the same release.'
    )
  }
  return moment.world
}

function noSnapshot(): SandboxError {
  return new SandboxError(
    'invalid-snapshot',
    'This is not a snapshot. Take one with sandbox.snapshot(), or read one with importSnapshot().'
  )
}

/** The digest of the release that a snapshot is of. Throws `invalid-snapshot` for what is none. */
export function releaseOfSnapshot(snapshot: Snapshot): string {
  return momentOf(snapshot).digest()
}

/** A snapshot as canonical JSON. */
export function printSnapshot(snapshot: Snapshot, digest: () => string): string {
  return exportSnapshot(worldOf(snapshot, digest), { release: digest(), meta: {} })
}

/** Reads what `printSnapshot` printed. Throws `invalid-snapshot` for what it would not have printed. */
export function readSnapshot(text: string, digest: () => string): Snapshot {
  const { world } = importSnapshot(text, digest())
  const place = misshapenPlace(world)
  if (place !== undefined)
    throw new SandboxError(
      'invalid-snapshot',
      `This snapshot is damaged: ${place.slice(0, 80)} is not as a sandbox keeps it. Export it again.`
    )
  return takeSnapshot(world, digest)
}
