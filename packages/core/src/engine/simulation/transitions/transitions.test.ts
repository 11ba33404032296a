// Transitions: what requests bring about in things, when they are refused, and what a thing is afterwards.
import { describe, expect, it } from 'vitest'
import { json, takes } from '../../../../test/support/descriptions.js'
import { bodyOf, post, sandboxOf } from '../../../../test/support/sandboxes.js'
import { shopWith } from '../../../../test/support/shop.js'
import { isSandboxError, type SimulationPack, type TransitionSpec } from '../../../index.js'

const with_ = (transitions: { [name: string]: TransitionSpec }, more: SimulationPack = {}) =>
  shopWith({ transitions, ...more })

describe('an action', () => {
  it('goes through the first transition that may happen, in place of what was inferred', () => {
    const { send, order } = with_({
      free: { resource: 'orders', to: 'closed', on: 'payOrder', when: '=entity.total == 0' },
      pay: { resource: 'orders', from: 'open', to: 'paid' }
    })
    expect(send('POST', `/orders/${order({ total: 0 })}/pay`).status).toBe('closed')
    expect(send('POST', `/orders/${order({ total: 1 })}/pay`).status).toBe('paid')
  })

  it('takes what is sent, unless the pack says what is set', () => {
    const plain = with_({ pay: { resource: 'orders', from: 'open', to: 'paid' } })
    expect(plain.send('POST', `/orders/${plain.order()}/pay`, { note: 'hi' }).note).toBe('hi')
    const set = with_({ pay: { resource: 'orders', to: 'paid', set: { total: '=entity.total + 1' } } })
    expect(
      set.send('POST', `/orders/${set.order({ total: 1, note: 'a' })}/pay`, { note: 'hi' })
    ).toMatchObject({
      note: 'a',
      total: 2
    })
  })

  it('has the time of the state, unless the pack says another', () => {
    const plain = with_({ pay: { resource: 'orders', to: 'paid' } })
    plain.sandbox.clock.advance('1d')
    const paid = plain.send('POST', `/orders/${plain.order()}/pay`)
    expect(paid.paid_at).toMatch(/^2026-01-02T/)
    const set = with_({ pay: { resource: 'orders', to: 'paid', set: { paid_at: '2020-01-01T00:00:00Z' } } })
    expect(set.send('POST', `/orders/${set.order()}/pay`).paid_at).toBe('2020-01-01T00:00:00Z')
  })

  it('is a change also where the thing stays as it is', () => {
    const { send, order } = with_({ ping: { resource: 'orders', on: 'shipOrder' } })
    const id = order()
    const before = send('GET', `/orders/${id}`)
    const after = send('POST', `/orders/${id}/ship`)
    expect(after.status).toBe('open')
    expect(after.updated_at > before.updated_at).toBe(true)
  })

  it('is refused where the state is another, whatever the pack says of the condition', () => {
    const { send, order } = with_({
      ship: {
        resource: 'orders',
        from: 'paid',
        to: 'shipped',
        when: '=entity.total > 0',
        otherwise: { status: 422, message: 'It costs nothing' }
      },
      pay: { resource: 'orders', to: 'paid' }
    })
    const [open, free] = [order(), order({ total: 0 })]
    expect(send('POST', `/orders/${open}/ship`)).toEqual({
      $status: 409,
      message: 'This order is open; it must be paid'
    })
    send('POST', `/orders/${free}/pay`)
    expect(send('POST', `/orders/${free}/ship`)).toEqual({ $status: 422, message: 'It costs nothing' })
    expect(send('POST', `/orders/${free}/pay`)).toEqual({
      $status: 409,
      message: 'This order is paid already'
    })
  })

  it('is refused where it cannot be told what becomes of the thing, or where that may not be', () => {
    const { send, order, sandbox } = with_({
      pay: { resource: 'orders', to: 'paid', set: { total: '=request.body.note.size()' } },
      ship: { resource: 'orders', to: 'shipped', set: { note: '="much too long for a note"' } },
      close: { resource: 'orders', to: 'closed', when: '=request.body.sure' }
    })
    const id = order()
    const before = sandbox.stateHash('everything')
    const pay = send('POST', `/orders/${id}/pay`)
    expect(pay.$status).toBe(422)
    expect(pay.message).toMatch(/^What 'pay' sets cannot be worked out: total: /)
    const ship = send('POST', `/orders/${id}/ship`)
    expect(ship.$status).toBe(422)
    expect(ship.message).toBe('The order cannot become so: `note` must have at most 10 characters')
    const close = send('POST', `/orders/${id}/close`)
    expect(close.$status).toBe(409)
    expect(close.message).toMatch(/^Whether this order may go through 'close' cannot be told: /)
    expect(sandbox.stateHash('everything')).toBe(before)
  })

  it('a thing that is not there is not found, as without a pack', () => {
    const { send } = with_({ pay: { resource: 'orders', to: 'paid' } })
    expect(send('POST', '/orders/none/pay').$status).toBe(404)
  })

  it('may be given functions', () => {
    const { send, order } = with_({
      pay: {
        resource: 'orders',
        to: 'paid',
        when: ({ entity }) => (entity?.['total'] as number) < 10,
        set: (draft, { request }) => {
          const { note } = request!['body'] as { note: string }
          draft['note'] = note.toUpperCase()
        }
      }
    })
    expect(send('POST', `/orders/${order({ total: 9 })}/pay`, { note: 'ok' })).toMatchObject({ note: 'OK' })
    expect(send('POST', `/orders/${order({ total: 10 })}/pay`, { note: 'ok' })).toEqual({
      $status: 409,
      message: "This order may not go through 'pay': its condition does not hold"
    })
  })
})

