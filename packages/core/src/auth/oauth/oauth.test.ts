// The authorization server over plain HTTP: what the RFCs say is answered, and to whom nothing is given.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normaliseHeaders } from '../../http/headers.js'
import { parseQuery } from '../../http/query.js'
import { stateHash } from '../../state/hash.js'
import { emptyWorld, type World } from '../../state/world.js'
import { clientWithId } from '../clients/client.js'
import { issueClient, revokeClient, rotateClient, type ClientOptions } from '../clients/change-clients.js'
import { digestBase64url } from '../jwt/base64url.js'
import { readJwk } from '../jwt/jwk.js'
import { verifyJwt } from '../jwt/jwt.js'
import { openAuth } from '../open-auth.js'
import { publicKeys, withSigningKey } from '../tokens/signing-key.js'
import { tokensOf } from '../tokens/token.js'
import { answerOAuth } from './answer-oauth.js'
import { endpointsOf, type OAuthEndpoint } from './endpoints.js'

const now = 1_700_000_000_500
const issuer = 'https://sandbox.example/s/pets'
const oauth = {
  type: 'oauth2',
  flows: {
    clientCredentials: {
      tokenUrl: 'https://id.example/v1/token?x=1',
      scopes: { 'pets:read': '', 'pets:write': '' }
    },
    authorizationCode: {
      tokenUrl: '/v1/token',
      refreshUrl: 'refresh',
      authorizationUrl: 'https://id.example/v1/authorize',
      scopes: {}
    },
    implicit: { authorizationUrl: 'https://id.example' }
  }
}
const auth = openAuth({
  index: { title: 'Pets', securitySchemes: { oauth } },
  profile: { mode: 'simulated', tokens: { claims: { tenant: 't_1' } } },
  issuer
})

const fill = (number: number) => new Uint8Array(32).fill(number)
function add(world: World, options: Partial<ClientOptions>, number: number) {
  const change = issueClient(
    world,
    { label: '', scopes: ['pets:read', 'pets:write'], ...options },
    { now, entropy: fill(number) }
  )
  if ('problem' in change) throw new Error(change.problem)
  return { world: change.world, id: change.client.id, secret: change.client.secret }
}
const callback = 'https://app.example/callback?x=1'
const one = add(withSigningKey(emptyWorld(), fill(1), now), { redirectUris: [callback] }, 2)
const two = add(one.world, { scopes: 'all' }, 3)
const app = add(two.world, { public: true, redirectUris: [callback, 'app.example:/back'] }, 4)
const world0 = app.world

const basicOf = (id: string, secret: string) =>
  `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`
const asOne = { authorization: basicOf(one.id, one.secret) }
const asTwo = { authorization: basicOf(two.id, two.secret) }

interface Call {
  readonly world?: World
  readonly at?: number
  readonly method?: string
  readonly headers?: { [name: string]: string }
  readonly query?: string
  /** A form, or a body as it is. */
  readonly form?: { [name: string]: string } | string | Uint8Array
}

function call(
  endpoint: OAuthEndpoint,
  { world = world0, at = now, method = 'POST', headers = {}, query = '', form = '' }: Call
) {
  const parsed = parseQuery(query, 100)
  if (parsed.problem) throw new Error(parsed.problem.detail)
  const isRaw = typeof form === 'string' || form instanceof Uint8Array
  const body = isRaw ? form : new URLSearchParams(form).toString()
  const sent = normaliseHeaders({ 'content-type': 'application/x-www-form-urlencoded', ...headers })
  const reply = answerOAuth(endpoint, {
    auth,
    world,
    request: { method, headers: sent, query: parsed.pairs, body },
    now: at
  })
  const { status, headers: answered, body: text } = reply.response
  return {
    world: reply.world,
    status,
    headers: answered,
    body: text === null ? null : JSON.parse(String(text))
  }
}
const credentials = { grant_type: 'client_credentials' }
const token = (more: Call) => call('token', { headers: asOne, ...more })
const errorOf = ({ status, body }: ReturnType<typeof call>) => [status, body?.error]

