// What an application does with Stripe's webhooks: a server of its own receives them, and Stripe's package says whether they are Stripe's.
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSandbox, serve, type Sandbox, type SandboxServer } from '@sandbed/node'
import { Stripe } from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connect } from './connect.js'

const description = new URL('../../../shared/specs/stripe.json', import.meta.url)

describe.skipIf(!existsSync(description))(
  'webhooks of a copy of Stripe (skipped without ../shared/specs/stripe.json)',
  () => {
    let sandbox: Sandbox
    let server: SandboxServer
    let application: Server
    let stripe: Stripe
    let secret: string
    const events: Stripe.Event[] = []
    const refused: string[] = []

    beforeAll(async () => {
      sandbox = await createSandbox(description, { mode: 'stateful', webhooks: { allowLoopback: true } })
      server = await serve(sandbox, { port: 0 })
      stripe = connect(server.url)
      application = createServer((request, response) => {
        const chunks: Buffer[] = []
        request
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => {
            const signature = request.headers['stripe-signature']!
            try {
              events.push(stripe.webhooks.constructEvent(Buffer.concat(chunks), signature, secret))
              response.writeHead(200).end()
            } catch (error) {
              refused.push((error as Error).message)
              response.writeHead(400).end()
            }
          })
      })
      await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve))
    })
    beforeEach(() => {
      sandbox.reset()
      events.length = refused.length = 0
      const { port } = application.address() as AddressInfo
      const url = `http://127.0.0.1:${port}/stripe`
      secret = sandbox.webhooks.register({ url, style: 'stripe' }).secret
    })
    afterAll(async () => {
      await server?.close()
      application?.close()
    })

    test('a customer that is created, changed and deleted is told of, and the signatures are right', async () => {
      const created = await stripe.customers.create({ name: 'Ada Lovelace', email: 'ada@example.com' })
      await stripe.customers.update(created.id, { name: 'Ada King' })
      await stripe.customers.del(created.id)
      await sandbox.clock.settled()
      expect(refused).toEqual([])
      expect(events.map(({ type }) => type)).toEqual([
        'customer.created',
        'customer.updated',
        'customer.deleted'
      ])
      expect(events[0]).toMatchObject({ object: 'event', livemode: false, data: { object: created } })
      expect(events[1]!.data).toMatchObject({
        object: { id: created.id, name: 'Ada King' },
        previous_attributes: { name: 'Ada Lovelace' }
      })
      expect(new Set(events.map(({ id }) => id)).size).toBe(3)
    })

    test('what the application refuses is sent again, and the same', async () => {
      const right = secret
      secret = 'whsec_of_another_endpoint'
      await stripe.customers.create({ name: 'Ada Lovelace' })
      await sandbox.clock.settled()
      expect(refused).toEqual([
        expect.stringContaining('No signatures found matching the expected signature')
      ])
      secret = right
      sandbox.clock.advance('1h')
      await sandbox.clock.settled()
      expect(events.map(({ type }) => type)).toEqual(['customer.created'])
      expect(sandbox.webhooks.deliveries()).toMatchObject([
        {
          status: 'succeeded',
          event: events[0]!.id,
          attempts: [{ response: { status: 400 } }, { response: { status: 200 } }]
        }
      ])
    })
  }
)
