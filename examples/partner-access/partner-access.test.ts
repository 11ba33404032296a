import { createSandbox, serve, type Sandbox, type SandboxServer } from '@sandbed/node'
import * as openid from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'

const description = new URL('accounts.yaml', import.meta.url)
let sandbox: Sandbox
let server: SandboxServer

beforeAll(async () => {
  sandbox = await createSandbox(description, { mode: 'stateful', auth: { mode: 'enforced' } })
  server = await serve(sandbox, { port: 0 })
})
afterAll(() => server?.close())

/** A client as a partner configures it, with the path of the description's own `tokenUrl`. */
function configure({ id, secret }: { readonly id: string; readonly secret: string }): openid.Configuration {
  const known = { issuer: server.url, token_endpoint: `${server.url}/oauth/token` }
  const config = new openid.Configuration(known, id, secret)
  openid.allowInsecureRequests(config)
  return config
}

const call = (config: openid.Configuration, token: string, path: string, payment?: object) =>
  openid.fetchProtectedResource(
    config,
    token,
    new URL(server.url + path),
    payment ? 'POST' : 'GET',
    payment && JSON.stringify(payment),
    payment && new Headers({ 'content-type': 'application/json' })
  )

test('1. a partner trades its secret for a token, and calls the API with it', async () => {
  const partner = configure(sandbox.clients.issue({ label: 'Partner', scopes: ['accounts:read'] }))
  const { access_token: token, expires_in: lifetime } = await openid.clientCredentialsGrant(partner)
  expect(lifetime).toBe(3600)
  expect((await call(partner, token, '/accounts')).status).toBe(200)
})

test('2. it may do what its scopes say, and is told what it lacks', async () => {
  const partner = configure(sandbox.clients.issue({ label: 'Reader', scopes: ['accounts:read'] }))
  const { access_token: token } = await openid.clientCredentialsGrant(partner, { scope: 'accounts:read' })
  const refused = await call(partner, token, '/payments', {
    iban: 'DE89370400440532013000',
    amount: 5
  }).catch((error: openid.WWWAuthenticateChallengeError) => error)
  expect(refused).toMatchObject({
    status: 403,
    cause: [{ scheme: 'bearer', parameters: { error: 'insufficient_scope', scope: 'payments:write' } }]
  })
  expect(await (refused as openid.WWWAuthenticateChallengeError).response.json()).toEqual({
    error: {
      code: 'insufficient_scope',
      message: 'The credential does not carry what this needs: payments:write.'
    }
  })
  await expect(openid.clientCredentialsGrant(partner, { scope: 'payments:write' })).rejects.toMatchObject({
    error: 'invalid_scope'
  })
})

test('3. tokens expire on the clock of the sandbox', async () => {
  const partner = configure(sandbox.clients.issue({ label: 'Slow', scopes: 'all' }))
  const { access_token: token } = await openid.clientCredentialsGrant(partner)
  sandbox.clock.advance('1h')
  await expect(call(partner, token, '/accounts')).rejects.toMatchObject({
    status: 401,
    cause: [{ scheme: 'bearer', parameters: { error: 'invalid_token' } }]
  })
})

test('4. a partner that is shut out is out at once, with every token that it has', async () => {
  const issued = sandbox.clients.issue({ label: 'Gone', scopes: 'all' })
  const partner = configure(issued)
  const { access_token: token } = await openid.clientCredentialsGrant(partner)
  expect((await call(partner, token, '/accounts')).status).toBe(200)
  sandbox.clients.revoke(issued.id)
  await expect(call(partner, token, '/accounts')).rejects.toMatchObject({ status: 401 })
  await expect(openid.clientCredentialsGrant(partner)).rejects.toMatchObject({ error: 'invalid_client' })
})

test('5. an application of users finds everything by discovery, and gets a code without a person', async () => {
  const callback = 'https://app.example/callback'
  const { id, secret } = sandbox.clients.issue({ label: 'App', scopes: 'all', redirectUris: [callback] })
  const app = await openid.discovery(new URL(server.url), id, secret, openid.ClientSecretBasic(secret), {
    algorithm: 'oauth2',
    execute: [openid.allowInsecureRequests]
  })
  const verifier = openid.randomPKCECodeVerifier()
  const state = openid.randomState()
  const url = openid.buildAuthorizationUrl(app, {
    redirect_uri: callback,
    scope: 'accounts:read',
    code_challenge: await openid.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state
  })
  const { headers } = await fetch(url, { redirect: 'manual' })
  const tokens = await openid.authorizationCodeGrant(app, new URL(headers.get('location')!), {
    pkceCodeVerifier: verifier,
    expectedState: state
  })
  expect((await call(app, tokens.access_token, '/accounts')).status).toBe(200)
  const renewed = await openid.refreshTokenGrant(app, tokens.refresh_token!)
  expect((await call(app, renewed.access_token, '/accounts')).status).toBe(200)
  expect(await openid.tokenIntrospection(app, renewed.access_token)).toMatchObject({
    active: true,
    sub: 'user_1',
    scope: 'accounts:read'
  })
  await openid.tokenRevocation(app, renewed.access_token)
  await expect(call(app, renewed.access_token, '/accounts')).rejects.toMatchObject({ status: 401 })
})
