// Changes become events: what they say, in which envelope, and that the verifiers receivers use take them.
import { verify as verifyOctokit } from '@octokit/webhooks-methods'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Stripe } from 'stripe'
import { Webhook as SvixWebhook } from 'svix'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { pay, paymentsSandbox, send } from '../../../../test/support/payments.js'

afterEach(() => {
  vi.useRealTimers()
})

describe('changes', () => {
  it('of things are events, with the thing as the API shows it', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink()
    const id = pay(sandbox, 5, { note: 'x', card_number: '4242' })
    send(sandbox, 'PATCH', `/payments/${id}`, { amount: 7 })
    send(sandbox, 'DELETE', `/payments/${id}`)
    expect(sink.all().map(({ json }) => json)).toEqual([
      {
        type: 'payment.created',
        timestamp: '2026-01-01T00:00:00.000Z',
        data: { id, amount: 5, note: 'x', created_at: '2026-01-01T00:00:00Z' }
      },
      {
        type: 'payment.updated',
        timestamp: '2026-01-01T00:00:00.000Z',
        data: { id, amount: 7, note: 'x', created_at: '2026-01-01T00:00:00Z' },
        previous: { amount: 5 }
      },
      {
        type: 'payment.deleted',
        timestamp: '2026-01-01T00:00:00.000Z',
        data: { id, amount: 7, note: 'x', created_at: '2026-01-01T00:00:00Z' }
      }
    ])
    expect(sandbox.webhooks.events().map(({ type, cause }) => `${type} by ${cause.name}`)).toEqual([
      'payment.created by POST /payments',
      'payment.updated by PATCH /payments/{id}',
      'payment.deleted by DELETE /payments/{id}'
    ])
  })

  it('that show nothing new, reads and refusals are none', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink()
    const id = pay(sandbox, 5)
    send(sandbox, 'GET', `/payments/${id}`)
    send(sandbox, 'GET', '/payments')
    send(sandbox, 'PATCH', `/payments/${id}`, { amount: 5 })
    send(sandbox, 'POST', '/payments', { amount: 'much' })
    send(sandbox, 'DELETE', '/payments/nobody')
    expect(sink.all().map(({ type }) => type)).toEqual(['payment.created'])
  })

  it('are not recorded as long as nobody wants them', () => {
    const sandbox = paymentsSandbox()
    pay(sandbox)
    sandbox.webhooks.disable(sandbox.webhooks.sink().id)
    sandbox.webhooks.sink({ events: ['refund.*'] })
    pay(sandbox)
    expect(sandbox.webhooks.events()).toEqual([])
    expect(sandbox.webhooks.deliveries()).toEqual([])
  })

  it('with more to tell than a payload may have tell the id', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink()
    const id = pay(sandbox, 1, { note: 'x'.repeat(300_000) })
    expect(sink.last()!.json).toMatchObject({ type: 'payment.created', data: { id } })
    expect(sink.last()!.body.length).toBeLessThan(1000)
    expect(sandbox.webhooks.events()[0]!.note).toMatch(/id only/)
  })

  it('with signs of every kind are UTF-8', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink()
    pay(sandbox, 1, { note: '\u2028\u0000🦊' })
    const received = sink.last()!
    expect(new TextDecoder('utf-8', { fatal: true }).decode(new TextEncoder().encode(received.body))).toBe(
      received.body
    )
    expect(received.json.data.note).toBe('\u2028\u0000🦊')
    expect(sink.verify(received).ok).toBe(true)
  })
})

describe('filters', () => {
  it.each([
    [['*'], true],
    [['payment.*'], true],
    [['*.created'], true],
    [['p*t.c*d'], true],
    [['refund.*', 'payment.created'], true],
    [['payment'], false],
    [['payment.created.*'], false],
    [['*created*created*'], false],
    [['payment.createdX'], false],
    [['payment.created*payment.created'], false]
  ])('%j: %s', (events, wanted) => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink({ events })
    pay(sandbox)
    expect(sink.all()).toHaveLength(wanted ? 1 : 0)
  })
})

describe('styles', () => {
  it('standard is taken by standardwebhooks and svix', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink({ answers: [500] })
    pay(sandbox)
    sandbox.clock.advance('5s')
    expect(sink.all()).toHaveLength(2)
    for (const { at, body, headers, json, id } of sink.all()) {
      vi.useFakeTimers({ toFake: ['Date'], now: at })
      expect(new StandardWebhook(sink.secret).verify(body, { ...headers })).toEqual(json)
      new SvixWebhook(sink.secret).verify(body, { ...headers })
      expect(headers['webhook-id']).toBe(id)
      expect(headers['webhook-timestamp']).toBe(String(at / 1000))
    }
  })

  it('stripe is an event object, taken by stripe', () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink({ style: 'stripe', events: ['payment.updated'] })
    const id = pay(sandbox, 5)
    send(sandbox, 'PATCH', `/payments/${id}`, { amount: 7 })
    const { at, body, headers, json } = sink.last()!
    vi.useFakeTimers({ toFake: ['Date'], now: at })
    const event = new Stripe('sk_test').webhooks.constructEvent(
      body,
      headers['stripe-signature']!,
      sink.secret
    )
    expect(event).toEqual(json)
    expect(json).toEqual({
      id: sandbox.webhooks.events()[0]!.id,
      object: 'event',
      api_version: '1',
      created: at / 1000,
      data: { object: expect.objectContaining({ id, amount: 7 }), previous_attributes: { amount: 5 } },
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type: 'payment.updated'
    })
  })

  it('github names the event in headers, taken by octokit', async () => {
    const sandbox = paymentsSandbox()
    const sink = sandbox.webhooks.sink({ style: 'github' })
    const id = pay(sandbox, 5)
    send(sandbox, 'PATCH', `/payments/${id}`, { amount: 7 })
    const { body, headers, json } = sink.last()!
    expect(await verifyOctokit(sink.secret, body, headers['x-hub-signature-256']!)).toBe(true)
    expect(json).toEqual({
      action: 'updated',
      payment: expect.objectContaining({ id, amount: 7 }),
      changes: { amount: { from: 5 } }
    })
    expect(headers).toMatchObject({ 'x-github-event': 'payment' })
    expect(headers['x-github-delivery']).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  })

  it('are those of the endpoint: one event in three of them', () => {
    const sandbox = paymentsSandbox()
    const sinks = (['standard', 'stripe', 'github'] as const).map((style) => sandbox.webhooks.sink({ style }))
    pay(sandbox)
    expect(new Set(sinks.map((sink) => sink.last()!.id)).size).toBe(1)
    expect(sinks.map((sink) => sink.verify(sink.last()!).ok)).toEqual([true, true, true])
  })
})
