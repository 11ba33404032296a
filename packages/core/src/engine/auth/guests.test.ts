// Guests, where presence is enough: the token that anybody gets works, and the authorization server says the same of it as the API does.
import { describe, expect, it } from 'vitest'
import { createSandbox } from '../sandbox/create-sandbox.js'

const description = {
  openapi: '3.1.0',
  info: { title: 'Pets', version: '1' },
  paths: Object.fromEntries(
    ['oauth', 'login', 'bearer'].map((scheme) => [
      `/${scheme}`,
      { get: { security: [{ [scheme]: ['write'] }], responses: { '204': { description: 'Done' } } } }
    ])
  ),
  components: {
    securitySchemes: {
      oauth: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: '/oauth/token', scopes: { read: '', write: '' } } }
      },
      login: { type: 'openIdConnect', openIdConnectUrl: 'https://login.example' },
      bearer: { type: 'http', scheme: 'bearer' }
    }
  }
}

let given = 0
function start(mode: 'presence' | 'enforced') {
  const random = (bytes: number) => new Uint8Array(bytes).fill(++given)
  const sandbox = createSandbox({
    description,
    auth: { mode },
    host: { random, url: () => 'https://pets.example' }
  })
  function post(url: string, body: string, headers: { [name: string]: string } = {}) {
    const { status, body: text } = sandbox.handle({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body
    })
    return { status, body: JSON.parse(String(text ?? '{}')) as { [member: string]: unknown } }
  }
  const use = (path: string, token: unknown) =>
    sandbox.handle({ method: 'GET', url: path, headers: { authorization: `Bearer ${String(token)}` } }).status
  return { sandbox, post, use }
}

const basic = (id: string, secret: string) => ({ authorization: `Basic ${btoa(`${id}:${secret}`)}` })
const grant = 'grant_type=client_credentials'
const introspect = '/.sandbed/oauth/introspect'
const revoke = '/.sandbed/oauth/revoke'

describe('a guest', () => {
  it.each([
    ['as Basic', '', basic('any', 'body')],
    ['in the form', '&client_id=any&client_secret=body', {}],
    ['without a secret', '&client_id=any', {}]
  ])('gets a token that works wherever a token is asked for, with credentials %s', (_, more, headers) => {
    const { post, use } = start('presence')
    const { status, body } = post('/oauth/token', grant + more, headers)
    expect([status, body['token_type'], body['scope']]).toEqual([200, 'Bearer', 'read write'])
    for (const path of ['/oauth', '/login', '/bearer'])
      expect([path, use(path, body['access_token'])]).toEqual([path, 204])
  })

  it('may ask about its token, which is good for everything and does not run out', () => {
    const { sandbox, post, use } = start('presence')
    const token = String(
      post('/oauth/token', `${grant}&scope=read`, basic('any', 'body')).body['access_token']
    )
    const told = () => post(introspect, `token=${token}`, basic('another', 'one'))
    const active = {
      status: 200,
      body: {
        active: true,
        scope: 'read write',
        token_type: 'Bearer',
        aud: 'Pets',
        iss: 'https://pets.example'
      }
    }
    expect(told()).toEqual(active)
    sandbox.clock.advance('30d')
    expect([told(), use('/oauth', token)]).toEqual([active, 204])
  })

  it('may give its token back, which changes nothing: any will do', () => {
    const { sandbox, post, use } = start('presence')
    const before = sandbox.stateHash('everything')
    const token = String(post('/oauth/token', grant, basic('any', 'body')).body['access_token'])
    expect(post(revoke, `token=${token}`, basic('any', 'body')).status).toBe(200)
    expect([use('/oauth', token), sandbox.stateHash('everything')]).toEqual([204, before])
  })

  it('is told of the tokens of clients, and cannot revoke them', () => {
    const { sandbox, post } = start('presence')
    const client = sandbox.clients.issue({ label: '', scopes: ['read'] })
    const token = String(post('/oauth/token', grant, basic(client.id, client.secret)).body['access_token'])
    const told = () => post(introspect, `token=${token}`, basic('any', 'body')).body
    expect(told()).toMatchObject({ active: true, scope: 'read', client_id: client.id })
    expect(post(revoke, `token=${token}`, basic('any', 'body'))).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant' }
    })
    expect(post(revoke, `token=${token}`, basic(client.id, client.secret)).status).toBe(200)
    expect(told()).toEqual({ active: false })
  })

  it('a token that nobody issued is not active, though the API takes it', () => {
    const { post, use } = start('presence')
    expect(use('/oauth', 'made.up')).toBe(204)
    expect(post(introspect, 'token=made.up', basic('any', 'body'))).toEqual({
      status: 200,
      body: { active: false }
    })
  })

  it('has to show something', () => {
    const { post } = start('presence')
    for (const url of ['/oauth/token', introspect, revoke])
      expect([url, post(url, `${grant}&token=sandbed_any`)]).toMatchObject([
        url,
        { status: 401, body: { error: 'invalid_client' } }
      ])
  })

  it('is nobody where credentials are enforced, and neither is its token', () => {
    const { sandbox, post, use } = start('enforced')
    for (const url of ['/oauth/token', introspect, revoke])
      expect([url, post(url, `${grant}&token=sandbed_any`, basic('any', 'body')).status]).toEqual([url, 401])
    const { id, secret } = sandbox.clients.issue({ label: '', scopes: 'all' })
    expect(post(introspect, 'token=sandbed_any', basic(id, secret)).body).toEqual({ active: false })
    expect(use('/oauth', 'sandbed_any')).toBe(401)
  })
})
