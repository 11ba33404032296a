import { existsSync } from 'node:fs'
import { createSandbox, serve, type Sandbox, type SandboxServer } from '@sandbed/node'
import { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from './connect.js'

const description = new URL('../../../shared/specs/stripe.json', import.meta.url)

describe.skipIf(!existsSync(description))('Stripe (skipped without ../shared/specs/stripe.json)', () => {
  let sandbox: Sandbox
  let server: SandboxServer
  beforeAll(async () => {
    sandbox = await createSandbox(description, { mode: 'stateful', auth: { mode: 'enforced' } })
    server = await serve(sandbox, { port: 0 })
  })
  afterAll(() => server?.close())
  const failure = (call: Promise<unknown>) => call.catch((error: unknown) => error)

  test('1. a key that nobody issued is a StripeAuthenticationError', async () => {
    const refused = await failure(connect(server.url, 'sk_test_wrong').customers.create({ name: 'Ada' }))
    expect(refused).toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
    expect(refused).toMatchObject({ statusCode: 401 })
  })

  test('2. the key of a client works, and looks like those of Stripe', async () => {
    const { secret } = sandbox.clients.issue({ label: 'Shop', scopes: 'all', secretPrefix: 'sk_test_' })
    expect(secret).toMatch(/^sk_test_/)
    const stripe = connect(server.url, secret)
    const { id } = await stripe.customers.create({ name: 'Ada' })
    expect(await stripe.customers.retrieve(id)).toMatchObject({ id, name: 'Ada' })
  })

  test('3. a key that was revoked is refused at the next call', async () => {
    const { id, secret } = sandbox.clients.issue({ label: 'Gone', scopes: 'all', secretPrefix: 'sk_test_' })
    const stripe = connect(server.url, secret)
    await stripe.customers.list()
    sandbox.clients.revoke(id)
    expect(await failure(stripe.customers.list())).toBeInstanceOf(Stripe.errors.StripeAuthenticationError)
  })
})
