// Receivers for tests: what they got, what they answer, and waiting for what is to come.
import { expect, it } from 'vitest'
import { json } from '../../../../test/support/descriptions.js'
import { sandboxOf } from '../../../../test/support/sandboxes.js'
import { pay, paymentsSandbox, send } from '../../../../test/support/payments.js'

it('has a name, a secret and everything that arrived', () => {
  const sandbox = paymentsSandbox()
  const sink = sandbox.webhooks.sink()
  expect(sink).toMatchObject({ url: 'sink://1', secret: expect.stringMatching(/^whsec_/) })
  expect(sandbox.webhooks.sink().url).toBe('sink://2')
  expect([sink.all(), sink.last()]).toEqual([[], undefined])
  const id = pay(sandbox, 5)
  expect(sink.all()).toEqual([
    {
      id: expect.stringMatching(/^evt_[0-9a-f]{24}$/),
      type: 'payment.created',
      attempt: 1,
      at: sandbox.clock.now,
      headers: expect.objectContaining({ 'content-type': 'application/json' }),
      body: JSON.stringify(sink.last()!.json),
      json: expect.objectContaining({ data: expect.objectContaining({ id, amount: 5 }) }),
      endpoint: sink.id
    }
  ])
  send(sandbox, 'DELETE', `/payments/${id}`)
  expect(sink.all('*.deleted')).toHaveLength(1)
  expect(sink.all(({ json }) => json.data.amount === 5)).toHaveLength(2)
  expect(sink.last('payment.created')!.type).toBe('payment.created')
})

it('tells what was meddled with', () => {
  const sandbox = paymentsSandbox()
  const sink = sandbox.webhooks.sink()
  pay(sandbox)
  const received = sink.last()!
  expect(sink.verify(received)).toMatchObject({ ok: true, id: received.id })
  expect(sink.verify({ ...received, body: `${received.body} ` })).toMatchObject({
    reason: 'signature-mismatch'
  })
  expect(sink.verify({ ...received, at: received.at + 301_000 })).toMatchObject({
    reason: 'timestamp-too-old'
  })
})

it('answers as it is told to, one after the other and then 200, or always the same', () => {
  const sandbox = paymentsSandbox()
  const sink = sandbox.webhooks.sink({ answers: [500] })
  const statuses = () => sandbox.webhooks.deliveries().map(({ status }) => status)
  pay(sandbox)
  pay(sandbox)
  expect(statuses()).toEqual(['pending', 'succeeded'])
  sink.respondWith('no-response')
  pay(sandbox)
  pay(sandbox)
  sandbox.clock.advance('1s')
  sink.respondWith([])
  expect(statuses()).toEqual(['pending', 'succeeded', 'pending', 'pending'])
  sandbox.clock.advance('5s')
  expect(statuses()).toEqual(Array(4).fill('succeeded'))
  for (const wrong of [99, 600, 1.5, 'maybe', { status: 100 }, { body: 1 }, { headers: { a: 'x\n' } }, null])
    expect(() => sink.respondWith([wrong as number])).toThrow(
      expect.objectContaining({ code: 'invalid-endpoint' })
    )
  expect(() => sink.respondWith([{ delay: 'long' }])).toThrow(
    expect.objectContaining({ code: 'invalid-time' })
  )
  expect(() => sandbox.webhooks.sink({ url: 'a b' })).toThrow(
    expect.objectContaining({ code: 'invalid-endpoint' })
  )
})

it('is cleared, and the log of deliveries is not', () => {
  const sandbox = paymentsSandbox()
  const sink = sandbox.webhooks.sink()
  pay(sandbox)
  sink.clear()
  expect(sink.all()).toEqual([])
  pay(sandbox)
  expect(sink.all()).toHaveLength(1)
  expect(sandbox.webhooks.deliveries()).toHaveLength(2)
})

it('a sink of a URL that is there is that one, with other answers if there are any', () => {
  const sandbox = paymentsSandbox()
  const sink = sandbox.webhooks.sink({ url: 'https://shop.example/told', events: ['payment.*'] })
  pay(sandbox)
  const same = sandbox.webhooks.sink({ url: 'https://shop.example/told', answers: 500 })
  expect([same.id, same.secret, same.all()]).toEqual([sink.id, sink.secret, sink.all()])
  pay(sandbox)
  expect(sandbox.webhooks.deliveries().map(({ status }) => status)).toEqual(['succeeded', 'pending'])
  expect(sandbox.webhooks.endpoints()).toMatchObject([{ events: ['payment.*'] }])
})

it('waits for what is there already', async () => {
  const sandbox = paymentsSandbox()
  const sink = sandbox.webhooks.sink()
  pay(sandbox, 1)
  pay(sandbox, 2)
  expect(await sink.waitFor('payment.created')).toEqual(sink.all()[0])
  expect(await sink.waitFor(({ json }) => json.data.amount === 2)).toEqual(sink.all()[1])
  expect(sandbox.clock.now).toBe(Date.UTC(2026, 0, 1))
})

