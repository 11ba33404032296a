// Who may do what: descriptions, profiles, clients and tokens together, over whole requests.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hmacSha256 } from '../effects/signatures/primitives.js'
import { bytesOf } from '../effects/signatures/style.js'
import { normaliseHeaders } from '../http/headers.js'
import { parseQuery } from '../http/query.js'
import { stateHash } from '../state/hash.js'
import { emptyWorld, type World } from '../state/world.js'
import { authorise, denialOf } from './authorise.js'
import { keepRevocations } from './clients/keep-revocations.js'
import { issueClient, revokeClient, rotateClient, type ClientOptions } from './clients/change-clients.js'
import { toBase64url } from './jwt/base64url.js'
import { publicJwk } from './jwt/jwk.js'
import { signJws } from './jwt/jws.js'
import { signJwt } from './jwt/jwt.js'
import { openAuth, type AuthDial } from './open-auth.js'
import type { AuthProfile } from './profile/profile.js'
import type { Requirements } from './requirements.js'
import { issueToken } from './tokens/issue-tokens.js'
import { withSigningKey } from './tokens/signing-key.js'
import { findToken, withTokenRevoked } from './tokens/token.js'

const now = 1_700_000_000_000
const seed = new Uint8Array(32).fill(1)
const otherSeed = new Uint8Array(32).fill(2)
const shared = Uint8Array.from({ length: 32 }, (_, index) => index)
const index = {
  title: 'Pets "R" us',
  securitySchemes: {
    oauth: {
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: '/token', scopes: { 'pets:read': '', 'pets:write': '' } } }
    },
    oidc: { type: 'openIdConnect', openIdConnectUrl: 'https://id.example' },
    jwt: { type: 'http', scheme: 'bearer' },
    basic: { type: 'http', scheme: 'basic' },
    digest: { type: 'http', scheme: 'digest' },
    key: { type: 'apiKey', in: 'header', name: 'X-Key' },
    queryKey: { type: 'apiKey', in: 'query', name: 'access_token' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'sid' },
    raw: { type: 'apiKey', in: 'header', name: 'Authorization' },
    cert: { type: 'mutualTLS' }
  }
}
const profile: AuthProfile = {
  mode: 'simulated',
  schemes: {
    oidc: {
      keys: [
        { kty: 'oct', alg: 'HS256', k: toBase64url(shared) },
        { kty: 'OKP', crv: 'Ed25519', x: publicJwk(otherSeed).x }
      ],
      issuer: 'https://id.example',
      audience: 'pets'
    }
  }
}

interface Request {
  readonly security: Requirements
  readonly headers?: { [name: string]: string }
  readonly query?: string
  readonly world?: World
  readonly at?: number
  readonly dial?: AuthDial
  readonly certificate?: boolean
}

const open = (dial: AuthDial = 'enforced') =>
  openAuth({ index, profile, dial, issuer: 'https://sandbox.example' })

function ask({
  security,
  headers,
  query = '',
  world = world0,
  at = now,
  dial,
  certificate = false
}: Request) {
  const parsed = parseQuery(query, 100)
  if (parsed.problem) throw new Error(parsed.problem.detail)
  const request = { headers: normaliseHeaders(headers), query: parsed.pairs, clientCertificate: certificate }
  const decision = authorise(open(dial), world, { security, parameters: [] }, request, at)
  return decision.allowed
    ? { status: 200, ...decision }
    : { reasons: decision.reasons, ...denialOf(open(), decision) }
}

function issue(world: World, options: Partial<ClientOptions> = {}, fill = 9) {
  const change = issueClient(
    world,
    { label: '', scopes: ['pets:read'], ...options },
    { now, entropy: new Uint8Array(32).fill(fill) }
  )
  if ('problem' in change) throw new Error(change.problem)
  return { world: change.world, secret: change.client.secret, id: change.client.id }
}

const first = issue(withSigningKey(emptyWorld(), seed, now))
const second = issue(first.world, { scopes: 'all', expires: now + 60_000 }, 8)
const tokenFor = (client: string, scopes: readonly string[] | null, world: World) =>
  issueToken(open(), world, seed, 'access', { client, subject: client, scopes }, now)
const read = tokenFor(first.id, ['pets:read'], second.world)
const all = tokenFor(second.id, null, read.world)
const world0 = all.world
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

