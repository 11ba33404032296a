// A payment from the card to the dispute, on a clock that only the tests move.
import { createSandbox, type Sandbox } from '@sandbed/node'
import { beforeEach, describe, expect, test } from 'vitest'

const copy = await createSandbox(new URL('payments.yaml', import.meta.url), {
  mode: 'stateful',
  pack: new URL('payments.pack.yaml', import.meta.url)
})

let sandbox: Sandbox

// Each test has a copy of its own: a fork costs nothing.
beforeEach(() => {
  sandbox = copy.fork()
})

async function call(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const response = await sandbox.fetch(path, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) })
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const mara = { currency: 'EUR', customer_id: 'cus_aaaaaaaaaaaa' }

async function authorize(amount: number): Promise<string> {
  const { status, body } = await call('POST', '/payments', { ...mara, amount })
  expect(status).toBe(201)
  return body['id'] as string
}

describe('the usual way', () => {
  test('an amount is authorized, captured and refunded', async () => {
    const id = await authorize(5000)
    expect((await call('GET', `/payments/${id}`)).body).toMatchObject({
      status: 'authorized',
      amount_captured: 0,
      expires_at: '2026-01-08T00:00:00Z'
    })
    const captured = await call('POST', `/payments/${id}/capture`, { amount: 4000 })
    expect(captured.body).toMatchObject({ status: 'captured', amount: 5000, amount_captured: 4000 })

    expect((await call('POST', '/refunds', { payment_id: id, amount: 1500 })).status).toBe(201)
    expect((await call('GET', `/payments/${id}`)).body).toMatchObject({
      status: 'partially_refunded',
      amount_refunded: 1500
    })
    expect((await call('POST', '/refunds', { payment_id: id, amount: 2500 })).status).toBe(201)
    expect((await call('GET', `/payments/${id}`)).body).toMatchObject({ status: 'refunded' })
  })

  test('what cannot be is refused in the words of the API', async () => {
    const id = await authorize(5000)
    expect(await call('POST', `/payments/${id}/capture`, { amount: 6000 })).toEqual({
      status: 422,
      body: { code: 'unprocessable', message: 'More than was authorized cannot be captured.' }
    })
    await call('POST', `/payments/${id}/capture`)
    const again = await call('POST', `/payments/${id}/capture`)
    expect(again.status).toBe(409)
    expect(again.body['message']).toBe('This payment is captured; it must be authorized')
    expect((await call('POST', '/refunds', { payment_id: id, amount: 5001 })).status).toBe(422)
    expect(sandbox.state.count('refunds')).toBe(0)
  })

  test('what may happen to a payment can be asked', async () => {
    const id = await authorize(5000)
    const next = sandbox.possible({ resource: 'payments', id }).filter(({ possible }) => possible)
    expect(next.map(({ transition }) => transition)).toEqual(['capture', 'void', 'expire'])
  })
})

describe('time', () => {
  test('an authorization that nobody captures expires after seven days', async () => {
    const id = await authorize(5000)
    sandbox.clock.advance('6d')
    expect(sandbox.state.get('payments', id)?.value['status']).toBe('authorized')
    const { fired } = sandbox.clock.advance('1d')
    expect(fired.map(({ dueAt }) => new Date(dueAt).toISOString())).toEqual(['2026-01-08T00:00:00.000Z'])
    expect((await call('GET', `/payments/${id}`)).body['status']).toBe('expired')
    expect((await call('POST', `/payments/${id}/capture`)).status).toBe(409)
  })

  test('one that is captured in time does not', async () => {
    const id = await authorize(5000)
    sandbox.clock.advance('6d')
    await call('POST', `/payments/${id}/capture`)
    sandbox.clock.advance('30d')
    expect(sandbox.state.get('payments', id)?.value['status']).toBe('captured')
  })

  test('going back gives the future back as well', async () => {
    const id = await authorize(5000)
    const before = sandbox.snapshot()
    sandbox.clock.advance('8d')
    expect(sandbox.state.get('payments', id)?.value['status']).toBe('expired')
    sandbox.restore(before)
    await call('POST', `/payments/${id}/void`)
    sandbox.clock.advance('8d')
    expect(sandbox.state.get('payments', id)?.value['status']).toBe('voided')
  })
})

