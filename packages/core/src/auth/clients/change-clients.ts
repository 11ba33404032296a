// What the control plane does with clients: issue, rotate, revoke. World in, world out; secrets are shown here and nowhere else.
import { printScalar } from '../../internal/json.js'
import type { World } from '../../state/world.js'
import { isScopeName } from '../scopes.js'
import {
  clientWithId,
  clientsName,
  clientsOf,
  shownClient,
  withClientAt,
  type Client,
  type ClientRecord,
  type ClientWithSecret
} from './client.js'
import { digestSecret, makeClientSecret, secretPrefix } from './secret.js'

/** What a client is to be like. */
export interface ClientOptions {
  /** What it is for; shown in lists and traces, at most 200 characters. */
  readonly label: string
  /** What it may do at most. There is no default: who lets somebody in says how far. */
  readonly scopes: 'all' | readonly string[]
  /** Letters, digits and `._-`, at most 100. @default the next of `client_1`, `client_2`, ... */
  readonly id?: string
  /** The instant from which on it is refused, in epoch milliseconds of the sandbox's clock. @default never */
  readonly expires?: number
  /** What its secrets begin with, for clients that look at it; letters, digits and `_-`, at most 20. @default 'sandbed_' */
  readonly secretPrefix?: string
  /** Where an authorization code may be sent, to the letter; at most 20 absolute URIs. @default none: it gets no codes */
  readonly redirectUris?: readonly string[]
  /** Without a secret, for apps that can keep none: it can only trade authorization codes, with PKCE. @default false */
  readonly public?: boolean
}

/** The changed world and what is shown; or a sentence that says what is wrong with what was asked for. */
export type ClientChange<Shown extends Client = Client> =
  { readonly world: World; readonly client: Shown } | { readonly problem: string }

/** The moment of a change, epoch milliseconds of the sandbox's clock, and 32 random bytes of the host. */
export interface SecretSource {
  readonly now: number
  readonly entropy: Uint8Array
}

const idForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
const prefixForm = /^[A-Za-z0-9_-]{0,20}$/
const mostScopes = 1000

/** Issues a client. A public one has the empty text for a secret. */
export function issueClient(
  world: World,
  options: ClientOptions,
  { now, entropy }: SecretSource
): ClientChange<ClientWithSecret> {
  const problem = faultOf(options)
  if (problem !== undefined) return { problem }
  const clients = clientsOf(world)
  const id = options.id ?? freeId(world, clients.next + 1)
  if (clientWithId(world, id))
    return { problem: `There is a client '${id}' already. Ids are not given twice.` }
  const secret = options.public === true ? '' : makeClientSecret(entropy, options.secretPrefix)
  const record: ClientRecord = {
    id,
    label: options.label.toWellFormed(),
    secrets: secret === '' ? [] : [{ digest: digestSecret(secret), until: null }],
    scopes: options.scopes === 'all' ? null : [...new Set(options.scopes)],
    redirectUris: options.redirectUris ?? [],
    created: now,
    expires: options.expires ?? null,
    revoked: null,
    lastUsed: null
  }
  const { collection } = clients.insert(record)
  return {
    world: world.withCollection(clientsName, collection),
    client: { ...shownClient(record, now), secret }
  }
}

/**
 * Gives a client another secret. The one before is taken for `overlap` more milliseconds, none of them by default; older ones end at once. Tokens stay good.
 * `undefined` where there is no such client.
 */
export function rotateClient(
  world: World,
  id: string,
  {
    now,
    entropy,
    overlap = 0,
    prefix = secretPrefix
  }: SecretSource & { readonly overlap?: number; readonly prefix?: string }
): ClientChange<ClientWithSecret> | undefined {
  const kept = clientWithId(world, id)
  if (!kept) return undefined
  const [seq, record] = kept
  if (record.revoked !== null) return { problem: `The client '${id}' was revoked. Issue another one.` }
  const [before] = record.secrets
  if (!before) return { problem: `The client '${id}' is public: it has no secret to change.` }
  if (!prefixForm.test(prefix)) return { problem: wrongPrefix }
  if (!Number.isSafeInteger(overlap) || overlap < 0)
    return { problem: 'An overlap is whole milliseconds from 0 on.' }
  const secret = makeClientSecret(entropy, prefix)
  const secrets = [
    { digest: digestSecret(secret), until: null },
    ...(overlap > 0 ? [{ digest: before.digest, until: now + overlap }] : [])
  ]
  const changed = { ...record, secrets }
  return { world: withClientAt(world, seq, changed), client: { ...shownClient(changed, now), secret } }
}

/**
 * Revokes a client: from the world that is given back on, its secrets and every token it was issued are refused. Once and for all; a
 * second time changes nothing. `undefined` where there is no such client.
 */
export function revokeClient(
  world: World,
  id: string,
  now: number
): { readonly world: World; readonly client: Client } | undefined {
  const kept = clientWithId(world, id)
  if (!kept) return undefined
  const [seq, record] = kept
  const changed = record.revoked === null ? { ...record, revoked: now } : record
  return { world: withClientAt(world, seq, changed), client: shownClient(changed, now) }
}

/** The number of the client, or the next one where a user has taken that name. */
function freeId(world: World, number: number): string {
  for (let n = number; ; n++) if (!clientWithId(world, `client_${n}`)) return `client_${n}`
}

const wrongPrefix = 'The `secretPrefix` of a client is at most 20 letters, digits, `_` and `-`.'

function faultOf({
  label,
  scopes,
  id,
  expires,
  secretPrefix: prefix,
  redirectUris = []
}: ClientOptions): string | undefined {
  if (typeof label !== 'string' || label.length > 200)
    return 'The `label` of a client is a text of at most 200 characters.'
  if (id !== undefined && !idForm.test(id))
    return 'The `id` of a client is at most 100 letters, digits and `._-`, and begins with a letter or a digit.'
  if (scopes !== 'all' && !(Array.isArray(scopes) && scopes.length <= mostScopes))
    return `The \`scopes\` of a client are 'all' or a list of at most ${mostScopes}.`
  const stranger = scopes === 'all' ? undefined : scopes.find((scope) => !isScopeName(scope))
  if (stranger !== undefined)
    return `'${printScalar(stranger).slice(0, 100)}' cannot be a scope: it needs visible ASCII without quotes and backslashes.`
  if (expires !== undefined && !Number.isSafeInteger(expires))
    return 'The `expires` of a client is an instant in epoch milliseconds.'
  if (prefix !== undefined && !prefixForm.test(prefix)) return wrongPrefix
  if (!Array.isArray(redirectUris) || redirectUris.length > 20 || !redirectUris.every(isRedirectUri))
    return 'The `redirectUris` of a client are at most 20 absolute URIs without a fragment.'
  return undefined
}

function isRedirectUri(uri: unknown): boolean {
  return (
    typeof uri === 'string' &&
    uri.length <= 2000 &&
    /^[a-z][a-z0-9+.-]*:[!-~]+$/i.test(uri) &&
    !uri.includes('#')
  )
}
