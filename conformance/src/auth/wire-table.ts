// Who gets in, who does not, and what they are told: one row a case, for requests to the guarded API over any wire.
import type { Sender, WireResponse } from '../hosts/host.js'

/** A client as it was issued. */
export interface Issued {
  readonly id: string
  readonly secret: string
}

/** Where the table is checked: what answers, and who issues and revokes clients there. */
export interface Guarded {
  readonly sender: Sender
  issue(options: { readonly label: string; readonly scopes: 'all' | readonly string[] }): Promise<Issued>
  revoke(id: string): Promise<void>
}

/** What was answered, for people to compare. */
export interface Told {
  readonly status: number
  readonly challenges: string | undefined
  readonly type: string | undefined
  readonly body: unknown
}

type Sent = { readonly [name: string]: string }

/** Sends and reads. */
export async function ask(
  { sender }: Pick<Guarded, 'sender'>,
  path: string,
  headers: Sent = {},
  form?: string
): Promise<Told & Pick<WireResponse, 'headers'>> {
  const isForm = form !== undefined
  const {
    status,
    headers: lines,
    body
  } = await sender.send({
    method: isForm ? 'POST' : 'GET',
    path,
    headers: isForm ? { 'content-type': 'application/x-www-form-urlencoded', ...headers } : headers,
    body: isForm ? Buffer.from(form) : null
  })
  const named = (name: string) => lines.find(([one]) => one === name)?.[1]
  const text = Buffer.from(body).toString('utf8')
  return {
    status,
    challenges: named('www-authenticate'),
    type: named('content-type'),
    body: text === '' ? null : JSON.parse(text),
    headers: lines
  }
}

/** `Authorization` of the scheme Basic. */
export function basic(id: string, secret: string): Sent {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` }
}

/** `Authorization` of the scheme Bearer. */
export function bearer(token: string): Sent {
  return { authorization: `Bearer ${token}` }
}

/** A token for a client, at the path that the description names. */
export async function tokenFor(guarded: Guarded, { id, secret }: Issued, scope?: string): Promise<string> {
  const form = `grant_type=client_credentials${scope === undefined ? '' : `&scope=${encodeURIComponent(scope)}`}`
  const { body } = await ask(guarded, '/v2/oauth/token', basic(id, secret), form)
  return (body as { access_token: string }).access_token
}

const realm = 'Bearer realm="Guarded"'
const invalid = `${realm}, error="invalid_token", error_description="The access token is expired, revoked, or was not issued for this"`

/** A row: what is sent, and the status and challenges that answer it. */
export type Row = readonly [
  about: string,
  path: string,
  headers: Sent,
  status: number,
  challenges?: string | RegExp
]

/** The rows, for a client with all scopes, one with `pets:read` only, one that was revoked, and their tokens. */
export async function rowsFor(guarded: Guarded): Promise<readonly Row[]> {
  const all = await guarded.issue({ label: 'All', scopes: 'all' })
  const reader = await guarded.issue({ label: 'Reader', scopes: ['pets:read'] })
  const gone = await guarded.issue({ label: 'Gone', scopes: 'all' })
  const [token, read, lost] = await Promise.all([all, reader, gone].map((one) => tokenFor(guarded, one)))
  await guarded.revoke(gone.id)
  const basicChallenge = 'Basic realm="Guarded", charset="UTF-8"'
  const both = { ...bearer(token!), 'x-api-key': all.secret }
  return [
    ['no credential on a bearer operation', '/v2/bearer', {}, 401, realm],
    ['a secret as a bearer token', '/bearer', bearer(all.secret), 200],
    ['a token', '/bearer', bearer(token!), 200],
    ['a token in two parts', '/bearer', { authorization: 'Bearer a b' }, 400, /error="invalid_request"/],
    [
      'a token in header and query',
      `/bearer?access_token=${token}`,
      bearer(token!),
      400,
      /error="invalid_request"/
    ],
    ['a token in the query', `/bearer?access_token=${token}`, {}, 400, /error="invalid_request"/],
    ['a token that nobody knows', '/bearer', bearer('nobody'), 401, invalid],
    ['a token of a client that was revoked', '/bearer', bearer(lost!), 401, invalid],
    ['a token with another signature', '/bearer', bearer(`${token!.slice(0, -4)}AAAA`), 401, invalid],
    ['scopes that suffice', '/oauth', bearer(token!), 200],
    [
      'a scope that is missing',
      '/oauth',
      bearer(read!),
      403,
      `${realm}, error="insufficient_scope", scope="pets:read pets:write"`
    ],
    ['a secret where a token is needed', '/oauth', bearer(all.secret), 401, invalid],
    ['id and secret', '/basic', basic(all.id, all.secret), 200],
    ['nothing for Basic', '/basic', {}, 401, basicChallenge],
    ['a wrong password', '/basic', basic(all.id, 'wrong'), 401, basicChallenge],
    ['the secret of another client', '/basic', basic(all.id, reader.secret), 401, basicChallenge],
    ['a key in a header', '/key', { 'x-api-key': all.secret }, 200],
    [
      'a wrong key',
      '/key',
      { 'x-api-key': 'wrong' },
      401,
      'ApiKey realm="Guarded", in="header", name="X-Api-Key"'
    ],
    ['a key of a client that was revoked', '/key', { 'x-api-key': gone.secret }, 401, /^ApiKey /],
    ['a key in the query', `/query-key?key=${all.secret}`, {}, 200],
    ['a key twice', `/query-key?key=${all.secret}&key=${all.secret}`, {}, 400],
    ['a cookie', '/cookie', { cookie: `sid=${all.secret}` }, 200],
    ['the second of several ways', '/either', bearer(token!), 200],
    [
      'none of several ways',
      '/either',
      {},
      401,
      `${basicChallenge}, ${realm}, ApiKey realm="Guarded", in="header", name="X-Api-Key"`
    ],
    ['two credentials of one client', '/both', both, 200],
    ['one of two credentials', '/both', bearer(token!), 401, /ApiKey .*/],
    ['credentials of two clients', '/both', { ...both, 'x-api-key': reader.secret }, 401],
    ['an operation that takes strangers', '/optional', {}, 200],
    ['an operation that asks for nothing', '/open', {}, 200],
    ['no certificate', '/certificate', {}, 401, 'MutualTLS realm="Guarded"'],
    ['no such path, whoever asks', '/nowhere', {}, 404],
    ['nothing said of who is asking, about a thing that is not there', '/pets/none', {}, 401, realm],
    [
      'too little allowed, for a thing that is not there',
      '/pets/none',
      bearer(await tokenFor(guarded, await guarded.issue({ label: '', scopes: [] }))),
      403,
      /insufficient_scope/
    ]
  ]
}