describe('other operations', () => {
  it('a create goes through a transition as part of the making: the thing is as old as it is young', () => {
    const { send } = with_({
      place: {
        resource: 'orders',
        to: 'paid',
        on: 'createOrder',
        set: { note: '=string(request.body.total)' }
      }
    })
    const made = send('POST', '/orders', { total: 7 })
    expect(made).toMatchObject({ $status: 201, status: 'paid', note: '7' })
    expect(made.updated_at).toBe(made.created_at)
    expect(made.paid_at).toBe(made.created_at)
    expect(send('GET', `/orders/${made.id}`)).toEqual({ ...made, $status: 200 })
  })

  it('a create is refused where none of its transitions may happen', () => {
    const { send, sandbox } = with_({
      place: { resource: 'orders', to: 'open', on: 'createOrder', when: '=request.body.total > 0' }
    })
    expect(send('POST', '/orders', { total: 0 }).$status).toBe(409)
    expect(sandbox.state.count('orders')).toBe(0)
  })

  it('an update does what it sends, and the transition on top', () => {
    const { send, order } = with_({
      edit: { resource: 'orders', from: 'open', on: 'changeOrder', set: { total: '=entity.total + 1' } },
      pay: { resource: 'orders', to: 'paid' }
    })
    const id = order({ total: 1 })
    expect(send('PATCH', `/orders/${id}`, { note: 'x' })).toMatchObject({ note: 'x', total: 2 })
    send('POST', `/orders/${id}/pay`)
    expect(send('PATCH', `/orders/${id}`, { note: 'y' })).toEqual({
      $status: 409,
      message: 'This order is paid; it must be open'
    })
  })

  it('an update by which clients say the state is the transition that leads there, and else none', () => {
    const text = { type: 'string' }
    const state = { type: 'string', enum: ['draft', 'live', 'gone'] }
    const page = {
      type: 'object',
      required: ['id', 'state'],
      properties: { id: text, title: text, state, note: text }
    }
    const change = { type: 'object', properties: { title: text, state } }
    const id = { name: 'page_id', in: 'path', required: true, schema: text }
    const sandbox = sandboxOf(
      {
        '/pages': {
          post: { requestBody: takes('application/json', change), responses: { '201': json(page) } }
        },
        '/pages/{page_id}': {
          parameters: [id],
          get: { responses: { '200': json(page) } },
          patch: {
            operationId: 'changePage',
            requestBody: takes('application/json', change),
            responses: { '200': json(page), '409': json({ type: 'object', properties: { message: text } }) }
          }
        }
      },
      {
        mode: 'stateful',
        pack: {
          transitions: {
            publish: { resource: 'pages', from: 'draft', to: 'live', on: 'changePage', set: { note: 'out' } },
            remove: { resource: 'pages', from: 'live', to: 'gone', on: 'changePage' }
          }
        }
      }
    )
    const { id: made } = bodyOf(sandbox.handle(post('/pages', { title: 'a', state: 'draft' })))
    const patch = (body: object) =>
      bodyOf(sandbox.handle({ ...post(`/pages/${made}`, body), method: 'PATCH' }))
    expect(patch({ title: 'b' })).toMatchObject({ title: 'b', state: 'draft' })
    expect(patch({ state: 'gone' }).message).toBe('This page is draft; it must be live')
    expect(patch({ state: 'live' })).toMatchObject({ state: 'live', note: 'out' })
    expect(patch({ state: 'live', title: 'c' })).toMatchObject({ state: 'live', title: 'c' })
  })

  it('a delete comes after its transition', () => {
    const { send, order } = with_({
      drop: { resource: 'orders', from: 'open', on: 'deleteOrder' },
      pay: { resource: 'orders', to: 'paid' }
    })
    const [open, paid] = [order(), order()]
    send('POST', `/orders/${paid}/pay`)
    expect(send('DELETE', `/orders/${open}`).$status).toBe(204)
    expect(send('DELETE', `/orders/${paid}`).$status).toBe(409)
    expect(send('GET', `/orders/${paid}`).$status).toBe(200)
  })

  it('an operation of another resource takes the thing that it names through', () => {
    const { send, order, traces, sandbox } = with_({
      pack: {
        resource: 'orders',
        from: 'open',
        to: 'shipped',
        on: 'createParcel',
        id: '=request.body.order_id',
        set: { total: '=things.parcels.size()' }
      }
    })
    const id = order()
    expect(send('POST', '/parcels', { order_id: id, weight: 1 }).$status).toBe(201)
    expect(traces.at(-1)!.notes).toContain(`orders '${id}' went through 'pack': open -> shipped.`)
    expect(send('GET', `/orders/${id}`)).toMatchObject({ status: 'shipped', total: 0 })
    expect(send('POST', '/parcels', { order_id: id, weight: 1 }).$status).toBe(409)
    expect(send('POST', '/parcels', { order_id: 'none', weight: 1 })).toEqual({
      $status: 404,
      message: "There is no order 'none'"
    })
    expect(sandbox.state.count('parcels')).toBe(1)
  })
})

