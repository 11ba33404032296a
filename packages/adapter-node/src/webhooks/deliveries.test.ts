// Webhooks of a sandbox over real sockets: signed, retried, and safe from whoever receives them.
import { Webhooks as OctokitWebhooks } from '@octokit/webhooks'
import { createSandbox as createCoreSandbox, isSandboxError, type Sandbox } from '@sandbed/core'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Stripe } from 'stripe'
import { Webhook as SvixWebhook } from 'svix'
import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startReceiver, type Arrival, type Receiver } from '../../test/receiver.js'
import { descriptionPath, validPet } from '../../test/shelter.js'
import { createSandbox } from '../create-sandbox.js'
import { nodeHost, type WebhookOptions } from '../host.js'
import { serve } from '../serve.js'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

async function receiver(answer?: RequestListener): Promise<Receiver> {
  const started = await startReceiver(answer)
  open.push(started)
  return started
}

function shelter(webhooks: WebhookOptions = { allowLoopback: true }): Promise<Sandbox> {
  return createSandbox(descriptionPath('petstore.yaml'), { mode: 'stateful', webhooks })
}

function takeIn(sandbox: Sandbox): void {
  const headers = { 'content-type': 'application/json' }
  expect(sandbox.handle({ method: 'POST', url: '/pets', headers, body: validPet }).status).toBe(201)
}

describe('what official packages make of a delivery', () => {
  const textHeaders = ({ headers }: Arrival) => headers as Record<string, string>

  test.each<['standard' | 'stripe' | 'github', string, (arrival: Arrival, secret: string) => unknown]>([
    [
      'standard',
      'standardwebhooks',
      (it, secret) => new StandardWebhook(secret).verify(it.body, textHeaders(it))
    ],
    [
      'standard',
      'svix',
      (it, secret) => {
        new SvixWebhook(secret).verify(it.body, textHeaders(it))
        return JSON.parse(it.body) as unknown
      }
    ],
    [
      'stripe',
      'stripe',
      (it, secret) => Stripe.webhooks.constructEvent(it.body, textHeaders(it)['stripe-signature']!, secret)
    ],
    [
      'github',
      '@octokit/webhooks',
      async (it, secret) => {
        const signature = textHeaders(it)['x-hub-signature-256']!
        if (!(await new OctokitWebhooks({ secret }).verify(it.body, signature))) throw new Error('not signed')
        return JSON.parse(it.body) as unknown
      }
    ]
  ])('%s: %s accepts it, and no other body', async (style, _, verify) => {
    const [sandbox, there] = [await shelter(), await receiver()]
    const { secret } = sandbox.webhooks.register({ url: there.url, style })
    takeIn(sandbox)
    await sandbox.clock.settled()
    const [arrival] = there.arrivals
    expect(JSON.stringify(await verify(arrival!, secret))).toContain('"Rex"')
    const spoiled = { ...arrival!, body: arrival!.body.replace('Rex', 'Max') }
    await expect(async () => verify(spoiled, secret)).rejects.toThrow(/signed|signature/)
    await expect(async () => verify(arrival!, secret.replace(/.{8}$/, 'AAAAAAA='))).rejects.toThrow(
      /signed|signature/
    )
  })
})

