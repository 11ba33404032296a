// The key that a sandbox signs its tokens with: made of a host's entropy, kept in the world, so that tokens stay good after a restore and in forks.
import { ed25519PublicKey } from '../../effects/signatures/primitives.js'
import type { Collection } from '../../state/collection.js'
import type { World } from '../../state/world.js'
import { entropyBytes } from '../clients/secret.js'
import { fromBase64url, toBase64url } from '../jwt/base64url.js'
import { keyId, publicJwk, type PublicJwk } from '../jwt/jwk.js'

/** The collection of the keys. The last one signs. */
export const keysName = '$keys'

/** The record of a key. Plain JSON. */
export interface KeyRecord {
  readonly kid: string
  readonly algorithm: 'EdDSA'
  /** 32 bytes in base64url: a secret, kept as those of webhook endpoints are. */
  readonly seed: string
  readonly created: number
}

function keysOf(world: World): Collection<KeyRecord> {
  return world.collection<KeyRecord>(keysName)
}

/** The seed that signs; `undefined` where no key was made yet. */
export function signingSeed(world: World): Uint8Array | undefined {
  const [last] = keysOf(world).page(0, 1, 'descending')
  return last && fromBase64url(last[1].seed)
}

/**
 * The world with a new key, of 32 random bytes of the host, that signs from now on; what older ones signed stays good. Throws a `RangeError`
 * for another number of bytes.
 */
export function withSigningKey(world: World, entropy: Uint8Array, now: number): World {
  if (entropy.length !== entropyBytes)
    throw new RangeError(`A key is made of ${entropyBytes} random bytes, not of ${entropy.length}.`)
  const record: KeyRecord = {
    kid: keyId(ed25519PublicKey(entropy)),
    algorithm: 'EdDSA',
    seed: toBase64url(entropy),
    created: now
  }
  return world.withCollection(keysName, keysOf(world).insert(record).collection)
}

/** The public keys of a world, as a JWK Set (RFC 7517 section 5), the newest first. */
export function publicKeys(world: World): { readonly keys: readonly PublicJwk[] } {
  return {
    keys: [...keysOf(world).entries('descending')].map(([, { seed }]) => publicJwk(fromBase64url(seed)!))
  }
}
