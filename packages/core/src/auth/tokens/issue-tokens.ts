// Makes tokens: signed, with content that follows from the world alone, and kept as records.
import { digestText } from '../../internal/digest.js'
import type { World } from '../../state/world.js'
import { signJwt } from '../jwt/jwt.js'
import type { OpenAuth } from '../open-auth.js'
import { tokensName, tokensOf, type TokenKind, type TokenRecord } from './token.js'

/** Whom a token is for, and what it may do. */
export interface Grant {
  readonly client: string
  readonly subject: string
  /** Null for all there are. */
  readonly scopes: readonly string[] | null
  /** The id of the authorization that it comes of. @default the id of the token: it begins one */
  readonly grant?: string
}

/** A token and the world that knows it. */
export interface Issued {
  readonly world: World
  readonly token: string
  readonly record: TokenRecord
}

/** A sandbox that keeps so many tokens issues no more until some have expired. */
export const mostTokens = 100_000

// The oldest are looked at whenever one is issued, so expired ones go as fast as new ones come.
const forgottenAtOnce = 4

/** The `typ` of each kind, so that none can be taken for another (RFC 8725 section 3.11; RFC 9068 section 2.1 for access tokens). */
export const tokenTypes: { readonly [kind in TokenKind]: string } = {
  access: 'at+jwt',
  refresh: 'refresh+jwt',
  code: 'code+jwt'
}

/** Issues a token at an instant, signed with a seed. The same world and arguments give the same token. */
export function issueToken(
  auth: OpenAuth,
  world: World,
  seed: Uint8Array,
  kind: 'access' | 'refresh',
  { client, subject, scopes, grant }: Grant,
  now: number
): Issued {
  const tokens = forgetExpired(world, now)
  const id = `tok_${tokens.next + 1}`
  const { lifetime, refreshLifetime, audience, claims } = auth.tokens
  const iat = Math.floor(now / 1000)
  const exp = iat + (kind === 'access' ? lifetime : refreshLifetime)
  const token = signJwt(seed, tokenTypes[kind], {
    ...(kind === 'access' && claims),
    iss: auth.issuer,
    sub: subject,
    aud: kind === 'access' ? audience : auth.issuer,
    client_id: client,
    ...(scopes !== null && { scope: scopes.join(' ') }),
    iat,
    exp,
    jti: id
  })
  const record: TokenRecord = {
    id,
    kind,
    digest: digestText(token),
    client,
    subject,
    scopes,
    grant: grant ?? id,
    issued: now,
    expires: exp * 1000,
    revoked: null
  }
  return { world: world.withCollection(tokensName, tokens.insert(record).collection), token, record }
}

/** Keeps that a code was traded in; its id is that of the authorization. */
export function keepCode(
  world: World,
  code: string,
  { client, subject, scopes }: Grant,
  [issued, expires]: readonly [issued: number, expires: number],
  now: number
): { readonly world: World; readonly grant: string } {
  const tokens = forgetExpired(world, now)
  const id = `tok_${tokens.next + 1}`
  const record: TokenRecord = {
    id,
    kind: 'code',
    digest: digestText(code),
    client,
    subject,
    scopes,
    grant: id,
    issued,
    expires,
    revoked: now
  }
  return { world: world.withCollection(tokensName, tokens.insert(record).collection), grant: id }
}

function forgetExpired(world: World, now: number) {
  const tokens = tokensOf(world)
  return tokens
    .page(0, forgottenAtOnce)
    .reduce((left, [seq, { expires }]) => (expires <= now ? left.delete(seq) : left), tokens)
}