it('waits for a later request', async () => {
  const sandbox = paymentsSandbox()
  const sink = sandbox.webhooks.sink()
  const waits = sink.waitFor('payment.deleted')
  const id = pay(sandbox)
  send(sandbox, 'DELETE', `/payments/${id}`)
  expect(await waits).toMatchObject({ type: 'payment.deleted', json: { data: { id } } })
})

it('moves the clock for what is to come, as far as it is told and no further than it has to', async () => {
  const sandbox = paymentsSandbox()
  const sink = sandbox.webhooks.sink({ answers: 500 })
  pay(sandbox)
  const start = sandbox.clock.now
  expect(await sink.waitFor(({ attempt }) => attempt === 4, { within: '1d' })).toMatchObject({ attempt: 4 })
  expect(sandbox.clock.now - start).toBe(2_105_000)
  const missed = sink.waitFor('refund.*', { within: '1h' })
  await expect(missed).rejects.toMatchObject({ code: 'webhook-not-received' })
  await expect(missed).rejects.toThrow(/within 1h.*payment\.created \(attempt 4\)/)
  await expect(sink.waitFor('x', { within: 'soon' })).rejects.toMatchObject({ code: 'invalid-time' })
})

it('moves the clock past what is sent over the network on the way', async () => {
  const sandbox = paymentsSandbox({
    host: { deliver: () => Promise.resolve({ kind: 'response', status: 500 }) }
  })
  const sink = sandbox.webhooks.sink({ answers: 500 })
  sandbox.webhooks.register({ url: 'https://partner.example/' })
  pay(sandbox)
  expect(await sink.waitFor(({ attempt }) => attempt === 3, { within: '1d' })).toMatchObject({ attempt: 3 })
})

it('gets what callbacks send to its URL, wherever that is', () => {
  const order = {
    type: 'object',
    properties: {
      id: { type: 'integer', readOnly: true },
      note: { type: 'string' },
      callback_url: { type: 'string' }
    }
  }
  const told = {
    post: {
      requestBody: json({ type: 'object', properties: { order } }),
      responses: { '204': { description: 'x' } }
    }
  }
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } }
  const create = {
    requestBody: json(order),
    responses: { '201': json(order) },
    callbacks: { orderChanged: { '{$request.body#/callback_url}': told } }
  }
  const paths = {
    '/orders': { post: create },
    '/orders/{id}': {
      parameters: [id],
      get: { responses: { '200': json(order) } },
      patch: { requestBody: json(order), responses: { '200': json(order) } }
    }
  }
  const sandbox = sandboxOf(paths, {
    mode: 'stateful',
    host: { checkDestination: () => 'Nowhere is allowed.' }
  })
  const sink = sandbox.webhooks.sink({ url: 'http://localhost:9/told', events: ['nothing.else'] })
  send(sandbox, 'POST', '/orders', { callback_url: sink.url })
  send(sandbox, 'POST', '/orders', { callback_url: 'http://localhost:10/other' })
  sink.clear()
  send(sandbox, 'PATCH', '/orders/1', { note: 'mine' })
  send(sandbox, 'PATCH', '/orders/2', { note: 'another' })
  expect(sink.all().map(({ type, json: { order: about } }) => [type, about.note])).toEqual([
    ['orderChanged', 'mine']
  ])
  expect(sink.verify(sink.last()!).ok).toBe(true)
  expect(sandbox.webhooks.endpoints().map(({ source }) => source)).toEqual(['user', 'callback'])
  const [, callback] = sandbox.webhooks.endpoints()
  expect(sandbox.webhooks.update(callback!.id, { description: 'x' })).toMatchObject({ events: [] })
})

it('forgets what a restore takes back, and goes on waiting', async () => {
  const sandbox = paymentsSandbox()
  const sink = sandbox.webhooks.sink()
  const before = sandbox.snapshot()
  pay(sandbox, 1)
  const waits = sink.waitFor(({ json }) => json.data.amount === 2)
  sandbox.restore(before)
  pay(sandbox, 2)
  expect(await waits).toMatchObject({ attempt: 1 })
  expect(sink.all()).toHaveLength(1)
})

it('tells what it remembers when far more arrived', () => {
  const sandbox = paymentsSandbox()
  const sink = sandbox.webhooks.sink()
  const id = pay(sandbox, 1)
  for (let n = 0; n < 3; n++) send(sandbox, 'PATCH', `/payments/${id}`, { amount: n + 2 })
  expect(sink.last()).toEqual(sink.all().at(-1))
  for (let n = 0; n < 9; n++) sandbox.webhooks.redeliver({ type: 'payment.created' })
  expect(sink.all()).toHaveLength(13)
  expect(sink.all().map(({ attempt }) => attempt)).toEqual([1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(sink.last()!.attempt).toBe(10)
  sink.clear()
  expect([sink.all(), sink.last()]).toEqual([[], undefined])
})