describe('an operation that is about no resource', () => {
  it('does to others what the pack binds to it, and is answered as always', () => {
    const { send, order, traces } = with_(
      {
        settle: {
          resource: 'orders',
          from: 'open',
          to: 'closed',
          on: 'POST /orders/{order_id}/close',
          id: '=request.path.order_id'
        }
      },
      { operations: { closeOrder: { does: 'none' } } }
    )
    const id = order()
    expect(send('POST', `/orders/${id}/close`).$status).toBe(200)
    expect(traces.at(-1)!.notes).toContain(`orders '${id}' went through 'settle': open -> closed.`)
    expect(send('GET', `/orders/${id}`).status).toBe('closed')
    expect(send('POST', `/orders/${id}/close`).$status).toBe(409)
    expect(send('POST', '/orders/none/close').$status).toBe(404)
  })
})

describe('what is possible', () => {
  it('tells for each transition whether it may happen, and what only a request can tell', () => {
    const { sandbox, order } = with_({
      pay: { resource: 'orders', from: 'open', to: 'paid', description: 'It is paid' },
      close: { resource: 'orders', to: 'closed', when: '=request.body.sure' },
      weigh: { resource: 'parcels' }
    })
    const id = order()
    expect(sandbox.possible({ resource: 'orders', id })).toEqual([
      {
        transition: 'pay',
        description: 'It is paid',
        from: ['open'],
        to: 'paid',
        possible: true,
        operations: ['POST /orders/{order_id}/pay']
      },
      {
        transition: 'close',
        to: 'closed',
        possible: true,
        why: expect.stringContaining("Whether this order may go through 'close' cannot be told"),
        operations: ['POST /orders/{order_id}/close']
      }
    ])
  })

  it('cannot be asked of what is not there', () => {
    const { sandbox } = with_({})
    const codeOf = (resource: string): unknown => {
      try {
        return sandbox.possible({ resource, id: 'none' })
      } catch (error) {
        return isSandboxError(error) && error.code
      }
    }
    expect([codeOf('orders'), codeOf('nobody')]).toEqual(['unknown-entity', 'unknown-resource'])
  })
})