describe('client credentials (RFC 6749 section 4.4)', () => {
  it('a client gets a token that says what it may do, and nobody may store the answer', () => {
    const { status, headers, body, world } = token({ form: credentials })
    expect([status, headers]).toEqual([
      200,
      { 'content-type': 'application/json', 'cache-control': 'no-store', pragma: 'no-cache' }
    ])
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'pets:read pets:write'
    })
    const keys = publicKeys(world)
      .keys.map((jwk) => readJwk(jwk))
      .filter((key) => !('problem' in key))
    expect(
      verifyJwt(body.access_token, { keys: keys as never, now, types: ['at+jwt'], issuer, audience: 'Pets' })
    ).toEqual({
      claims: {
        tenant: 't_1',
        iss: issuer,
        sub: 'client_1',
        aud: 'Pets',
        client_id: 'client_1',
        scope: 'pets:read pets:write',
        iat: 1_700_000_000,
        exp: 1_700_003_600,
        jti: 'tok_1'
      }
    })
    expect(JSON.stringify([...tokensOf(world)])).not.toContain(body.access_token)
    expect(clientWithId(world, one.id)![1].lastUsed).toBe(now)
  })

  it('the same world gives the same bytes, the world after it another token', () => {
    const first = token({ form: credentials })
    expect(token({ form: credentials })).toEqual(first)
    expect(token({ form: credentials, world: first.world }).body.access_token).not.toBe(
      first.body.access_token
    )
  })

  it('id and secret come in the header, form-encoded, or in the form', () => {
    const form = { ...credentials, client_id: one.id, client_secret: one.secret }
    expect(token({ form, headers: {} }).status).toBe(200)
    expect(token({ form: { ...credentials, client_id: one.id } }).status).toBe(200)
    const dotted = `Basic ${Buffer.from(`client%5F1:${one.secret.replace('_', '%5f')}`).toString('base64')}`
    expect(token({ form: credentials, headers: { authorization: dotted } }).status).toBe(200)
    expect(token({ form: new TextEncoder().encode('grant_type=client_credentials') }).status).toBe(200)
  })

  it('a client may ask for less, and for nothing else', () => {
    const ask = (scope: string, headers = asOne) => {
      const { status, body } = token({ form: { ...credentials, scope }, headers })
      return status === 200 ? body.scope : body.error
    }
    expect(ask('pets:read')).toBe('pets:read')
    expect(ask('pets:write pets:read pets:write')).toBe('pets:write pets:read')
    expect(ask('')).toBe('pets:read pets:write')
    const many = Array.from({ length: 10_000 }, (_, index) => `s${index}`).join(' ')
    for (const scope of [
      'pets:delete',
      'pets:read admin',
      'PETS:READ',
      '*',
      ' ',
      'pets:read  pets:write',
      ' pets:read',
      'pets:read\tpets:write',
      '"',
      'ü',
      many
    ])
      expect([scope.slice(0, 40), ask(scope)]).toEqual([
        scope.slice(0, 40),
        scope.length > 60_000 ? 'invalid_request' : 'invalid_scope'
      ])
    expect(ask('anything', asTwo)).toBe('anything')
    expect(ask('*', asTwo)).toBe('*')
  })

  it.each<[string, Call, number, string]>([
    ['no client', { headers: {} }, 401, 'invalid_client'],
    ['a wrong secret', { headers: { authorization: basicOf(one.id, two.secret) } }, 401, 'invalid_client'],
    [
      'an unknown client',
      { headers: { authorization: basicOf('client_9', one.secret) } },
      401,
      'invalid_client'
    ],
    ['no secret', { headers: {}, form: { ...credentials, client_id: one.id } }, 401, 'invalid_client'],
    [
      'the secret of another in the form',
      { headers: {}, form: { ...credentials, client_id: one.id, client_secret: two.secret } },
      401,
      'invalid_client'
    ],
    [
      'a header that is not Basic',
      { headers: { authorization: `Bearer ${one.secret}` } },
      401,
      'invalid_client'
    ],
    ['a Basic that cannot be read', { headers: { authorization: 'Basic !' } }, 401, 'invalid_client'],
    [
      'the header and the form',
      { form: { ...credentials, client_secret: one.secret } },
      400,
      'invalid_request'
    ],
    ['two clients', { form: { ...credentials, client_id: two.id } }, 400, 'invalid_request'],
    [
      'a public client',
      { headers: {}, form: { ...credentials, client_id: app.id } },
      400,
      'unauthorized_client'
    ],
    ['no grant type', { form: {} }, 400, 'invalid_request'],
    ['an empty grant type', { form: { grant_type: '' } }, 400, 'invalid_request'],
    [
      'the password grant',
      { form: { grant_type: 'password', username: 'u', password: 'p' } },
      400,
      'unsupported_grant_type'
    ],
    ['a grant named like a member', { form: { grant_type: 'constructor' } }, 400, 'unsupported_grant_type'],
    [
      'a parameter twice',
      { form: 'grant_type=client_credentials&scope=pets:read&scope=pets:read' },
      400,
      'invalid_request'
    ],
    ['an empty parameter twice', { form: 'grant_type=client_credentials&x=&x=' }, 400, 'invalid_request'],
    [
      'JSON',
      {
        form: '{"grant_type":"client_credentials"}',
        headers: { ...asOne, 'content-type': 'application/json' }
      },
      400,
      'invalid_request'
    ],
    ['no content type', { headers: { ...asOne, 'content-type': '' } }, 400, 'invalid_request'],
    ['a broken escape', { form: 'grant_type=%zz' }, 400, 'invalid_request'],
    ['bytes that are not UTF-8', { form: Uint8Array.of(0x67, 0xff) }, 400, 'invalid_request'],
    [
      'a secret in the URL',
      { query: `client_id=${one.id}&client_secret=${one.secret}` },
      400,
      'invalid_request'
    ],
    ['too much', { form: `grant_type=client_credentials&x=${'x'.repeat(70_000)}` }, 400, 'invalid_request'],
    [
      'too many',
      { form: Array.from({ length: 51 }, (_, index) => `p${index}=1`).join('&') },
      400,
      'invalid_request'
    ],
    ['GET', { method: 'GET' }, 405, 'invalid_request']
  ])('%s', (_, more, status, error) => {
    const reply = token({ form: credentials, ...more })
    expect(errorOf(reply)).toEqual([status, error])
    expect(reply.headers['cache-control']).toBe('no-store')
    expect(reply.world).toBe(world0)
    expect(JSON.stringify(reply.body)).not.toMatch(/sandbed_|client_9/)
  })

  it('who used the header is challenged', () => {
    const challenge = 'Basic realm="oauth", charset="UTF-8"'
    expect(token({ form: credentials, headers: { authorization: 'Basic !' } }).headers).toMatchObject({
      'www-authenticate': challenge
    })
    expect(token({ form: credentials, headers: {} }).headers).not.toHaveProperty('www-authenticate')
  })

  it('an unknown client, a wrong secret, a revoked and an expired client get the same answer', () => {
    const revoked = revokeClient(world0, one.id, now)!.world
    const old = add(world0, { id: 'old', expires: now }, 7)
    const answers = [
      token({ form: credentials, world: revoked }),
      token({ form: credentials, headers: { authorization: basicOf(one.id, 'x') } }),
      token({ form: credentials, headers: { authorization: basicOf('nobody', 'x') } }),
      token({ form: credentials, world: old.world, headers: { authorization: basicOf('old', old.secret) } })
    ].map(({ status, headers, body }) => JSON.stringify([status, headers, body]))
    expect(new Set(answers).size).toBe(1)
  })

  it('a rotated secret gets no tokens', () => {
    const rotated = rotateClient(world0, one.id, { now, entropy: fill(9) })!
    if ('problem' in rotated) throw new Error(rotated.problem)
    expect(token({ form: credentials, world: rotated.world }).status).toBe(401)
  })

  it('a sandbox without a key issues none, and says so', () => {
    const { world } = add(emptyWorld(), {}, 2)
    expect(errorOf(token({ form: credentials, world }))).toEqual([503, 'temporarily_unavailable'])
  })

  it('expired tokens are forgotten as new ones come', () => {
    let world = world0
    for (let i = 0; i < 20; i++) ({ world } = token({ form: credentials, world, at: now + i }))
    expect(tokensOf(world).size).toBe(20)
    for (let i = 0; i < 10; i++) ({ world } = token({ form: credentials, world, at: now + 4_000_000 + i }))
    expect(tokensOf(world).size).toBe(10)
  })
})

