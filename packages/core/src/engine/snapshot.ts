// A moment of a sandbox that is kept: a reference to its world, which never changes.
import { SandboxError } from '../errors.js'
import { exportSnapshot, importSnapshot } from '../state/snapshot-file.js'
import type { World } from '../state/world.js'

/** A whole world, as `sandbox.snapshot()` gives it. Opaque; hand it to `restore`, `fork` or `diff`. */
export class Snapshot {
  readonly #world: World
  readonly #digest: () => string

  /** For sandboxes to make. @internal */
  constructor(world: World, digest: () => string) {
    this.#world = world
    this.#digest = digest
  }

  /** The world, for a sandbox of the same release. Throws `invalid-snapshot` for any other. @internal */
  worldFor(digest: () => string): World {
    if (digest !== this.#digest && digest() !== this.#digest()) {
      throw new SandboxError(
        'invalid-snapshot',
        'This snapshot was taken of another API, or of another version of it. Take one of a sandbox with the same release.'
      )
    }
    return this.#world
  }

  /** The snapshot as canonical JSON. @internal */
  print(): string {
    return exportSnapshot(this.#world, { release: this.#digest(), meta: {} })
  }

  /** Reads an exported snapshot. @internal */
  static read(text: string, digest: () => string): Snapshot {
    return new Snapshot(importSnapshot(text, digest()).world, digest)
  }
}