describe('each kind of scheme', () => {
  const basic = (user: string, password: string) => ({
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  })
  it.each<[string, Request]>([
    ['oauth2, by a token', { security: [{ oauth: ['pets:read'] }], headers: bearer(read.token) }],
    ['openIdConnect, by a token', { security: [{ oidc: [] }], headers: bearer(read.token) }],
    ['bearer, by a token', { security: [{ jwt: [] }], headers: bearer(read.token) }],
    ['bearer, by a secret', { security: [{ jwt: [] }], headers: bearer(first.secret) }],
    ['basic, by id and secret', { security: [{ basic: [] }], headers: basic(first.id, first.secret) }],
    ['basic, by the secret alone', { security: [{ basic: [] }], headers: basic(first.secret, '') }],
    ['a key in a header', { security: [{ key: [] }], headers: { 'X-KEY': first.secret } }],
    ['a key in the query', { security: [{ queryKey: [] }], query: `access_token=${first.secret}` }],
    ['a key in a cookie', { security: [{ cookie: [] }], headers: { cookie: `a=b; sid=${first.secret}` } }],
    ['a key in Authorization', { security: [{ raw: [] }], headers: { authorization: first.secret } }],
    [
      'a key in Authorization behind a word',
      { security: [{ raw: [] }], headers: { authorization: `Key ${first.secret}` } }
    ],
    ['a token in Authorization', { security: [{ raw: [] }], headers: bearer(read.token) }]
  ])('%s', (_, request) => {
    expect(ask(request)).toMatchObject({ status: 200, client: 'client_1', scopes: ['pets:read'] })
  })

  it('certificates and digests are only looked for', () => {
    expect(ask({ security: [{ cert: [] }], certificate: true })).toMatchObject({ status: 200, client: null })
    expect(ask({ security: [{ digest: [] }], headers: { authorization: 'Digest a="b"' } })).toMatchObject({
      status: 200
    })
    expect(ask({ security: [{ cert: [] }] })).toMatchObject({ status: 401 })
  })

  it.each<[string, Request]>([
    ['oauth2 by a secret', { security: [{ oauth: [] }], headers: bearer(first.secret) }],
    [
      'basic with the secret of another',
      { security: [{ basic: [] }], headers: basic(first.id, second.secret) }
    ],
    [
      'basic with a wrong secret',
      { security: [{ basic: [] }], headers: basic(first.id, `${first.secret}x`) }
    ],
    ['basic of nobody', { security: [{ basic: [] }], headers: basic('nobody', first.secret) }],
    ['basic with nothing', { security: [{ basic: [] }], headers: basic('', '') }],
    ['basic with a token', { security: [{ basic: [] }], headers: basic(first.id, read.token) }],
    ['a key of nobody', { security: [{ key: [] }], headers: { 'x-key': 'sandbed_x' } }],
    ['a key that is an id', { security: [{ key: [] }], headers: { 'x-key': first.id } }],
    [
      'a key that is a digest',
      { security: [{ key: [] }], headers: { 'x-key': findToken(world0, read.token)![1].digest } }
    ],
    [
      'two keys in one',
      { security: [{ key: [] }], headers: { 'x-key': `${first.secret}, ${first.secret}` } }
    ],
    ['an unknown scheme with nonsense', { security: [{ mystery: [] }], headers: bearer('x') }]
  ])('401 for %s', (_, request) => {
    expect(ask(request)).toMatchObject({ status: 401, code: 'invalid_token' })
  })
})

