// Payments as a pack tells of them: what requests may do to them, and what time does.
import { describe, expect, it } from 'vitest'
import { description } from '../../../test/support/descriptions.js'
import { accountId, paymentsPack } from '../../../test/support/payments-pack.js'
import { bodyOf, post } from '../../../test/support/sandboxes.js'
import { createSandbox, type Trace } from '../../index.js'

const api = description('bank-payments.yaml')
const card = { type: 'card', number: '4242424242424242', exp_month: 12, exp_year: 2030, cvc: '123' }

/** A bank, and short ways to its payments. */
function bank() {
  const traces: Trace[] = []
  const sandbox = createSandbox({
    description: api,
    pack: paymentsPack,
    mode: 'stateful',
    onTrace: (trace) => traces.push(trace)
  })
  const base = '/v1/payments'
  const send = (url: string, body: unknown = {}) => {
    const response = sandbox.handle(post(url, body))
    return { ...bodyOf(response), $status: response.status }
  }
  const pay = (amount: number) => send(base, { account: accountId, amount, currency: 'EUR', method: card })
  const act = (id: string, action: string, body?: unknown) => send(`${base}/${id}/${action}`, body)
  return {
    sandbox,
    traces,
    pay,
    authorized(amount: number): string {
      const { id } = pay(amount)
      expect(act(id, 'authorize').status).toBe('authorized')
      return id
    },
    act,
    shown: (id: string) => bodyOf(sandbox.handle({ method: 'GET', url: `${base}/${id}` }))
  }
}

describe('payments', () => {
  it('a payment is authorized, captured and refunded', () => {
    const { pay, act, shown } = bank()
    const { id, $status } = pay(1000)
    expect($status).toBe(201)
    expect(act(id, 'authorize')).toMatchObject({ status: 'authorized', authorized_at: expect.any(String) })
    expect(act(id, 'capture', { amount: 400 })).toMatchObject({
      status: 'partially_captured',
      amount: 1000,
      amount_captured: 400
    })
    expect(act(id, 'capture')).toMatchObject({ status: 'captured', amount_captured: 1000 })
    expect(act(id, 'refund', { amount: 250 })).toMatchObject({ $status: 201, object: 'refund', amount: 250 })
    expect(shown(id)).toMatchObject({ status: 'captured', amount_refunded: 250 })
  })

  it('the trace says which transition was gone through', () => {
    const { pay, act, traces } = bank()
    const { id } = pay(1000)
    act(id, 'authorize')
    expect(traces.at(-1)!.notes).toContain(
      `payments '${id}' went through 'authorize': created -> authorized.`
    )
  })

  it('of two transitions on one operation the first that may happen does', () => {
    const { pay, act } = bank()
    expect(act(pay(402).id, 'authorize')).toMatchObject({
      status: 'failed',
      failure: { code: 'insufficient_funds' }
    })
  })

  it('a transition that may not happen is refused in the shape of the API, saying what was wanted', () => {
    const { authorized, act, sandbox } = bank()
    const id = authorized(1000)
    act(id, 'capture')
    const before = sandbox.stateHash('everything')
    const refused = act(id, 'cancel')
    expect(refused.$status).toBe(409)
    expect(JSON.stringify(refused)).toContain('This payment is captured; it must be created or authorized')
    expect(sandbox.stateHash('everything')).toBe(before)
  })

  it('the pack can say with which status and in which words it refuses', () => {
    const { authorized, act } = bank()
    const refused = act(authorized(1000), 'capture', { amount: 1001 })
    expect(refused.$status).toBe(422)
    expect(JSON.stringify(refused)).toContain('More than what was authorized cannot be captured')
  })

  it('an operation of another resource is refused as a whole', () => {
    const { authorized, act, sandbox } = bank()
    const id = authorized(1000)
    act(id, 'capture')
    const refused = act(id, 'refund', { amount: 1001 })
    expect(refused.$status).toBe(409)
    expect(JSON.stringify(refused)).toContain(
      "This payment may not go through 'refund': entity.amount_refunded + request.body.amount <= entity.amount_captured does not hold"
    )
    expect(sandbox.state.count('refunds')).toBe(0)
    expect(act('pay_0000000000000000', 'refund', { amount: 1 }).$status).toBe(404)
  })

  it('an authorization expires after seven days, unless it is captured', () => {
    const { authorized, act, shown, sandbox } = bank()
    const [left, taken] = [authorized(1000), authorized(2000)]
    sandbox.clock.advance('6d')
    act(taken, 'capture')
    expect(sandbox.clock.pending.count).toBe(1)
    const { fired } = sandbox.clock.advance('1d')
    expect(fired).toMatchObject([{ kind: 'simulation.timer', outcome: 'done' }])
    expect(shown(left).status).toBe('expired')
    expect(shown(taken).status).toBe('captured')
  })

  it('what may happen to a payment can be asked', () => {
    const { authorized, sandbox } = bank()
    const id = authorized(1000)
    const options = sandbox.possible(sandbox.state.get('payments', id)!)
    expect(options.map(({ transition, possible }) => [transition, possible])).toEqual([
      ['decline', false],
      ['authorize', false],
      ['capture-part', true],
      ['capture', true],
      ['cancel', true],
      ['expire', true],
      ['refund', false]
    ])
    expect(options[0]).toMatchObject({
      why: 'This payment is authorized; it must be created',
      from: ['created'],
      to: 'failed',
      operations: ['POST /payments/{payment_id}/authorize']
    })
  })

  it('a scenario brings a payment where it is wanted', () => {
    const { sandbox, shown } = bank()
    expect(sandbox.scenarios.map(({ name, parameters }) => [name, Object.keys(parameters)])).toEqual([
      ['authorized-payment', ['amount']],
      ['expired-payment', ['amount']]
    ])
    const { things, advanced } = sandbox.apply('authorized-payment')
    expect(advanced).toBe(null)
    expect(things['payment']).toMatchObject({
      resource: 'payments',
      value: { amount: 1000, status: 'authorized' }
    })
    expect(shown(things['payment']!.id)).toMatchObject({ amount: 1000, status: 'authorized' })
    expect(sandbox.clock.pending.count).toBe(1)
  })

  it('a scenario lets time pass, and what is due on the way happens', () => {
    const { sandbox } = bank()
    const start = sandbox.clock.now
    const { things, advanced } = sandbox.apply('expired-payment', { amount: 700 })
    expect(sandbox.clock.now - start).toBe(9 * 86_400_000)
    expect(advanced).toMatchObject({ status: 'done', firedCount: 3, failures: [] })
    expect(things).toMatchObject({
      first: { value: { amount: 700, status: 'expired' } },
      second: { value: { amount: 701, description: 'expired', reference: things['first']!.id } }
    })
  })
})