describe('places worth testing', () => {
  test('nsf: the account has no money', async () => {
    sandbox.apply('nsf', { customer: 'cus_aaaaaaaaaaaa' })
    const declined = await call('POST', '/payments', { ...mara, amount: 100 })
    expect(declined).toEqual({
      status: 402,
      body: { code: 'insufficient_funds', message: 'The account has no money for this.' }
    })
    const teo = await call('POST', '/payments', { ...mara, customer_id: 'cus_bbbbbbbbbbbb', amount: 100 })
    expect(teo.status).toBe(201)
  })

  test('expired-card: asked for by one request, true of that one', async () => {
    const headers = { 'sandbed-scenario': 'expired-card' }
    const declined = await call('POST', '/payments', { ...mara, amount: 100 }, headers)
    expect(declined.body['code']).toBe('expired_card')
    expect((await call('POST', '/payments', { ...mara, amount: 100 })).status).toBe(201)
  })

  test('credit-ladder: ninety days pass, and the limit has gone up three times', async () => {
    const { things } = sandbox.apply('credit-ladder', { limit: 1000 })
    const customer = things['customer']!
    expect(sandbox.state.get('customers', customer.id)?.value['credit_limit']).toBe(10_000)
    expect(new Date(sandbox.clock.now).toISOString()).toBe('2026-04-01T00:00:00.000Z')
    const pay = { amount: 10_001, currency: 'EUR', customer_id: customer.id }
    expect((await call('POST', '/payments', pay)).body['code']).toBe('limit_exceeded')
  })

  test('disputed: evidence is due in fourteen days', async () => {
    const { things } = sandbox.apply('disputed', { amount: 9900 })
    const { id } = things['dispute']!
    const late = sandbox.fork()

    await call('POST', `/disputes/${id}/evidence`, { evidence: 'A signed delivery note.' })
    sandbox.clock.advance('44d')
    expect((await call('GET', `/disputes/${id}`)).body['status']).toBe('won')

    late.clock.advance('14d')
    expect(late.state.get('disputes', id)?.value['status']).toBe('lost')
  })

  test('a magic amount is declined, and a fault is armed and cleared', async () => {
    expect((await call('POST', '/payments', { ...mara, amount: 4002 })).body['code']).toBe('card_declined')
    sandbox.faults.arm('acquirer-down')
    expect((await call('POST', '/payments', { ...mara, amount: 100 })).status).toBe(503)
    sandbox.faults.clear('acquirer-down')
    expect((await call('POST', '/payments', { ...mara, amount: 100 })).status).toBe(201)
  })
})

describe('webhooks', () => {
  test('a receiver is told what the description says it is told, signed', async () => {
    const sink = sandbox.webhooks.sink({ events: ['payment.*'] })
    const id = await authorize(5000)
    await call('POST', `/payments/${id}/capture`)
    const told = sink.all().filter(({ type }) => type === 'payment.captured')
    expect(told).toHaveLength(1)
    expect(told[0]!.json).toMatchObject({ type: 'payment.captured', payment: { id, status: 'captured' } })
    expect(sink.verify(told[0]!)).toMatchObject({ ok: true })
  })

  test('a receiver that is down is tried again for hours, in no time', async () => {
    const sink = sandbox.webhooks.sink({
      events: ['payment.expired'],
      answers: [500, 500, 503, 'no-response']
    })
    await authorize(5000)
    sandbox.clock.advance('8d')
    const minutes = sink.all().map(({ at }) => (at - Date.UTC(2026, 0, 8)) / 60_000)
    expect(minutes.map((one) => Math.round(one * 100) / 100)).toEqual([0, 0.08, 5.08, 35.08, 155.08])
    expect(new Set(sink.all().map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(sandbox.webhooks.deliveries()[0]?.status).toBe('succeeded')
  })
})