describe('tokens', () => {
  const oauth = (token: string, more: Partial<Request> = {}) =>
    ask({ security: [{ oauth: [] }], headers: bearer(token), ...more })

  it('are good until they expire, by the clock of the sandbox', () => {
    expect([0, 3_599_999, 3_600_000].map((after) => oauth(read.token, { at: now + after }).status)).toEqual([
      200, 200, 401
    ])
  })

  it('end at once when they, or their client, are revoked', () => {
    const gone = withTokenRevoked(world0, findToken(world0, read.token)!, now)
    expect([oauth(read.token, { world: gone }).status, oauth(all.token, { world: gone }).status]).toEqual([
      401, 200
    ])
    const { world } = revokeClient(world0, first.id, now)!
    expect(oauth(read.token, { world })).toMatchObject({
      status: 401,
      reasons: [{ scheme: 'oauth', problem: 'its client was revoked' }]
    })
    expect(ask({ security: [{ key: [] }], headers: { 'x-key': first.secret }, world }).status).toBe(401)
    expect(oauth(all.token, { world }).status).toBe(200)
  })

  it('end with their client, and live through a new secret', () => {
    expect([59_999, 60_000].map((after) => oauth(all.token, { at: now + after }).status)).toEqual([200, 401])
    const rotated = rotateClient(world0, first.id, { now, entropy: new Uint8Array(32).fill(5) })!
    if ('problem' in rotated) throw new Error(rotated.problem)
    expect(oauth(read.token, { world: rotated.world }).status).toBe(200)
    expect(
      ask({ security: [{ key: [] }], headers: { 'x-key': first.secret }, world: rotated.world }).status
    ).toBe(401)
  })

  it('of another sandbox, of a future that was left, and of another kind are not known', () => {
    const other = withSigningKey(issue(emptyWorld()).world, otherSeed, now)
    const foreign = issueToken(
      open(),
      other,
      otherSeed,
      'access',
      { client: first.id, subject: first.id, scopes: null },
      now
    )
    expect(oauth(foreign.token).status).toBe(401)
    expect(oauth(all.token, { world: read.world }).status).toBe(401)
    const refresh = issueToken(
      open(),
      world0,
      seed,
      'refresh',
      { client: first.id, subject: first.id, scopes: null },
      now
    )
    expect(oauth(refresh.token, { world: refresh.world }).status).toBe(401)
    // Signed with the right key, and never issued.
    expect(
      oauth(signJwt(seed, 'at+jwt', { client_id: first.id, exp: 9e9, scope: 'pets:write' })).status
    ).toBe(401)
  })

  it('that were revoked stay so when an earlier world is restored, as do clients and secrets', () => {
    const gone = withTokenRevoked(world0, findToken(world0, read.token)!, now)
    const rotated = rotateClient(gone, first.id, { now, entropy: new Uint8Array(32).fill(5) })!
    if ('problem' in rotated) throw new Error(rotated.problem)
    const { world: later } = revokeClient(rotated.world, second.id, now)!
    const back = keepRevocations(later, world0)
    expect([oauth(read.token, { world: back }).status, oauth(all.token, { world: back }).status]).toEqual([
      401, 401
    ])
    const byKey = (secret: string) =>
      ask({ security: [{ key: [] }], headers: { 'x-key': secret }, world: back }).status
    expect([byKey(first.secret), byKey(rotated.client.secret), byKey(second.secret)]).toEqual([401, 200, 401])
    // Without it all of them would be good again.
    expect([oauth(read.token).status, oauth(all.token).status]).toEqual([200, 200])
    expect(stateHash(keepRevocations(world0, world0), 'everything')).toBe(stateHash(world0, 'everything'))
  })

  it('carry scopes, compared to the letter', () => {
    const needs = (scopes: string[], token: string) =>
      ask({ security: [{ oauth: scopes }], headers: bearer(token) })
    expect(needs(['pets:read'], read.token).status).toBe(200)
    expect(needs(['pets:write', 'pets:read'], all.token).status).toBe(200)
    expect(needs(['pets:write', 'pets:read'], read.token)).toEqual({
      status: 403,
      code: 'insufficient_scope',
      detail: 'The credential does not carry what this needs: pets:write.',
      challenges: [
        String.raw`Bearer realm="Pets \"R\" us", error="insufficient_scope", scope="pets:write pets:read"`
      ],
      reasons: []
    })
    expect(needs(['PETS:READ'], read.token).status).toBe(403)
  })

  it('all that is wrong with them looks the same from outside', () => {
    const answers = [
      oauth(`${read.token}x`),
      oauth('x'),
      oauth(read.token, { at: now + 9e9 }),
      oauth(read.token, { world: revokeClient(world0, first.id, now)!.world }),
      oauth(read.token, { world: emptyWorld() })
    ].map((answer) => JSON.stringify({ ...answer, reasons: null }))
    expect(new Set(answers).size).toBe(1)
  })
})

