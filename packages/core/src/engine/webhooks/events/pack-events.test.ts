// What a pack says about webhooks: endpoints that are there from the start, events of transitions, rules and steps, retries, style.
import { describe, expect, it } from 'vitest'
import { json } from '../../../../test/support/descriptions.js'
import { pay, send } from '../../../../test/support/payments.js'
import { sandboxOf } from '../../../../test/support/sandboxes.js'
import type { Sandbox, SimulationPack, WebhookSettings } from '../../../index.js'

const payment = {
  type: 'object',
  required: ['id', 'amount', 'status'],
  properties: {
    id: { type: 'string', readOnly: true },
    amount: { type: 'integer' },
    status: { type: 'string', enum: ['open', 'paid'], readOnly: true }
  }
}
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
const paths = {
  '/payments': {
    post: { operationId: 'createPayment', requestBody: json(payment), responses: { '201': json(payment) } }
  },
  '/payments/{id}': {
    parameters: [id],
    get: { responses: { '200': json(payment) } },
    patch: { requestBody: json(payment), responses: { '200': json(payment) } }
  },
  '/payments/{id}/pay': {
    parameters: [id],
    post: { operationId: 'payPayment', responses: { '200': json(payment) } }
  }
}

function sandboxWith(webhooks: WebhookSettings, more: Partial<SimulationPack> = {}): Sandbox {
  const transitions = {
    pay: { resource: 'payments', from: 'open', to: 'paid', on: 'payPayment', emit: ['payment.paid'] }
  }
  const pack: SimulationPack = { format: 'sandbed-pack', version: 1, transitions, webhooks, ...more }
  return sandboxOf(paths, { mode: 'stateful', pack })
}

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

describe('endpoints of a pack', () => {
  it('are there from the start, and after a reset', () => {
    const sandbox = sandboxWith({
      endpoints: [{ url: 'https://partner.example/', secret, events: ['payment.*'] }]
    })
    const before = sandbox.webhooks.endpoints()
    expect(before).toMatchObject([{ url: 'https://partner.example/', source: 'pack', events: ['payment.*'] }])
    sandbox.webhooks.remove(before[0]!.id)
    sandbox.reset()
    expect(sandbox.webhooks.endpoints()).toEqual(before)
    pay(sandbox)
    expect(sandbox.webhooks.deliveries()).toMatchObject([{ status: 'suppressed', type: 'payment.created' }])
  })

  it('that cannot be are refused', () => {
    const endpoints = [{ url: 'https://partner.example/', headers: { host: 'evil.example' } }]
    expect(() => sandboxWith({ endpoints })).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/invalid-(endpoint|pack)/) })
    )
  })

  it('have the style and the schedule of the pack unless they say others', () => {
    const sandbox = sandboxWith({ style: 'stripe', retries: ['1s', '2s'] })
    const sink = sandbox.webhooks.sink({ answers: 500 })
    pay(sandbox)
    sandbox.clock.advance('1d')
    expect(sink.all().map(({ at }) => (at - Date.UTC(2026, 0, 1)) / 1000)).toEqual([0, 1, 3])
    expect(sink.last()!.json).toMatchObject({ object: 'event' })
  })
})

describe('events of a pack', () => {
  it('of a transition are told in place of the change that it makes', () => {
    const sandbox = sandboxWith({})
    const sink = sandbox.webhooks.sink()
    const paid = pay(sandbox, 5)
    send(sandbox, 'POST', `/payments/${paid}/pay`)
    expect(send(sandbox, 'POST', `/payments/${paid}/pay`).status).toBeGreaterThanOrEqual(400)
    expect(sink.all().map(({ type }) => type)).toEqual(['payment.created', 'payment.paid'])
    expect(sink.last()!.json).toMatchObject({
      data: { id: paid, status: 'paid' },
      previous: { status: 'open' }
    })
  })

  it('of rules are told when their condition holds, with what they say', () => {
    const sandbox = sandboxWith({
      events: [
        {
          type: 'payment.raised',
          resource: 'payments',
          on: ['updated', 'pay'],
          when: '=entity.amount > previous.amount',
          data: { by: '=entity.amount - previous.amount' }
        },
        { type: 'payment.settled', resource: 'payments', on: 'pay' }
      ]
    })
    const sink = sandbox.webhooks.sink()
    const one = pay(sandbox, 5)
    send(sandbox, 'PATCH', `/payments/${one}`, { amount: 4 })
    send(sandbox, 'PATCH', `/payments/${one}`, { amount: 10 })
    send(sandbox, 'POST', `/payments/${one}/pay`)
    expect(sink.all().map(({ type, json: { data } }) => [type, data.by ?? data.status])).toEqual([
      ['payment.created', 'open'],
      ['payment.updated', 'open'],
      ['payment.raised', 6],
      ['payment.paid', 'paid'],
      ['payment.settled', 'paid']
    ])
  })

  it('of steps are told when they are taken, at the time of the timer', () => {
    const sandbox = sandboxWith(
      {},
      {
        timers: {
          due: {
            resource: 'payments',
            in: '1h',
            do: { emit: { type: 'payment.due', data: { id: '=entity.id' } } }
          }
        }
      }
    )
    const sink = sandbox.webhooks.sink({ events: ['payment.due'] })
    const due = pay(sandbox)
    sandbox.clock.advance('2h')
    expect(sink.all().map(({ at, json: { data } }) => [at, data])).toEqual([
      [Date.UTC(2026, 0, 1, 1), { id: due }]
    ])
    expect(sandbox.webhooks.events()[0]!.cause).toEqual({ kind: 'timer', name: 'due' })
  })

  it('are all there are where changes are not to be told', () => {
    const sandbox = sandboxWith({ changes: false })
    const sink = sandbox.webhooks.sink()
    send(sandbox, 'POST', `/payments/${pay(sandbox)}/pay`)
    expect(sink.all().map(({ type }) => type)).toEqual(['payment.paid'])
  })
})