describe('an answer', () => {
  test('comes before the webhook is sent, and does not wait for it', async () => {
    let answer = (): void => {}
    const slow = await receiver((_, response) => {
      answer = () => response.end()
    })
    const sandbox = await shelter()
    sandbox.webhooks.register({ url: slow.url })
    const server = await serve(sandbox, { port: 0 })
    open.push(server)
    const response = await fetch(`${server.url}/pets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: validPet
    })
    expect(response.status).toBe(201)
    await vi.waitFor(() => expect(slow.arrivals).toHaveLength(1), { timeout: 5_000 })
    expect(sandbox.webhooks.deliveries()).toMatchObject([{ status: 'pending' }])
    answer()
    await sandbox.clock.settled()
    expect(sandbox.webhooks.deliveries()).toMatchObject([{ status: 'succeeded' }])
  })
})

describe('a receiver that fails', () => {
  test('is sent the same once more, when the clock comes to it', async () => {
    const statuses = [503, 500, 204]
    const there = await receiver((_, response) => response.writeHead(statuses.shift()!).end('later'))
    const sandbox = await shelter()
    sandbox.webhooks.register({ url: there.url })
    const { now } = sandbox.clock
    takeIn(sandbox)
    await sandbox.clock.settled()
    expect(there.arrivals).toHaveLength(1)
    sandbox.clock.advance('1h')
    await sandbox.clock.settled()
    expect(sandbox.clock.now).toBe(now + 3_600_000)
    const [delivery] = sandbox.webhooks.deliveries()
    expect(delivery).toMatchObject({
      status: 'succeeded',
      attempts: [
        { number: 1, at: now, response: { status: 503, body: 'later' } },
        { number: 2, at: now + 5_000, response: { status: 500 } },
        { number: 3, at: now + 305_000, response: { status: 204 } }
      ]
    })
    expect(new Set(there.arrivals.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([delivery!.event])
    )
    expect(new Set(there.arrivals.map(({ body }) => body)).size).toBe(1)
  })

  test('is sent it again by itself where the clock is live', async () => {
    const statuses = [503, 503, 204]
    const there = await receiver((_, response) => response.writeHead(statuses.shift()!).end())
    const sandbox = await shelter()
    sandbox.webhooks.register({ url: there.url, retries: [20, 20] })
    sandbox.clock.live()
    takeIn(sandbox)
    await vi.waitFor(() => expect(sandbox.webhooks.deliveries()).toMatchObject([{ status: 'succeeded' }]), {
      timeout: 10_000
    })
    sandbox.clock.manual()
    expect(there.arrivals).toHaveLength(3)
  })

  test('by sending elsewhere is not followed there', async () => {
    const canary = await receiver()
    for (const status of [301, 302, 303, 307, 308]) {
      const there = await receiver((_, response) =>
        response.writeHead(status, { location: canary.url }).end()
      )
      const sandbox = await shelter()
      sandbox.webhooks.register({ url: there.url, retries: [] })
      takeIn(sandbox)
      await sandbox.clock.settled()
      expect(sandbox.webhooks.deadLetters()).toMatchObject([{ attempts: [{ response: { status } }] }])
    }
    expect(canary.arrivals).toEqual([])
  })

  const drip: RequestListener = (_, response) => {
    const timer = setInterval(() => response.write('x'), 5)
    response.on('close', () => clearInterval(timer))
  }
  test.each<[string, RequestListener, { readonly status: string; readonly attempts: readonly object[] }]>([
    ['never answers', () => {}, { status: 'failed', attempts: [{ response: 'no-response' }] }],
    ['never ends', drip, { status: 'failed', attempts: [{ response: 'no-response' }] }],
    [
      'hangs up',
      (request) => request.socket.destroy(),
      { status: 'failed', attempts: [{ response: 'no-response' }] }
    ],
    [
      'sends too much',
      (_, response) => response.end(Buffer.alloc(50_000_000, 'x')),
      { status: 'succeeded', attempts: [{ response: { status: 200, body: 'x'.repeat(256) } }] }
    ]
  ])('because it %s costs a bounded time, and leaves no connection', async (_, answer, outcome) => {
    const there = await receiver(answer)
    // Whoever answers is given enough time also by a machine that has much else to do.
    const deadline = outcome.status === 'succeeded' ? 10_000 : 150
    const sandbox = await shelter({ allowLoopback: true, deadline })
    sandbox.webhooks.register({ url: there.url, retries: [] })
    for (let i = 0; i < 3; i++) takeIn(sandbox)
    await sandbox.clock.settled()
    expect(sandbox.webhooks.deliveries()).toMatchObject([outcome, outcome, outcome])
    await vi.waitFor(async () => expect(await there.connections()).toBe(0), { timeout: 5_000 })
  })
})

describe('where webhooks go', () => {
  const local = 'The host is this machine, which `allowLoopback` (`sdb serve --allow-loopback`) allows.'
  test.each([
    ['https://127.0.0.1/hook', local],
    ['http://localhost:3000/hook', local],
    ['https://10.0.0.1/', 'The host is not on the public internet.'],
    ['https://169.254.169.254/latest/meta-data', 'The host is not on the public internet.'],
    ['https://[fd00::1]/', 'The host is not on the public internet.'],
    ['http://example.com/', 'The URL is http, and only https is allowed.'],
    ['https://example.com:22/', 'The port 22 is not one of those allowed: 443, 8443.']
  ])('%s is refused when it is registered, in a sentence', async (url, sentence) => {
    const sandbox = await shelter({})
    const before = sandbox.stateHash('everything')
    const error: unknown = await (async () => sandbox.webhooks.register({ url }))().catch(
      (thrown: unknown) => thrown
    )
    expect(isSandboxError(error) && [error.code, error.message]).toEqual(['invalid-endpoint', sentence])
    expect(sandbox.stateHash('everything')).toBe(before)
  })

  test('an endpoint of a pack that is refused is named', async () => {
    const pack = { webhooks: { endpoints: [{ url: 'http://localhost:3000/hook' }] } }
    const made = createSandbox(descriptionPath('petstore.yaml'), { mode: 'stateful', pack })
    await expect(made).rejects.toThrow(
      `The endpoint 'http://localhost:3000/hook' of the pack cannot be used. ${local}`
    )
  })

  test('sandboxes that send to each other in a ring come to an end', async () => {
    const note = {
      type: 'object',
      properties: { id: { type: 'integer', readOnly: true }, type: { type: 'string' } }
    }
    const json = { 'application/json': { schema: note } }
    const description = {
      openapi: '3.1.0',
      info: { title: 'Notes', version: '1' },
      paths: {
        '/notes': {
          post: {
            requestBody: { content: json },
            responses: { '201': { description: 'Made', content: json } }
          }
        },
        '/notes/{id}': {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          get: { responses: { '200': { description: 'Found', content: json } } }
        }
      }
    }
    const host = nodeHost({ allowLoopback: true, allowOwnServers: true })
    const ring = [1, 2, 3].map(() => createCoreSandbox({ description, mode: 'stateful', host }))
    const servers = await Promise.all(ring.map((sandbox) => serve(sandbox, { port: 0 })))
    open.push(...servers)
    for (const [index, sandbox] of ring.entries())
      sandbox.webhooks.register({ url: `${servers[(index + 1) % 3]!.url}/notes` })
    const headers = { 'content-type': 'application/json' }
    ring[0]!.handle({ method: 'POST', url: '/notes', headers, body: '{"type":"first"}' })
    const statuses = () => ring.map(({ webhooks }) => webhooks.deliveries().map(({ status }) => status))
    await vi.waitFor(
      () => expect(statuses()).toEqual([['succeeded', 'suppressed'], ['succeeded'], ['succeeded']]),
      { timeout: 10_000 }
    )
    expect(ring.map(({ state }) => state.count('notes'))).toEqual([2, 1, 1])
  })
})
