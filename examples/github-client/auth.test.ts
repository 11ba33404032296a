import { existsSync } from 'node:fs'
import { createSandbox, serve, type Sandbox, type SandboxServer } from '@sandbed/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from './connect.js'

const description = new URL('../../../shared/specs/github.json', import.meta.url)
const repository = { owner: 'octocat', repo: 'hello-world' }

/** GitHub's description says nothing of tokens. An overlay does: one is needed everywhere, and one operation needs a permission. */
const overlay = {
  overlay: '1.0.0',
  info: { title: 'Tokens', version: '1' },
  actions: [
    {
      target: '$',
      update: {
        security: [{ token: [] }],
        components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } }
      }
    },
    { target: "$.paths['/user/repos'].post", update: { security: [{ token: ['repo'] }] } }
  ]
}

describe.skipIf(!existsSync(description))('GitHub (skipped without ../shared/specs/github.json)', () => {
  let sandbox: Sandbox
  let server: SandboxServer
  beforeAll(async () => {
    sandbox = await createSandbox(description, { auth: { mode: 'enforced' }, overlay })
    server = await serve(sandbox, { port: 0 })
  })
  afterAll(() => server?.close())
  const tokenWith = (scopes: readonly string[]) =>
    sandbox.clients.issue({ label: 'Tests', scopes, secretPrefix: 'ghp_' }).secret
  const failure = (call: Promise<unknown>) => call.catch((error: unknown) => error)

  test('1. a token that nobody issued is an HttpError with the status 401', async () => {
    const refused = await failure(connect(server.url, 'ghp_wrong').repos.get(repository))
    expect(refused).toMatchObject({ name: 'HttpError', status: 401 })
  })

  test('2. the token of a client works', async () => {
    const { status } = await connect(server.url, tokenWith([])).repos.get(repository)
    expect(status).toBe(200)
  })

  test('3. a permission that it has not is an HttpError with the status 403 and the message of the API', async () => {
    const make = (token: string) =>
      connect(server.url, token).repos.createForAuthenticatedUser({ name: 'new' })
    const refused = await failure(make(tokenWith(['read:user'])))
    expect(refused).toMatchObject({
      name: 'HttpError',
      status: 403,
      response: { data: { message: 'The credential does not carry what this needs: repo.' } }
    })
    expect(await make(tokenWith(['repo']))).toMatchObject({ status: 201 })
  })
})