describe('introspection (RFC 7662) and revocation (RFC 7009)', () => {
  const issued = token({ form: { ...credentials, scope: 'pets:read' } })
  const access = issued.body.access_token as string
  const introspect = (text: string, more: Call = {}) =>
    call('introspection', { world: issued.world, headers: asTwo, form: { token: text }, ...more })
  const revoke = (text: string, more: Call = {}) =>
    call('revocation', { world: issued.world, headers: asOne, form: { token: text }, ...more })

  it('an active token is described, and nothing changes', () => {
    const reply = introspect(access)
    expect(reply.body).toEqual({
      active: true,
      scope: 'pets:read',
      client_id: 'client_1',
      token_type: 'Bearer',
      exp: 1_700_003_600,
      iat: 1_700_000_000,
      sub: 'client_1',
      aud: 'Pets',
      iss: issuer,
      jti: 'tok_1'
    })
    expect(reply.world).toBe(issued.world)
  })

  it('anything else is exactly {"active":false}', () => {
    const inactive = [
      introspect('x'),
      introspect(two.secret),
      introspect(`${access}x`),
      introspect(access, { at: now + 3_600_000 }),
      introspect(access, { world: revokeClient(issued.world, one.id, now)!.world }),
      introspect(access, { world: world0 })
    ]
    for (const { status, body } of inactive) expect([status, body]).toEqual([200, { active: false }])
  })

  it('the caller has to show who it is', () => {
    expect(errorOf(introspect(access, { headers: {} }))).toEqual([401, 'invalid_client'])
    expect(errorOf(introspect(access, { headers: {}, form: { token: access, client_id: app.id } }))).toEqual([
      401,
      'invalid_client'
    ])
    expect(errorOf(introspect('', {}))).toEqual([400, 'invalid_request'])
    expect(errorOf(revoke(access, { headers: {} }))).toEqual([401, 'invalid_client'])
  })

  it('a revoked token is not active, from that world on', () => {
    const reply = revoke(access)
    expect([reply.status, reply.body]).toEqual([200, null])
    expect(introspect(access, { world: reply.world }).body).toEqual({ active: false })
    expect(introspect(access).body.active).toBe(true)
    expect(revoke(access, { world: reply.world }).status).toBe(200)
  })

  it('an unknown token is a success, a wrong hint does no harm', () => {
    expect(revoke('x')).toMatchObject({ status: 200, world: issued.world })
    const reply = revoke(access, { form: { token: access, token_type_hint: 'refresh_token' } })
    expect(introspect(access, { world: reply.world }).body).toEqual({ active: false })
  })

  it("another client's token is refused and stays alive, a secret cannot be revoked here", () => {
    const reply = revoke(access, { headers: asTwo })
    expect(errorOf(reply)).toEqual([400, 'invalid_grant'])
    expect(introspect(access, { world: reply.world }).body.active).toBe(true)
    expect(errorOf(revoke(one.secret))).toEqual([400, 'unsupported_token_type'])
  })
})

