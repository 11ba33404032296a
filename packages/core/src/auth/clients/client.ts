// Who may call: clients as records of the world, with digests in place of their secrets, and how users see them.
import type { Collection } from '../../state/collection.js'
import type { World } from '../../state/world.js'

/** The collection of the clients. */
export const clientsName = '$clients'

/** The record of a client: a partner, an agent or a task. Plain JSON; instants are epoch milliseconds of the sandbox's clock. */
export interface ClientRecord {
  readonly id: string
  readonly label: string
  /** SHA-256 (hex) of its secrets, newest first; `until` for those that are on their way out. None for a public client. */
  readonly secrets: readonly { readonly digest: string; readonly until: number | null }[]
  /** Null for all there are. */
  readonly scopes: readonly string[] | null
  /** Where an authorization code may be sent. */
  readonly redirectUris: readonly string[]
  readonly created: number
  readonly expires: number | null
  readonly revoked: number | null
  /** When it last got a token or was told about one. Calls of the API leave no mark here: reads change nothing, and traces tell of them. */
  readonly lastUsed: number | null
}

/** A client with its number in the collection. */
export type KeptClient = readonly [seq: number, client: ClientRecord]

/** The clients of a world. */
export function clientsOf(world: World): Collection<ClientRecord> {
  return world.collection<ClientRecord>(clientsName)
}

/** The client with an id, be it revoked or expired. */
export function clientWithId(world: World, id: string): KeptClient | undefined {
  return clientsOf(world)
    .index('id', ({ id: own }) => [own])
    .first(id)
}

/** The client one of whose secrets has this digest, be it revoked or expired. */
export function clientWithDigest(world: World, digest: string): KeptClient | undefined {
  return clientsOf(world)
    .index('digest', ({ secrets }) => secrets.map((secret) => secret.digest))
    .first(digest)
}

/** The world with a client in place of the one with its number. */
export function withClientAt(world: World, seq: number, client: ClientRecord): World {
  return world.withCollection(clientsName, clientsOf(world).set(seq, client))
}

/** What keeps a client from calling at an instant, as a clause; `undefined` where nothing does. */
export function clientFault({ revoked, expires }: ClientRecord, now: number): string | undefined {
  if (revoked !== null) return 'its client was revoked'
  return expires !== null && expires <= now ? 'its client has expired' : undefined
}

/** A client as users see it: without its secrets. */
export interface Client {
  readonly id: string
  readonly label: string
  readonly status: 'active' | 'expired' | 'revoked'
  readonly scopes: 'all' | readonly string[]
  readonly redirectUris: readonly string[]
  /** Whether it has no secret. */
  readonly public: boolean
  readonly created: number
  readonly expires?: number
  readonly revoked?: number
  /** See `ClientRecord`. */
  readonly lastUsed?: number
  /** Until when the secret before this one is taken as well. */
  readonly rotatingUntil?: number
}

/** A client with its new secret, which is not shown again. */
export interface ClientWithSecret extends Client {
  readonly secret: string
}

/** Shows a client at an instant. */
export function shownClient(record: ClientRecord, now: number): Client {
  const { id, label, scopes, redirectUris, secrets, created, expires, revoked, lastUsed } = record
  const until = secrets.reduce((last, secret) => Math.max(last, secret.until ?? now), now)
  return {
    id,
    label,
    status: revoked !== null ? 'revoked' : clientFault(record, now) === undefined ? 'active' : 'expired',
    scopes: scopes ?? 'all',
    redirectUris,
    public: secrets.length === 0,
    created,
    ...(expires !== null && { expires }),
    ...(revoked !== null && { revoked }),
    ...(lastUsed !== null && { lastUsed }),
    ...(until > now && { rotatingUntil: until })
  }
}

/** All clients at an instant, the newest first. */
export function listClients(world: World, now: number): readonly Client[] {
  return [...clientsOf(world).entries('descending')].map(([, record]) => shownClient(record, now))
}
