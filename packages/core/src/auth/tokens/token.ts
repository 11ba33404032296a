// What was issued: tokens as records of the world, found by their digests.
import { digestText } from '../../internal/digest.js'
import type { Collection } from '../../state/collection.js'
import type { World } from '../../state/world.js'
import { clientFault, clientWithId, type KeptClient } from '../clients/client.js'

/** The collection of the tokens. */
export const tokensName = '$tokens'

/** What a token is for. Codes are kept once they were traded in, so that nobody trades one twice. */
export type TokenKind = 'access' | 'refresh' | 'code'

/** The record of a token. Plain JSON; instants are epoch milliseconds of the sandbox's clock. */
export interface TokenRecord {
  readonly id: string
  readonly kind: TokenKind
  /** SHA-256 (hex) of the token. */
  readonly digest: string
  readonly client: string
  /** Whom it speaks for: the client, or a user. */
  readonly subject: string
  /** Null for all there are. */
  readonly scopes: readonly string[] | null
  /** What all tokens have in common that came of one authorization. */
  readonly grant: string
  readonly issued: number
  readonly expires: number
  readonly revoked: number | null
}

/** A token with its number in the collection. */
export type KeptToken = readonly [seq: number, token: TokenRecord]

/** The tokens of a world. */
export function tokensOf(world: World): Collection<TokenRecord> {
  return world.collection<TokenRecord>(tokensName)
}

/** The record of a token, be it expired or revoked. */
export function findToken(world: World, token: string): KeptToken | undefined {
  return findTokenWithDigest(world, digestText(token))
}

/** The record with a digest. */
export function findTokenWithDigest(world: World, digest: string): KeptToken | undefined {
  return tokensOf(world)
    .index('digest', ({ digest: own }) => [own])
    .first(digest)
}

/** A token that is good, whose it is; or a clause for traces that says why it is not. */
export type TokenReading =
  { readonly token: KeptToken; readonly client: KeptClient } | { readonly problem: string }

/**
 * Judges a token of the sandbox's own at an instant: it is good because it is known, to the letter, so its signature need not be looked
 * at again. A token of another sandbox, of a fork, or of a future that a restore has left is not known.
 */
export function judgeToken(world: World, kind: TokenKind, token: string, now: number): TokenReading {
  const kept = findToken(world, token)
  if (!kept || kept[1].kind !== kind) return { problem: 'this sandbox did not issue it' }
  const { revoked, expires, client: id } = kept[1]
  if (revoked !== null) return { problem: 'it was revoked' }
  if (expires <= now) return { problem: 'it has expired' }
  const client = clientWithId(world, id)
  const fault = client ? clientFault(client[1], now) : 'its client is not there'
  return client && fault === undefined ? { token: kept, client } : { problem: fault! }
}

/** The world in which a token is revoked. */
export function withTokenRevoked(world: World, [seq, token]: KeptToken, now: number): World {
  if (token.revoked !== null) return world
  return world.withCollection(tokensName, tokensOf(world).set(seq, { ...token, revoked: now }))
}

/** The world in which all tokens of one authorization are revoked. */
export function withGrantRevoked(world: World, grant: string, now: number): World {
  const seqs = [
    ...tokensOf(world)
      .index('grant', ({ grant: own }) => [own])
      .seqs(grant)
  ]
  return seqs.reduce((changed, seq) => {
    const token = tokensOf(changed).get(seq)
    return token ? withTokenRevoked(changed, [seq, token], now) : changed
  }, world)
}
