// A copy of a sandbox for somebody else: what its API keeps, without what would let the people of the first one in.
import { clientsName } from '../auth/clients/client.js'
import { keysName } from '../auth/tokens/signing-key.js'
import { tokensName } from '../auth/tokens/token.js'
import type { Sandbox } from '../engine/sandbox/sandbox.js'
import { releaseOfSnapshot, takeSnapshot, worldOf } from '../engine/sandbox/snapshot.js'
import { emptyWorld, type World } from '../state/world.js'

/** What of a world is about people. */
const personal = [clientsName, keysName, tokensName]

/**
 * Brings the state of a sandbox into another one of the same release that is at its beginning, and gives that back. Its clients, tokens and keys stay behind,
 * and so do webhook endpoints that no pack brings. Throws `invalid-snapshot` where it is of another release.
 */
export function cloneSandbox(from: Sandbox, to: Sandbox): Sandbox {
  const snapshot = from.snapshot()
  const digest = (): string => releaseOfSnapshot(snapshot)
  const nothing = emptyWorld()
  const world = personal.reduce<World>(
    (rest, name) => rest.withCollection(name, nothing.collection(name)),
    worldOf(snapshot, digest)
  )
  to.restore(takeSnapshot(world, digest))
  for (const { id, source } of to.webhooks.endpoints()) if (source !== 'pack') to.webhooks.remove(id)
  return to
}
