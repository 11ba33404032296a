// Going back in time must not let anybody in again: what a restore does with clients and tokens.
import type { World } from '../../state/world.js'
import { keysName } from '../tokens/signing-key.js'
import { findTokenWithDigest, tokensOf, withTokenRevoked } from '../tokens/token.js'
import { clientsName } from './client.js'

/**
 * A world that is about to be restored, with the clients and keys of the one that it takes the place of: secrets that were changed
 * and clients that were revoked since stay so. Tokens are those of the restored world; the ones that are revoked by now stay that too.
 */
export function keepRevocations(current: World, restored: World): World {
  let kept = restored
  for (const name of [clientsName, keysName]) kept = kept.withCollection(name, current.collection(name))
  for (const [, { digest, revoked }] of tokensOf(current)) {
    const token = revoked === null ? undefined : findTokenWithDigest(kept, digest)
    if (token) kept = withTokenRevoked(kept, token, revoked!)
  }
  return kept
}