describe('authorization code with PKCE, and refresh tokens', () => {
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'
  // RFC 7636 appendix B.
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
  const asked = {
    response_type: 'code',
    client_id: one.id,
    state: 'a b',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    scope: 'pets:read'
  }
  const authorize = (more: { [name: string]: string | undefined } = {}, rest: Call = {}) => {
    const given = Object.entries({ ...asked, ...more }).filter(
      (pair): pair is [string, string] => pair[1] !== undefined
    )
    const reply = call('authorization', {
      method: 'GET',
      query: new URLSearchParams(given).toString(),
      ...rest
    })
    const { location } = reply.headers
    return {
      ...reply,
      to: typeof location === 'string' ? Object.fromEntries(new URL(location).searchParams) : {}
    }
  }
  const redeem = (code: string | undefined, more: { [name: string]: string } = {}, rest: Call = {}) =>
    token({
      form: { grant_type: 'authorization_code', code: code ?? '', code_verifier: verifier, ...more },
      ...rest
    })
  const refresh = (text: string, rest: Call, more: { [name: string]: string } = {}) =>
    token({ form: { grant_type: 'refresh_token', refresh_token: text, ...more }, ...rest })

  it('the challenge is that of RFC 7636', () => {
    expect(digestBase64url(verifier)).toBe(challenge)
  })

  it('a code comes back at once, changes nothing, and is traded for tokens', () => {
    const before = stateHash(world0, 'everything')
    const { status, headers, to, world } = authorize()
    expect([status, stateHash(world, 'everything')]).toEqual([302, before])
    expect(headers['location']).toMatch(/^https:\/\/app\.example\/callback\?x=1&code=/)
    expect(to).toMatchObject({ state: 'a b', iss: issuer })
    const { body, status: redeemed } = redeem(to['code'])
    expect([redeemed, body]).toEqual([
      200,
      {
        access_token: expect.any(String),
        refresh_token: expect.any(String),
        token_type: 'Bearer',
        expires_in: 3600,
        scope: 'pets:read'
      }
    ])
  })

  it('a public client needs no secret, and names its redirect URI', () => {
    const { to } = authorize({ client_id: app.id, redirect_uri: 'app.example:/back' })
    const form = { client_id: app.id, redirect_uri: 'app.example:/back' }
    expect(redeem(to['code'], form, { headers: {} }).status).toBe(200)
    expect(errorOf(redeem(to['code'], { client_id: app.id }, { headers: {} }))).toEqual([
      400,
      'invalid_grant'
    ])
    expect(errorOf(redeem(to['code'], { ...form, redirect_uri: callback }, { headers: {} }))).toEqual([
      400,
      'invalid_grant'
    ])
  })

  it.each<[string, { [name: string]: string | undefined }]>([
    ['an unknown client', { client_id: 'nobody' }],
    ['no client', { client_id: undefined }],
    ['a client without redirect URIs', { client_id: two.id }],
    ['a redirect URI of somebody else', { redirect_uri: 'https://evil.example/' }],
    ['one that begins alike', { redirect_uri: `${callback}&more` }],
    ['none, where there are two', { client_id: app.id }]
  ])('%s is not sent anywhere', (_, more) => {
    expect(errorOf(authorize(more))).toEqual([400, 'invalid_request'])
  })

  it.each<[string, { [name: string]: string | undefined }]>([
    ['unsupported_response_type', { response_type: 'token' }],
    ['invalid_request', { code_challenge: undefined }],
    ['invalid_request', { code_challenge_method: 'plain', code_challenge: verifier }],
    ['invalid_request', { code_challenge_method: undefined }],
    ['invalid_scope', { scope: 'admin' }]
  ])('%s is told to the client: %j', (error, more) => {
    const { status, to } = authorize(more)
    expect([status, to['error'], to['state'], to['code']]).toEqual([302, error, 'a b', undefined])
  })

  it('a parameter twice is refused', () => {
    const query = `${new URLSearchParams(asked).toString()}&scope=pets%3Awrite`
    expect(errorOf(call('authorization', { method: 'GET', query }))).toEqual([400, 'invalid_request'])
    expect(call('authorization', { method: 'POST', query }).status).toBe(405)
  })

  it('a code is good for its client, its verifier, and a minute', () => {
    const { to } = authorize()
    const code = to['code']!
    expect(errorOf(redeem(code, {}, { headers: asTwo }))).toEqual([400, 'invalid_grant'])
    expect(errorOf(redeem(code, { code_verifier: verifier.replace('d', 'e') }))).toEqual([
      400,
      'invalid_grant'
    ])
    expect(errorOf(redeem(code, { code_verifier: 'short' }))).toEqual([400, 'invalid_request'])
    expect(errorOf(redeem(`${code.slice(0, -2)}AA`))).toEqual([400, 'invalid_grant'])
    expect(errorOf(redeem(''))).toEqual([400, 'invalid_request'])
    expect(errorOf(redeem(code, {}, { at: now + 60_000 }))).toEqual([400, 'invalid_grant'])
    const issued = token({ form: credentials }).body.access_token as string
    expect(errorOf(redeem(issued))).toEqual([400, 'invalid_grant'])
  })

  it('a code is good once: a second time takes back what it gave', () => {
    const code = authorize().to['code']!
    const first = redeem(code)
    const active = (world: World) =>
      call('introspection', { world, headers: asOne, form: { token: first.body.access_token } }).body.active
    const second = redeem(code, {}, { world: first.world })
    expect(errorOf(second)).toEqual([400, 'invalid_grant'])
    expect([active(first.world), active(second.world)]).toEqual([true, false])
  })

  it('a refresh token is good once, and for no more scopes', () => {
    const { body, world } = redeem(authorize({ scope: 'pets:read pets:write' }).to['code'])
    const old = body.refresh_token as string
    expect(errorOf(refresh(old, { world }, { scope: 'admin' }))).toEqual([400, 'invalid_scope'])
    expect(errorOf(refresh(old, { world, headers: asTwo }))).toEqual([400, 'invalid_grant'])
    expect(errorOf(refresh(body.access_token, { world }))).toEqual([400, 'invalid_grant'])
    const next = refresh(old, { world }, { scope: 'pets:read' })
    expect(next.body).toMatchObject({ scope: 'pets:read', refresh_token: expect.any(String) })
    expect(refresh(next.body.refresh_token, { world: next.world }).body.scope).toBe('pets:read pets:write')
    const again = refresh(old, { world: next.world })
    expect(errorOf(again)).toEqual([400, 'invalid_grant'])
    expect(errorOf(refresh(next.body.refresh_token, { world: again.world }))).toEqual([400, 'invalid_grant'])
  })

  it('revoking a refresh token ends all that came of the authorization', () => {
    const { body, world } = redeem(authorize().to['code'])
    const reply = call('revocation', { world, headers: asOne, form: { token: body.refresh_token } })
    expect(
      call('introspection', { world: reply.world, headers: asOne, form: { token: body.access_token } }).body
    ).toEqual({ active: false })
  })

  it('a revoked client gets nothing for a code', () => {
    const code = authorize().to['code']
    expect(redeem(code, {}, { world: revokeClient(world0, one.id, now)!.world }).status).toBe(401)
  })
})

