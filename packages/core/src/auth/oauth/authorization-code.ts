// Authorization codes: signed, and kept nowhere until they are traded in, so that asking for one is a read like any other.
import type { World } from '../../state/world.js'
import { getOwn } from '../../internal/json.js'
import { readJwk } from '../jwt/jwk.js'
import { signJwt, verifyJwt } from '../jwt/jwt.js'
import { publicKeys } from '../tokens/signing-key.js'
import { tokenTypes } from '../tokens/issue-tokens.js'

/** What a code says. */
export interface CodeContent {
  readonly client: string
  readonly subject: string
  /** Null for all there are. */
  readonly scopes: readonly string[] | null
  /** As the request named it; null where it named none. */
  readonly redirectUri: string | null
  /** The S256 challenge (RFC 7636 section 4.2). */
  readonly challenge: string
  /** Epoch seconds. */
  readonly issued: number
  readonly expires: number
  /** Tells codes apart that were asked for in one moment. */
  readonly state: string
}

/** Writes a code. */
export function writeCode(seed: Uint8Array, content: CodeContent): string {
  const { client, subject, scopes, redirectUri, challenge, issued, expires, state } = content
  return signJwt(seed, tokenTypes.code, {
    client_id: client,
    sub: subject,
    scopes,
    redirect_uri: redirectUri,
    code_challenge: challenge,
    state,
    iat: issued,
    exp: expires
  })
}

/** Reads a code that this sandbox wrote and that is still good at an instant. */
export function readCode(world: World, code: string, now: number): CodeContent | undefined {
  const keys = publicKeys(world).keys.flatMap((jwk) => {
    const key = readJwk(jwk)
    return 'problem' in key ? [] : [key]
  })
  const reading = verifyJwt(code, { keys, now, types: [tokenTypes.code] })
  if ('problem' in reading) return undefined
  // What the sandbox has signed is of the form that it writes.
  const read = <T>(name: string) => getOwn(reading.claims, name) as T
  return {
    client: read('client_id'),
    subject: read('sub'),
    scopes: read('scopes'),
    redirectUri: read('redirect_uri'),
    challenge: read('code_challenge'),
    issued: read('iat'),
    expires: read('exp'),
    state: read('state')
  }
}
