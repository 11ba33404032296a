// What a credential that was read is worth: whose it is, and what it may do. Looks at the world, and leaves it as it is.
import { getOwn } from '../internal/json.js'
import type { World } from '../state/world.js'
import {
  clientFault,
  clientsName,
  clientWithDigest,
  clientWithId,
  type ClientRecord
} from './clients/client.js'
import { digestSecret, isSecretOf } from './clients/secret.js'
import type { Credential } from './credentials.js'
import { verifyJwt, type Claims } from './jwt/jwt.js'
import type { OpenAuth, OpenScheme } from './open-auth.js'
import type { Verdict } from './requirements.js'
import { judgeToken } from './tokens/token.js'

/**
 * Judges a credential for a scheme at an instant (epoch milliseconds of the sandbox's clock). Where presence is enough, whatever is well
 * formed is good for everything.
 */
export function judgeCredential(
  auth: OpenAuth,
  world: World,
  scheme: OpenScheme,
  credential: Credential,
  now: number
): Verdict {
  if (credential.is === 'absent' || credential.is === 'malformed') return credential
  if (credential.is === 'unreadable') return invalid(credential.problem)
  if (auth.dial === 'presence' && !mayBeKnown(world, scheme)) return stranger
  const verdict = judge(world, scheme, credential, now)
  if (auth.dial === 'enforced') return verdict
  return verdict.is === 'valid' ? { ...verdict, scopes: null } : stranger
}

const stranger: Verdict = { is: 'valid', client: null, scopes: null }

/** Where there is nobody to recognise, credentials need not be digested. */
function mayBeKnown(world: World, { keys }: OpenScheme): boolean {
  return keys.length > 0 || world.count(clientsName) > 0
}

function judge(
  world: World,
  scheme: OpenScheme,
  credential: Exclude<Credential, { is: 'absent' | 'malformed' | 'unreadable' }>,
  now: number
): Verdict {
  switch (credential.is) {
    case 'there':
      return { is: 'valid', client: null, scopes: null }
    case 'password':
      return judgePassword(world, credential.user, credential.password, now)
    case 'key':
      return judgeKey(world, scheme, credential.key, now)
    case 'token':
      return orMistaken(judgeBearer(world, scheme, credential.token, now), world, scheme, credential.token)
  }
}

function invalid(reason: string): Verdict {
  return { is: 'invalid', reason }
}

function valid({ id, scopes }: ClientRecord): Verdict {
  return { is: 'valid', client: id, scopes }
}

/** The id of a client and its secret; or the secret as the user and no password, as APIs have it whose keys stand in Basic. */
function judgePassword(world: World, user: string, password: string, now: number): Verdict {
  if (password === '') return judgeSecret(world, user, now)
  const kept = clientWithId(world, user)
  // The comparison is made in any case: how long it takes must not tell whether there is such a client.
  const isRight = isSecretOf(kept?.[1], password, now)
  return kept && isRight ? judgeClient(kept[1], now) : invalid('no client has this id and secret')
}

function judgeSecret(world: World, secret: string, now: number): Verdict {
  const kept = clientWithDigest(world, digestSecret(secret))
  const isRight = isSecretOf(kept?.[1], secret, now)
  return kept && isRight ? judgeClient(kept[1], now) : invalid('no client has this secret')
}

function judgeClient(client: ClientRecord, now: number): Verdict {
  const fault = clientFault(client, now)
  return fault === undefined ? valid(client) : invalid(fault)
}

/** An API key in the Authorization header may have a word before it, which descriptions cannot tell of. */
function judgeKey(world: World, scheme: OpenScheme, key: string, now: number): Verdict {
  const { carrier } = scheme
  const hasWord =
    carrier.kind === 'apiKey' && carrier.name.toLowerCase() === 'authorization' && /^\S+ +\S+$/.test(key)
  const text = hasWord ? key.slice(key.lastIndexOf(' ') + 1) : key
  const verdict = judgeSecret(world, text, now)
  return hasWord && verdict.is !== 'valid' ? judgeBearer(world, scheme, text, now) : verdict
}

/** The same verdict; where a secret stands in the place of a token, with that for its reason. */
function orMistaken(verdict: Verdict, world: World, { accepts }: OpenScheme, token: string): Verdict {
  if (verdict.is !== 'invalid' || accepts.has('secret')) return verdict
  const client = clientWithDigest(world, digestSecret(token))?.[1]
  return client ? invalid(`it is a secret of the client '${client.id}', and a token is wanted`) : verdict
}

function judgeBearer(world: World, scheme: OpenScheme, token: string, now: number): Verdict {
  const { accepts } = scheme
  if (accepts.has('secret')) {
    const verdict = judgeSecret(world, token, now)
    if (verdict.is === 'valid' || !accepts.has('token') || !token.includes('.')) return verdict
  }
  const own = judgeToken(world, 'access', token, now)
  if ('token' in own) {
    const [, { scopes, expires }] = own.token
    return { is: 'valid', client: own.client[1].id, scopes, expires }
  }
  return scheme.keys.length === 0 ? invalid(own.problem) : judgeForeign(world, scheme, token, now)
}

/** A token of an issuer that the profile trusts. Where it names a client of the sandbox, that one has to be in order, and is the most that it may do. */
function judgeForeign(world: World, scheme: OpenScheme, token: string, now: number): Verdict {
  const { keys, issuer, audience } = scheme
  const reading = verifyJwt(token, {
    keys,
    now,
    types: ['', 'jwt', 'at+jwt'],
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience })
  })
  if ('problem' in reading) return invalid(reading.problem)
  const named = ['client_id', 'azp', 'sub'].map((name) => getOwn(reading.claims, name))
  const id = named.find((name) => typeof name === 'string' && name !== '') as string | undefined
  const scopes = scopesIn(reading.claims)
  const client = id === undefined ? undefined : clientWithId(world, id)?.[1]
  const fault = client && clientFault(client, now)
  if (fault !== undefined) return invalid(fault)
  const most = client?.scopes
  const { exp } = reading.claims
  return {
    is: 'valid',
    client: id ?? null,
    scopes: most ? scopes.filter((scope) => most.includes(scope)) : scopes,
    ...(typeof exp === 'number' && { expires: Math.floor(exp * 1000) })
  }
}

/** `scope`, as RFC 9068 section 2.2.3 has it, or the `scp` of some issuers. */
function scopesIn(claims: Claims): readonly string[] {
  const said = getOwn(claims, 'scope') ?? getOwn(claims, 'scp')
  const list = typeof said === 'string' ? said.split(' ') : Array.isArray(said) ? said : []
  return list.filter((scope): scope is string => typeof scope === 'string' && scope !== '')
}
