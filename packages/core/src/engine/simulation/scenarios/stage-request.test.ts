// Scenarios that requests ask for by header.
import { describe, expect, it } from 'vitest'
import { bodyOf } from '../../../../test/support/sandboxes.js'
import { orderDesk } from '../../../../test/support/order-desk.js'

const pack = {
  scenarios: {
    nsf: { byRequest: true, steps: [{ respond: { operation: 'addOrder', respond: { status: 402 } } }] },
    full: {
      byRequest: true,
      parameters: { item: {}, amount: { default: 1 } },
      steps: [
        { insert: { resource: 'orders', value: { item: '=params.item', amount: '=params.amount' } } },
        { fault: { operation: 'addOrder', status: 503 } }
      ]
    },
    calm: { byRequest: true, steps: [{ clear: 'faults' }] },
    wrong: { byRequest: true, steps: [{ remove: { resource: 'orders', id: 'nobody' } }] },
    private: { steps: [{ fault: { status: 503 } }] }
  }
} as const
const asking = (scenario: string) => ({ 'sandbed-scenario': scenario })

describe('a request asks for a scenario', () => {
  it('and what it puts in force holds for that request alone', () => {
    const { order, trace, sandbox } = orderDesk(pack)
    expect(order('tea', asking('nsf')).status).toBe(402)
    expect(trace().rule).not.toBe(null)
    expect(order('tea').status).toBe(201)
    expect(sandbox.faults.list()).toEqual([])
  })

  it('and what it changes stays', () => {
    const { order, sandbox } = orderDesk(pack)
    expect(order('tea', asking('full; item="gin"; amount=4')).status).toBe(503)
    expect(sandbox.state.list('orders').map(({ value }) => value)).toMatchObject([{ item: 'gin', amount: 4 }])
  })

  it('and what was in force before is in force again after it', () => {
    const { order, sandbox } = orderDesk(pack)
    sandbox.faults.arm({ name: 'down', status: 503 })
    const before = sandbox.stateHash('everything')
    expect(order('tea', { ...asking('calm'), prefer: 'code=201' }).status).toBe(201)
    expect(sandbox.stateHash('everything')).toBe(before)
    expect(order('tea').status).toBe(503)
  })

  it('and reads that only do that change nothing', () => {
    const { list, sandbox } = orderDesk(pack)
    const before = sandbox.stateHash('everything')
    expect(list(asking('nsf')).status).toBe(200)
    expect(sandbox.stateHash('everything')).toBe(before)
  })

  it('each time, also where answers are remembered', () => {
    for (const mode of ['static', 'stateful'] as const) {
      const { list, sandbox } = orderDesk(pack, { mode })
      const headers = asking('full; item=tea')
      for (let i = 0; i < 3; i++) list(headers)
      expect([mode, sandbox.state.count('orders')]).toEqual([mode, 3])
      list()
      expect([mode, sandbox.state.count('orders')]).toEqual([mode, 3])
    }
  })

  it('once for each idempotency key', () => {
    const { order, sandbox } = orderDesk({
      scenarios: { more: { byRequest: true, steps: [{ insert: { resource: 'orders' } }] } }
    })
    const headers = { ...asking('more'), 'idempotency-key': 'k' }
    const [first, second] = [order('tea', headers), order('tea', headers)]
    expect(second.body).toEqual(first.body)
    expect(sandbox.state.count('orders')).toBe(2)
  })

  it.each([
    ['nobody', 'There is no scenario nobody that requests may ask for; there are: nsf, full, calm, wrong'],
    ['private', 'There is no scenario private'],
    ['full', '`item` has to be given. It takes: item, amount'],
    ['nsf; item=1', 'there is no `item`. It takes no parameters'],
    ['wrong', 'Step 1 (remove) failed'],
    ['', 'is not of the form'],
    ['nsf, full', 'is not of the form'],
    ['12', 'is not of the form'],
    ['nsf; item=', 'is not of the form']
  ])('%j is refused', (header, why) => {
    const { order, sandbox } = orderDesk(pack)
    const before = sandbox.stateHash('everything')
    const response = order('tea', asking(header))
    expect([response.status, bodyOf(response).detail]).toEqual([400, expect.stringContaining(why)])
    expect(bodyOf(response).type).toBe('https://sandbed.dev/problems/invalid-scenario')
    expect(sandbox.stateHash('everything')).toBe(before)
  })

  it('where there is no pack, it is refused too', () => {
    const { order } = orderDesk()
    expect(bodyOf(order('tea', asking('nsf'))).detail).toContain('there are none')
  })
})
