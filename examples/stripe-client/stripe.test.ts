import { existsSync } from 'node:fs'
import { createSandbox, serve, type SandboxServer } from '@sandbed/node'
import { Stripe } from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect } from './connect.js'

const description = new URL('../../../shared/specs/stripe.json', import.meta.url)

describe.skipIf(!existsSync(description))('Stripe (skipped without ../shared/specs/stripe.json)', () => {
  let server: SandboxServer
  let stripe: Stripe
  beforeAll(async () => {
    server = await serve(await createSandbox(description, { mode: 'dynamic' }), { port: 0 })
    stripe = connect(server.url)
  })
  afterAll(() => server?.close())

  test('1. a customer is created, from a form with brackets', async () => {
    const customer = await stripe.customers.create({
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      metadata: { plan: 'engine' },
      address: { line1: '1 Analytical Street', country: 'GB' }
    })
    expect(customer.object).toBe('customer')
    expect(customer.lastResponse.statusCode).toBe(200)
  })

  test('2. customers are listed', async () => {
    const customers = await stripe.customers.list({ limit: 3, created: { gte: 1_700_000_000 } })
    expect(customers.object).toBe('list')
    for (const customer of customers.data) expect(customer.object).toBe('customer')
  })

  test('3. a customer is retrieved, and has the id that was asked for', async () => {
    const customer = await stripe.customers.retrieve('cus_123', { expand: ['default_source'] })
    expect(customer).toMatchObject({ id: 'cus_123', object: 'customer' })
  })

  test('4. a customer is deleted', async () => {
    expect(await stripe.customers.del('cus_123')).toMatchObject({ object: 'customer', deleted: true })
  })

  test('5. a product is created', async () => {
    const product = await stripe.products.create({ name: 'Engine', images: ['https://example.com/a.png'] })
    expect(product.object).toBe('product')
  })

  test('6. a price is created', async () => {
    const price = await stripe.prices.create({
      currency: 'gbp',
      unit_amount: 1_200,
      recurring: { interval: 'month' },
      product: 'prod_1'
    })
    expect(price.object).toBe('price')
  })

  test('7. a payment intent is created', async () => {
    const intent = await stripe.paymentIntents.create(
      { amount: 2_000, currency: 'eur', automatic_payment_methods: { enabled: true } },
      { idempotencyKey: 'once' }
    )
    expect(intent.object).toBe('payment_intent')
  })

  test('8. payment intents are listed', async () => {
    const intents = await stripe.paymentIntents.list({ limit: 2 })
    for (const intent of intents.data) expect(intent.object).toBe('payment_intent')
  })

  test('9. a form that the description does not allow is a StripeInvalidRequestError that names the parameter', async () => {
    const refused = await stripe.prices
      .create({ currency: 'gbp', unit_amount: 'much' as never })
      .catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
    expect(refused).toMatchObject({
      statusCode: 400,
      param: 'unit_amount',
      message: expect.stringContaining('whole number')
    })
  })

  test.each([
    [401, 'StripeAuthenticationError'],
    [402, 'StripeCardError'],
    [429, 'StripeRateLimitError']
  ] as const)('10. a failure that is asked for with Prefer: %i is a %s', async (code, name) => {
    // The client has no option for headers of its own, so its transport adds one.
    const failing = new Stripe('sk_test_any', {
      ...endpoint(server.url),
      httpClient: Stripe.createFetchHttpClient((input, init) =>
        fetch(input, { ...init, headers: { ...(init?.headers as object), prefer: `code=${code}` } })
      )
    })
    const failure = await failing.paymentIntents.retrieve('pi_1').catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Stripe.errors[name])
  })
})

function endpoint(url: string): { host: string; port: string; protocol: 'http'; maxNetworkRetries: number } {
  const { hostname, port } = new URL(url)
  return { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 }
}
