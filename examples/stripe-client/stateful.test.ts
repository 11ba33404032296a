import { existsSync } from 'node:fs'
import { createSandbox, serve, type SandboxServer } from '@sandbed/node'
import { Stripe } from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect } from './connect.js'

const description = new URL('../../../shared/specs/stripe.json', import.meta.url)

describe.skipIf(!existsSync(description))(
  'a Stripe that remembers (skipped without ../shared/specs/stripe.json)',
  () => {
    let sandbox: Awaited<ReturnType<typeof createSandbox>>
    let server: SandboxServer
    let stripe: Stripe
    beforeAll(async () => {
      sandbox = await createSandbox(description, { mode: 'stateful' })
      server = await serve(sandbox, { port: 0 })
      stripe = connect(server.url)
    })
    beforeEach(() => sandbox.reset())
    afterAll(() => server?.close())

    const failure = (promise: Promise<unknown>) =>
      promise.then(
        () => expect.unreachable(),
        (error: unknown) => error as Stripe.errors.StripeError
      )

    const ada = {
      name: 'Ada Lovelace',
      email: 'ada@example.com',
      metadata: { plan: 'engine', seat: '1' },
      address: { line1: '1 Analytical Street', city: 'London', country: 'GB' }
    }

    /** A price of a product. */
    async function monthly(unit_amount = 1_200) {
      const product = await stripe.products.create({ name: 'Engine' })
      return stripe.prices.create({
        currency: 'gbp',
        unit_amount,
        recurring: { interval: 'month' },
        product: product.id
      })
    }

    describe('customers', () => {
      test('what is created is what is read', async () => {
        const created = await stripe.customers.create(ada)
        expect(created).toMatchObject({ ...ada, object: 'customer', id: expect.any(String) })
        expect(await stripe.customers.retrieve(created.id)).toEqual(created)
      })

      test('an update merges metadata and leaves the rest', async () => {
        const { id } = await stripe.customers.create(ada)
        const updated = await stripe.customers.update(id, {
          metadata: { seat: '2', floor: '3' },
          phone: '+44 20 7946 0000'
        })
        expect(updated).toMatchObject({
          ...ada,
          phone: '+44 20 7946 0000',
          metadata: { plan: 'engine', seat: '2', floor: '3' }
        })
        expect(await stripe.customers.retrieve(id)).toEqual(updated)
      })

      test('an empty text unsets: one key of metadata, all of it, a member', async () => {
        const { id } = await stripe.customers.create(ada)
        expect((await stripe.customers.update(id, { metadata: { seat: '' } })).metadata).toEqual({
          plan: 'engine'
        })
        expect((await stripe.customers.update(id, { metadata: '' })).metadata).toEqual({})
        const bare = await stripe.customers.update(id, { email: '', address: '' })
        expect([bare.email, bare.address, bare.name]).toEqual([null, null, 'Ada Lovelace'])
      })

      test('a deleted customer says so, and goes on saying so', async () => {
        const { id } = await stripe.customers.create(ada)
        expect(await stripe.customers.del(id)).toEqual({ id, object: 'customer', deleted: true })
        expect(await stripe.customers.retrieve(id)).toEqual({ id, object: 'customer', deleted: true })
        expect((await stripe.customers.list()).data).toEqual([])
        expect(await failure(stripe.customers.update(id, { name: 'x' }))).toMatchObject({ statusCode: 404 })
      })

      test('two runs give the same ids and the same bytes', async () => {
        const run = async () => {
          sandbox.reset()
          const customer = await stripe.customers.create(ada)
          const price = await monthly()
          const subscription = await stripe.subscriptions.create({
            customer: customer.id,
            items: [{ price: price.id }]
          })
          return JSON.stringify([
            customer,
            price,
            subscription,
            await stripe.customers.list(),
            sandbox.stateHash()
          ])
        }
        expect(await run()).toBe(await run())
      })
    })

    describe('lists', () => {
      async function create(count: number) {
        const made: Stripe.Customer[] = []
        for (let n = 0; n < count; n++)
          made.push(
            await stripe.customers.create({ email: `${n % 2 ? 'odd' : 'even'}@example.com`, name: `n${n}` })
          )
        return made
      }

      test('auto-paging meets every customer once, the newest first', async () => {
        const created = await create(250)
        const met: string[] = []
        for await (const { id } of stripe.customers.list({ limit: 100 })) met.push(id)
        expect(met).toEqual(created.map(({ id }) => id).toReversed())
      })

      test('a page starts after or ends before an id', async () => {
        const ids = (await create(5)).map(({ id }) => id).toReversed()
        const pageOf = async (query: Stripe.CustomerListParams) => {
          const { data, has_more } = await stripe.customers.list({ limit: 2, ...query })
          return [...data.map(({ id }) => ids.indexOf(id)), has_more]
        }
        expect(await pageOf({})).toEqual([0, 1, true])
        expect(await pageOf({ starting_after: ids[1]! })).toEqual([2, 3, true])
        expect(await pageOf({ starting_after: ids[3]! })).toEqual([4, false])
        expect(await pageOf({ ending_before: ids[4]! })).toEqual([2, 3, true])
        expect(await pageOf({ ending_before: ids[2]! })).toEqual([0, 1, false])
        expect(await failure(stripe.customers.list({ starting_after: 'cus_none' }))).toMatchObject({
          type: 'StripeInvalidRequestError',
          param: 'starting_after'
        })
      })

      test('a filter narrows, also over pages', async () => {
        await create(7)
        const met: (string | null | undefined)[] = []
        for await (const { name } of stripe.customers.list({ email: 'odd@example.com', limit: 2 }))
          met.push(name)
        expect(met).toEqual(['n5', 'n3', 'n1'])
      })
    })

    describe('subscriptions', () => {
      test('a price belongs to its product', async () => {
        const price = await monthly()
        expect(price).toMatchObject({
          unit_amount: 1_200,
          currency: 'gbp',
          recurring: { interval: 'month' },
          product: expect.any(String)
        })
        const { product } = await stripe.prices.retrieve(price.id, { expand: ['product'] })
        expect(product).toMatchObject({ object: 'product', name: 'Engine', id: price.product })
      })

      test('a subscription is made of prices, shows them, and expands', async () => {
        const customer = await stripe.customers.create(ada)
        const price = await monthly()
        const created = await stripe.subscriptions.create({
          customer: customer.id,
          items: [{ price: price.id, quantity: 2 }]
        })
        expect(created).toMatchObject({ customer: customer.id, status: 'incomplete' })
        expect(created.items.data).toMatchObject([
          { object: 'subscription_item', quantity: 2, price: { id: price.id, unit_amount: 1_200 } }
        ])
        const read = await stripe.subscriptions.retrieve(created.id, {
          expand: ['customer', 'items.data.price.product']
        })
        expect(read.customer).toMatchObject({ id: customer.id, email: 'ada@example.com' })
        expect(read.items.data[0]!.price.product).toMatchObject({ name: 'Engine' })
      })

      test('a quantity is updated by the id of the item', async () => {
        const customer = await stripe.customers.create(ada)
        const price = await monthly()
        const { id, items } = await stripe.subscriptions.create({
          customer: customer.id,
          items: [{ price: price.id }]
        })
        const updated = await stripe.subscriptions.update(id, {
          items: [{ id: items.data[0]!.id, quantity: 5 }]
        })
        expect(updated.items.data).toMatchObject([
          { id: items.data[0]!.id, quantity: 5, price: { id: price.id } }
        ])
      })

      test('canceling shows; lists are narrowed by customer and status', async () => {
        const price = await monthly()
        const [one, two] = [
          await stripe.customers.create(ada),
          await stripe.customers.create({ name: 'Two' })
        ]
        const first = await stripe.subscriptions.create({ customer: one.id, items: [{ price: price.id }] })
        const second = await stripe.subscriptions.create({ customer: two.id, items: [{ price: price.id }] })
        expect(await stripe.subscriptions.cancel(first.id)).toMatchObject({
          id: first.id,
          status: 'canceled'
        })
        expect(await stripe.subscriptions.retrieve(first.id)).toMatchObject({ status: 'canceled' })
        const ids = async (query: Stripe.SubscriptionListParams) =>
          (await stripe.subscriptions.list(query)).data.map(({ id }) => id)
        expect(await ids({ customer: two.id })).toEqual([second.id])
        expect(await ids({ status: 'incomplete' })).toEqual([second.id])
        expect(await ids({ status: 'canceled' })).toEqual([first.id])
        expect(await ids({ status: 'all' })).toEqual([second.id, first.id])
      })
    })

    describe('payments', () => {
      const euros = { amount: 2_000, currency: 'eur' }

      test('an intent is created and confirmed; what is done cannot be captured or canceled', async () => {
        const { id, status, client_secret } = await stripe.paymentIntents.create(euros)
        expect([status, client_secret]).toEqual(['requires_payment_method', expect.any(String)])
        expect((await stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' })).status).toBe(
          'succeeded'
        )
        expect(await stripe.paymentIntents.retrieve(id)).toMatchObject({ ...euros, status: 'succeeded' })
        for (const refused of [stripe.paymentIntents.capture(id), stripe.paymentIntents.cancel(id)])
          expect(await failure(refused)).toMatchObject({
            type: 'StripeInvalidRequestError',
            message: expect.stringContaining('succeeded')
          })
      })

      test('an intent is canceled, with the reason', async () => {
        const { id } = await stripe.paymentIntents.create(euros)
        expect(await stripe.paymentIntents.cancel(id, { cancellation_reason: 'duplicate' })).toMatchObject({
          status: 'canceled',
          cancellation_reason: 'duplicate',
          canceled_at: expect.any(Number)
        })
      })

      test('a refund refers to its payment', async () => {
        const { id } = await stripe.paymentIntents.create(euros)
        const refund = await stripe.refunds.create({ payment_intent: id, amount: 500 })
        expect(refund).toMatchObject({ object: 'refund', amount: 500, payment_intent: id })
        expect((await stripe.refunds.list({ payment_intent: id })).data).toEqual([refund])
      })

      test('an invoice is drafted, filled, finalized, paid', async () => {
        const customer = await stripe.customers.create(ada)
        const draft = await stripe.invoices.create({
          customer: customer.id,
          collection_method: 'charge_automatically'
        })
        expect(draft).toMatchObject({ customer: customer.id, status: 'draft' })
        const item = await stripe.invoiceItems.create({
          customer: customer.id,
          invoice: draft.id,
          amount: 300,
          currency: 'eur'
        })
        expect(item).toMatchObject({ invoice: draft.id, amount: 300 })
        expect((await stripe.invoices.finalizeInvoice(draft.id)).status).toBe('open')
        expect((await stripe.invoices.pay(draft.id)).status).toBe('paid')
        expect((await stripe.invoices.list({ customer: customer.id, status: 'paid' })).data).toHaveLength(1)
      })
    })

    describe('failures', () => {
      test('an unknown customer', async () => {
        const error = await failure(stripe.customers.retrieve('cus_none'))
        expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
        expect(error).toMatchObject({
          statusCode: 404,
          type: 'StripeInvalidRequestError',
          message: expect.stringContaining('cus_none')
        })
      })

      test('an unknown reference names the parameter', async () => {
        const error = await failure(stripe.subscriptions.create({ customer: 'cus_none', items: [] }))
        expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError)
        expect(error).toMatchObject({ param: 'customer', message: expect.stringContaining('cus_none') })
      })

      test('one idempotency key makes one customer', async () => {
        const [first, again] = [
          await stripe.customers.create(ada, { idempotencyKey: 'once' }),
          await stripe.customers.create(ada, { idempotencyKey: 'once' })
        ]
        expect(again).toEqual(first)
        expect(
          again.lastResponse.headers['idempotency-replayed'] ??
            again.lastResponse.headers['idempotent-replayed']
        ).toBe('true')
        expect((await stripe.customers.list()).data).toHaveLength(1)
        const error = await failure(stripe.customers.create({ name: 'Other' }, { idempotencyKey: 'once' }))
        expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError)
      })
    })
  }
)