describe('tokens of an issuer that the profile trusts', () => {
  const claims = { iss: 'https://id.example', aud: 'pets', sub: 'user_7', scope: 'a b', exp: now / 1000 + 60 }
  const hs256Text = (content: string, header: object = { alg: 'HS256', typ: 'JWT' }) => {
    const text = [JSON.stringify(header), content].map((part) => toBase64url(bytesOf(part))).join('.')
    return `${text}.${toBase64url(hmacSha256(shared, bytesOf(text)))}`
  }
  const hs256 = (content: object, header?: object) => hs256Text(JSON.stringify(content), header)
  const oidc = (token: string, more: Partial<Request> = {}) =>
    ask({ security: [{ oidc: [] }], headers: bearer(token), ...more })

  it('are taken, HS256 and EdDSA, with the scopes that they name', () => {
    expect(oidc(hs256(claims))).toMatchObject({ status: 200, client: 'user_7', scopes: ['a', 'b'] })
    expect(
      oidc(signJwt(otherSeed, 'JWT', { ...claims, aud: ['x', 'pets'], scope: undefined, scp: ['c'] }))
    ).toMatchObject({ status: 200, scopes: ['c'] })
    expect(oidc(signJws(otherSeed, {}, JSON.stringify(claims)))).toMatchObject({ status: 200 })
  })

  it('are good for that scheme only', () => {
    expect(ask({ security: [{ oauth: [] }, { jwt: [] }], headers: bearer(hs256(claims)) }).status).toBe(401)
  })

  it('may no more than the client that they name, while it is in order', () => {
    const named = hs256({ ...claims, client_id: first.id, scope: 'pets:read pets:write' })
    expect(oidc(named)).toMatchObject({ status: 200, client: first.id, scopes: ['pets:read'] })
    expect(oidc(named, { world: revokeClient(world0, first.id, now)!.world }).status).toBe(401)
  })

  it.each<[string, string]>([
    ['expired', hs256({ ...claims, exp: now / 1000 })],
    ['without exp', hs256({ ...claims, exp: undefined })],
    ['with an exp that is a text', hs256({ ...claims, exp: '9999999999' })],
    [
      'with an exp without end',
      hs256Text('{"iss":"https://id.example","aud":"pets","sub":"user_7","exp":1e999}')
    ],
    ['with a claim twice', hs256Text(`{"exp":1,${JSON.stringify(claims).slice(1)}`)],
    ['not valid yet', hs256({ ...claims, nbf: now / 1000 + 1 })],
    ['with an odd iat', hs256({ ...claims, iat: 'yesterday' })],
    ['of another issuer', hs256({ ...claims, iss: 'https://id.example/' })],
    ['for another audience', hs256({ ...claims, aud: ['cats'] })],
    ['for nobody', hs256({ ...claims, aud: undefined })],
    ['of another type', hs256(claims, { alg: 'HS256', typ: 'logout+jwt' })],
    ['with a type that is no text', hs256(claims, { alg: 'HS256', typ: 7 })],
    ['with crit', hs256(claims, { alg: 'HS256', crit: ['exp'], exp: 1 })],
    ['of no object', hs256([claims])],
    ['signed by another', signJwt(seed, 'JWT', claims)]
  ])('%s: 401', (_, token) => {
    expect(oidc(token)).toMatchObject({ status: 401, code: 'invalid_token' })
  })
})

describe('how much is asked', () => {
  it('off asks nothing, presence asks for something', () => {
    const security = [{ oauth: ['pets:write'] }]
    expect(ask({ security, dial: 'off' })).toMatchObject({ status: 200, client: null })
    expect(ask({ security, dial: 'presence' }).status).toBe(401)
    expect(ask({ security, dial: 'presence', headers: bearer('anything') })).toMatchObject({
      status: 200,
      client: null
    })
    expect(ask({ security, dial: 'presence', headers: bearer(read.token) })).toMatchObject({
      status: 200,
      client: first.id
    })
    expect(ask({ security, dial: 'presence', headers: { authorization: 'Bearer' } }).status).toBe(400)
  })

  it('a request without a credential is told which would do', () => {
    expect(ask({ security: [{ oauth: [] }, { key: [], cert: [] }] })).toMatchObject({
      status: 401,
      code: 'missing_credential',
      detail:
        "This needs a credential: a bearer token (oauth), a key in the header X-Key (key), a client's certificate (cert)."
    })
  })

  it('a token in the query is refused, and a key of that name is a key', () => {
    expect(ask({ security: [{ oauth: [] }], query: `access_token=${read.token}` })).toMatchObject({
      status: 400,
      code: 'invalid_request'
    })
    expect(
      ask({ security: [{ oauth: [] }, { queryKey: [] }], query: `access_token=${first.secret}` }).status
    ).toBe(200)
  })

  it('asking changes nothing', () => {
    const before = stateHash(world0, 'everything')
    ask({ security: [{ oauth: [], key: [] }], headers: { ...bearer(read.token), 'x-key': first.secret } })
    expect(stateHash(world0, 'everything')).toBe(before)
  })
})

it('nothing that is made up lets anybody in', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.base64String(),
    fc.constantFrom('client_1', 'tok_1', '', read.token.slice(0, -1))
  )
  const word = fc.constantFrom('Bearer ', 'Basic ', 'Digest ', '')
  fc.assert(
    fc.property(word, text, text, (scheme, credential, key) => {
      const headers = { authorization: scheme + credential, 'x-key': key, cookie: `sid=${key}` }
      const security: Requirements = [
        { oauth: [] },
        { oidc: [] },
        { jwt: [] },
        { basic: [] },
        { key: [] },
        { cookie: [] },
        { raw: [] }
      ]
      expect(ask({ security, headers }).status).not.toBe(200)
    })
  )
})
