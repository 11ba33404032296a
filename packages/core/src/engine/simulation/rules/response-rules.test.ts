// Answers in place of the usual ones: magic values.
import { describe, expect, it } from 'vitest'
import { bodyOf } from '../../../../test/support/sandboxes.js'
import { orderDesk } from '../../../../test/support/order-desk.js'

const rule = (when: string, respond: object, more: object = {}) => ({
  operation: 'addOrder',
  when,
  respond,
  ...more
})
const deskWith = (...responses: object[]) => orderDesk({ responses } as never)

describe('a response rule answers', () => {
  it('requests of its kind, and leaves the others alone', () => {
    const { order, sandbox, trace } = deskWith(
      rule('=request.body.amount == 4002', { status: 402, message: 'Too little' }, { name: 'poor' })
    )
    const poor = order('tea', {}, 4002)
    expect([poor.status, bodyOf(poor).error.message]).toEqual([402, 'Too little'])
    expect(trace()).toMatchObject({ rule: 'poor', provenance: 'rule' })
    expect(order('tea').status).toBe(201)
    expect(sandbox.state.count('orders')).toBe(1)
  })

  it('with the first that matches', () => {
    const { order } = deskWith(
      rule('=request.body.amount > 10', { status: 402, example: 'stolen' }),
      rule('=request.body.amount > 5', { status: 503 })
    )
    expect(bodyOf(order('tea', {}, 11)).error.code).toBe('stolen_card')
    expect([order('tea', {}, 6).status, order('tea', {}, 5).status]).toEqual([503, 201])
  })

  it('with a success of its own, in the media type and with the status that are declared', () => {
    const { order, send, trace } = deskWith(
      rule('=request.body.item == "tea"', {
        status: 201,
        body: { id: 'o1', item: '=request.body.item', amount: '=request.body.amount * 2', status: 'paid' }
      }),
      { operation: 'dropOrder', respond: { status: 204 } }
    )
    expect(bodyOf(order('tea', {}, 4))).toEqual({ id: 'o1', item: 'tea', amount: 8, status: 'paid' })
    expect(trace().notes).not.toContain(
      'The body breaks its schema; it was sent as it is because it was asked for.'
    )
    expect(send('DELETE', '/orders/nobody')).toMatchObject({ status: 204, body: null })
  })

  it('with what breaks the description too: the trace says so', () => {
    const { order, trace } = deskWith(rule('=true', { status: 201, body: { id: 1 } }))
    expect(bodyOf(order('tea'))).toEqual({ id: 1 })
    expect(trace().notes.join()).toContain('The body breaks its schema')
  })

  it('with an answer of the description where it has no body', () => {
    const { order } = deskWith(rule('=true', { status: 201 }))
    expect(bodyOf(order('tea'))).toMatchObject({ id: expect.any(String), item: expect.any(String) })
  })

  it('after faults, and before `Prefer`', () => {
    const { order, sandbox } = deskWith(rule('=true', { status: 402 }))
    expect(order('tea', { prefer: 'code=503' }).status).toBe(402)
    sandbox.faults.arm({ status: 503, count: 1 })
    expect([order('tea').status, order('tea').status]).toEqual([503, 402])
  })

  it('once for each idempotency key, headers and all', () => {
    const { order } = deskWith(rule('=true', { status: 402, headers: { 'X-Why': 'rule' } }, { count: 1 }))
    const key = { 'idempotency-key': 'k1' }
    const first = order('tea', key)
    expect([first.status, first.headers['x-why']]).toEqual([402, 'rule'])
    expect(order('tea', key)).toMatchObject({
      status: 402,
      body: first.body,
      headers: { 'x-why': 'rule', 'idempotency-replayed': 'true' }
    })
    expect(order('tea').status).toBe(201)
  })

  it('while a fault cuts it off or holds it up', () => {
    const { order, sandbox } = deskWith(rule('=true', { status: 402 }))
    const before = sandbox.clock.now
    sandbox.faults.arm({ delay: '3s', malformed: true })
    const response = order('tea')
    expect(response.status).toBe(402)
    expect(() => bodyOf(response)).toThrow(SyntaxError)
    expect(sandbox.clock.now - before).toBe(3000)
  })

  it('in other modes as well', () => {
    for (const mode of ['static', 'dynamic'] as const) {
      const { order } = orderDesk(
        { responses: [rule('=request.body.amount == 7', { status: 402 })] } as never,
        {
          mode
        }
      )
      expect([order('tea', {}, 7).status, order('tea', {}, 8).status]).toEqual([402, 201])
    }
  })

  it('is listed with what is in force, and goes by its name', () => {
    const { order, sandbox } = deskWith(
      rule('=true', { status: 402 }, { name: 'poor' }),
      rule('=true', { status: 503 })
    )
    expect(sandbox.faults.list().map(({ name, kind }) => [name, kind])).toEqual([
      ['poor', 'response'],
      ['response-2', 'response']
    ])
    sandbox.faults.clear()
    expect(order('tea').status).toBe(402)
    sandbox.faults.clear('poor')
    expect(order('tea').status).toBe(503)
    sandbox.faults.clear('responses')
    expect(order('tea').status).toBe(201)
    sandbox.reset()
    expect(order('tea').status).toBe(402)
  })

  it('functions of a pack in code answer too', () => {
    const { order } = orderDesk({
      responses: [
        {
          operation: 'addOrder',
          when: ({ request }) => (request!['body'] as { amount: number }).amount === 1,
          respond: { status: 402, body: { error: { code: 'one', message: () => 'made by code' } } }
        }
      ]
    })
    expect(bodyOf(order('tea', {}, 1)).error).toEqual({ code: 'one', message: 'made by code' })
    expect(order('tea', {}, 2).status).toBe(201)
  })
})
