// Snapshots by what users call them.
import { sandboxPath, type ControlClient, type ControlTarget } from './control-client.js'
import type { Items } from './control-options.js'

/** A snapshot that a server keeps. */
export interface SnapshotView {
  readonly id: string
  readonly label: string
  /** Epoch milliseconds of the sandbox's clock. */
  readonly at: number
}

/** The id of the snapshot with this id, else of the latest with this label, else the text itself: the server says that there is none. */
export async function findSnapshot(
  client: ControlClient,
  target: ControlTarget,
  called: string
): Promise<string> {
  const { items } = await client.send<Items<SnapshotView>>({ path: sandboxPath(target, 'snapshots') })
  if (items.some(({ id }) => id === called)) return called
  return items.findLast(({ label }) => label === called)?.id ?? called
}
