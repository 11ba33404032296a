// A client of which only what is shown is known: as logs have it. Nobody can call as it, but what is known of its credentials can be judged.
import type { World } from '../../state/world.js'
import {
  clientsName,
  clientsOf,
  clientWithId,
  withClientAt,
  type Client,
  type ClientRecord
} from './client.js'

/** The world with a client; one that is there stays as it is, but for having been revoked. */
export function withShownClient(world: World, client: Client): World {
  const { id, label, scopes, redirectUris, created, expires = null, revoked = null, lastUsed = null } = client
  const kept = clientWithId(world, id)
  if (kept) {
    const [seq, record] = kept
    return revoked === null || record.revoked !== null
      ? world
      : withClientAt(world, seq, { ...record, revoked })
  }
  const record: ClientRecord = {
    id,
    label,
    secrets: [],
    scopes: scopes === 'all' ? null : scopes,
    redirectUris,
    created,
    expires,
    revoked,
    lastUsed
  }
  return world.withCollection(clientsName, clientsOf(world).insert(record).collection)
}
