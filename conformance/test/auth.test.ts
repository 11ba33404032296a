// Who may call is decided alike on every host: in process, over HTTP and in workerd.
import { compile, createSandbox, type Sandbox } from '@sandbed/core'
import { loadText, nodeHost, sandboxOf, serve } from '@sandbed/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardedApi } from '../src/auth/guarded-api.js'
import { ask, basic, bearer, rowsFor, tokenFor, type Guarded, type Issued } from '../src/auth/wire-table.js'
import { clientsPath } from '../src/hosts/bundle-worker.js'
import { hostOf } from '../src/hosts/core-host.js'
import { httpHost } from '../src/hosts/http-client.js'
import { startWorkerd } from '../src/hosts/workerd-host.js'

const options = { mode: 'stateful', auth: { mode: 'enforced' } } as const

function guardedOf(sandbox: Sandbox, sender: Guarded['sender']): Guarded {
  return {
    sender,
    issue: async (client) => sandbox.clients.issue(client),
    revoke: async (id) => void sandbox.clients.revoke(id)
  }
}

async function onNode(): Promise<Guarded> {
  const sandbox = sandboxOf(await loadText(JSON.stringify(guardedApi)), options)
  const server = await serve(sandbox, { port: 0 })
  return guardedOf(
    sandbox,
    httpHost(server.port, () => server.close(), { maxSockets: 32 })
  )
}

async function inWorkerd(): Promise<Guarded> {
  const { release } = compile(guardedApi)
  const { hosts } = await startWorkerd([{ release: release!, options }])
  const sender = hosts[0]!
  const call = async (name: string, argument: unknown): Promise<unknown> => {
    const body = Buffer.from(JSON.stringify([name, argument]))
    const answer = await sender.send({ method: 'POST', path: clientsPath, headers: {}, body })
    return JSON.parse(Buffer.from(answer.body).toString('utf8'))
  }
  return {
    sender,
    issue: async (client) => (await call('issue', client)) as Issued,
    revoke: async (id) => void (await call('revoke', id))
  }
}

async function inProcess(): Promise<Guarded> {
  const sandbox = createSandbox({ ...options, description: guardedApi, host: { random: nodeHost().random! } })
  return guardedOf(sandbox, hostOf(sandbox))
}

describe.each([
  ['in process', inProcess],
  ['on Node', onNode],
  ['in workerd', inWorkerd]
])('%s', (_, start) => {
  let guarded: Guarded
  beforeAll(async () => {
    guarded = await start()
  }, 60_000)
  afterAll(() => guarded.sender.close())

  it('each credential gets the answer that the standards name', { timeout: 30_000 }, async () => {
    const rows = await rowsFor(guarded)
    const wrong: unknown[] = []
    for (const [about, path, headers, status, challenges] of rows) {
      const told = await ask(guarded, path, headers)
      const isTold =
        challenges instanceof RegExp ? challenges.test(told.challenges ?? '') : told.challenges === challenges
      if (told.status !== status || (challenges !== undefined && !isTold)) wrong.push({ about, ...told })
      if (status >= 400) {
        expect(told.type).toBe('application/problem+json')
        expect((told.body as { status: number }).status).toBe(status)
      }
    }
    expect(wrong).toEqual([])
  })

  it('the errors that an operation declares are used', async () => {
    const { status, body, type } = await ask(guarded, '/own-errors')
    expect([status, type]).toEqual([401, 'application/json'])
    expect(body).toEqual({ error: { code: 'missing_credential', message: expect.any(String) } })
    const client = await guarded.issue({ label: '', scopes: ['pets:read'] })
    const refused = await ask(guarded, '/own-errors', bearer(await tokenFor(guarded, client)))
    expect([refused.status, refused.body]).toEqual([
      403,
      {
        error: {
          code: 'insufficient_scope',
          message: 'The credential does not carry what this needs: pets:write.'
        }
      }
    ])
  })

  it('the authorization server answers as RFC 6749, 7009, 7662 and 8414 have it', async () => {
    const client = await guarded.issue({ label: '', scopes: ['pets:read'] })
    const who = basic(client.id, client.secret)
    const post = (path: string, form: string, headers = who) => ask(guarded, path, headers, form)
    const wrong = await post('/v2/oauth/token', 'grant_type=client_credentials', basic(client.id, 'wrong'))
    expect([wrong.status, wrong.body, wrong.challenges]).toEqual([
      401,
      expect.objectContaining({ error: 'invalid_client' }),
      'Basic realm="oauth", charset="UTF-8"'
    ])
    for (const [form, error] of [
      ['', 'invalid_request'],
      ['grant_type=client_credentials&grant_type=client_credentials', 'invalid_request'],
      ['grant_type=password', 'unsupported_grant_type'],
      ['grant_type=client_credentials&scope=pets%3Awrite', 'invalid_scope'],
      ['grant_type=authorization_code&code=x&code_verifier=' + 'v'.repeat(43), 'invalid_grant']
    ] as const) {
      const { status, body } = await post('/.sandbed/oauth/token', form)
      expect([form, status, (body as { error: string }).error]).toEqual([form, 400, error])
    }
    const given = await post('/oauth/token', 'grant_type=client_credentials')
    expect(given.body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 3600,
      scope: 'pets:read'
    })
    expect(given.headers).toContainEqual(['cache-control', 'no-store'])
    const { access_token: token } = given.body as { access_token: string }
    const about = `token=${token}`
    expect((await post('/.sandbed/oauth/introspect', about)).body).toMatchObject({
      active: true,
      sub: client.id
    })
    expect((await post('/.sandbed/oauth/introspect', about, {})).status).toBe(401)
    expect((await post('/.sandbed/oauth/revoke', 'token=unknown')).status).toBe(200)
    expect((await ask(guarded, '/bearer', bearer(token))).status).toBe(200)
    expect((await post('/.sandbed/oauth/revoke', about)).status).toBe(200)
    expect((await ask(guarded, '/bearer', bearer(token))).status).toBe(401)
    expect((await post('/.sandbed/oauth/introspect', about)).body).toEqual({ active: false })
    const { body } = await ask(guarded, '/.well-known/oauth-authorization-server')
    const { issuer } = body as { issuer: string }
    expect(body).toMatchObject({ token_endpoint: `${issuer}/.sandbed/oauth/token` })
  })

  it('nobody gets in after a revocation was acknowledged (G25)', { timeout: 240_000 }, async () => {
    const late: number[] = []
    for (let race = 0; race < 1_000; race++) {
      const client = await guarded.issue({ label: '', scopes: 'all' })
      const token = bearer(await tokenFor(guarded, client))
      const calls = Array.from({ length: 32 }, () => ask(guarded, '/bearer', token))
      await guarded.revoke(client.id)
      const after = await Promise.all(Array.from({ length: 32 }, () => ask(guarded, '/bearer', token)))
      await Promise.all(calls)
      late.push(...after.map(({ status }) => status))
    }
    expect([late.length, new Set(late)]).toEqual([32_000, new Set([401])])
  })
})

it('tokens name the place where the server listens, whatever the client calls it', async () => {
  const sandbox = sandboxOf(await loadText(JSON.stringify(guardedApi)), options)
  const server = await serve(sandbox, { port: 0 })
  const sender = httpHost(server.port, () => server.close())
  const { body } = await ask({ sender }, '/.well-known/oauth-authorization-server', { host: 'evil.example' })
  expect((body as { issuer: string }).issuer).toBe(server.url)
  await sender.close()
})
