// What the payments of `descriptions/bank-payments.yaml` go through, as a pack.
import type { SimulationPack } from '../../src/index.js'

/** The account that takes them. */
export const accountId = 'acc_0000000000000001'

/** Authorized, captured in parts, refunded, declined for want of money, and expired after seven days. */
export const paymentsPack: SimulationPack = {
  name: 'payments',
  resources: { accounts: { seed: [{ id: accountId, currency: 'EUR' }] } },
  transitions: {
    decline: {
      resource: 'payments',
      from: 'created',
      to: 'failed',
      on: 'authorizePayment',
      when: '=entity.amount == 402',
      set: { failure: { code: 'insufficient_funds', message: 'There is not enough money' } }
    },
    authorize: { resource: 'payments', from: 'created', to: 'authorized' },
    'capture-part': {
      resource: 'payments',
      from: ['authorized', 'partially_captured'],
      to: 'partially_captured',
      on: 'capturePayment',
      when: '=request.body.?amount.orValue(entity.amount) + entity.amount_captured < entity.amount',
      set: {
        amount_captured: '=entity.amount_captured + request.body.amount'
      }
    },
    capture: {
      resource: 'payments',
      from: ['authorized', 'partially_captured'],
      to: 'captured',
      when: '=entity.amount_captured + request.body.?amount.orValue(entity.amount - entity.amount_captured) == entity.amount',
      otherwise: { status: 422, message: 'More than what was authorized cannot be captured' },
      set: { amount_captured: '=entity.amount' }
    },
    cancel: { resource: 'payments', from: ['created', 'authorized'], to: 'canceled' },
    expire: { resource: 'payments', from: 'authorized', to: 'expired' },
    refund: {
      resource: 'payments',
      from: 'captured',
      on: 'refundPayment',
      id: '=request.path.payment_id',
      when: '=entity.amount_refunded + request.body.amount <= entity.amount_captured',
      set: { amount_refunded: '=entity.amount_refunded + request.body.amount' },
      emit: 'payment.refunded'
    }
  },
  timers: {
    'authorization-expires': {
      resource: 'payments',
      after: 'authorize',
      in: '7d',
      cancel: ['capture', 'capture-part', 'cancel'],
      do: { transition: 'expire' }
    }
  },
  scenarios: {
    'authorized-payment': {
      description: 'A payment that waits to be captured.',
      parameters: { amount: { default: 1000 } },
      steps: [
        {
          insert: {
            resource: 'payments',
            value: { account: accountId, amount: '=params.amount' },
            as: 'payment'
          }
        },
        { transition: { name: 'authorize', id: '=payment.id' } }
      ]
    },
    'expired-payment': {
      parameters: { amount: {} },
      steps: [
        {
          insert: {
            resource: 'payments',
            value: { account: accountId, amount: '=params.amount', reference: 'first' },
            as: 'first'
          }
        },
        { transition: { name: 'authorize', id: '=first.id' } },
        { advance: '8d' },
        {
          insert: {
            resource: 'payments',
            value: { account: accountId, amount: '=first.amount + 1', description: '=first.status' },
            as: 'second'
          }
        },
        { advance: '1d' },
        { patch: { resource: 'payments', id: '=second.id', set: { reference: '=first.id' } } }
      ]
    }
  }
}