describe('what can be looked up', () => {
  it('the metadata names endpoints below the issuer', () => {
    const { body, status } = call('metadata', { method: 'GET' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      issuer,
      token_endpoint: `${issuer}/.sandbed/oauth/token`,
      scopes_supported: ['pets:read', 'pets:write'],
      grant_types_supported: ['client_credentials', 'authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256']
    })
    expect(call('metadata', {}).status).toBe(405)
  })

  it('the keys are public', () => {
    const { body } = call('keys', { method: 'GET', world: withSigningKey(world0, fill(8), now) })
    expect(body.keys).toHaveLength(2)
    for (const key of body.keys) expect(Object.keys(key)).toEqual(['kty', 'crv', 'x', 'use', 'alg', 'kid'])
  })

  it("the paths of the description's flows lead to the endpoints", () => {
    expect([...endpointsOf({ oauth, other: { type: 'http' } })]).toEqual([
      ['/.sandbed/oauth/authorize', 'authorization'],
      ['/.sandbed/oauth/token', 'token'],
      ['/.sandbed/oauth/introspect', 'introspection'],
      ['/.sandbed/oauth/revoke', 'revocation'],
      ['/.sandbed/oauth/keys', 'keys'],
      ['/.well-known/oauth-authorization-server', 'metadata'],
      ['/v1/token', 'token'],
      ['/refresh', 'token'],
      ['/v1/authorize', 'authorization']
    ])
  })

  it.each(['/token', 'token', './token', '../../token', '//auth.test/token', 'https://auth.test/token?a=b'])(
    'the token URL %s leads to /token',
    (tokenUrl) => {
      const scheme = { type: 'oauth2', flows: { clientCredentials: { tokenUrl, scopes: {} } } }
      expect(endpointsOf({ scheme }).get('/token')).toBe('token')
    }
  )
})

it('no form at all gets a token without a secret, or breaks anything', () => {
  const name = fc.constantFrom(
    'grant_type',
    'client_id',
    'client_secret',
    'scope',
    'code',
    'code_verifier',
    'refresh_token',
    'token',
    'x'
  )
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'client_credentials',
      'authorization_code',
      'refresh_token',
      'client_1',
      'client_3',
      'pets:read'
    )
  )
  const endpoint = fc.constantFrom<OAuthEndpoint>('token', 'introspection', 'revocation')
  fc.assert(
    fc.property(
      endpoint,
      fc.array(fc.tuple(name, value), { maxLength: 6 }),
      fc.string(),
      (where, pairs, authorization) => {
        const form = new URLSearchParams(pairs.map(([key, text]) => [key, text.toWellFormed()])).toString()
        const reply = call(where, { form, headers: { authorization } })
        expect(reply.world).toBe(world0)
        expect(reply.status === 200 && reply.body !== null).toBe(false)
        expect([200, 400, 401]).toContain(reply.status)
      }
    )
  )
})
