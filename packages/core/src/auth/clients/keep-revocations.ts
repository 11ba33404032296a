// Going back in time must not let anybody in again: what a restore does with clients and tokens.
import type { World } from '../../state/world.js'
import { keysName } from '../tokens/signing-key.js'
import { findTokenWithDigest, tokensOf, withTokenRevoked } from '../tokens/token.js'
import { clientsName } from './client.js'

/**
 * A world that is about to be restored, with the clients and keys of the one that it takes the place of: secrets that were changed
 * and clients that were revoked since stay so. A world that never had a client takes those that come. Tokens are those of the restored world; the ones that are revoked by now stay that too.
 */
export function keepRevocations(current: World, restored: World): World {
  if (current.collection(clientsName).next === 0) return restored
  let kept = restored
  for (const name of [clientsName, keysName]) kept = kept.withCollection(name, current.collection(name))
  const tokens = tokensOf(current)
  const revoked = tokens.index('revoked', (token) => (token.revoked === null ? [] : ['yes']))
  for (const seq of revoked.seqs('yes')) {
    const { digest, revoked: at } = tokens.get(seq)!
    const token = findTokenWithDigest(kept, digest)
    if (token) kept = withTokenRevoked(kept, token, at!)
  }
  return kept
}
