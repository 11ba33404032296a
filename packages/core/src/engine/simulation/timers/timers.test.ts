// Timers of a pack: what starts them, what cancels them, when they fire, and what becomes of those that cannot be carried out.
import { describe, expect, it } from 'vitest'
import { shopWith } from '../../../../test/support/shop.js'
import type { SimulationPack, TimerSpec } from '../../../index.js'

const pay = { resource: 'orders', from: 'open', to: 'paid' }
const ship = { resource: 'orders', from: 'paid', to: 'shipped' }
const close = { resource: 'orders', to: 'closed' }
const day = 86_400_000

const shop = (timers: { [name: string]: TimerSpec }, more: SimulationPack = {}) =>
  shopWith({ transitions: { pay, ship, close }, timers, ...more })

describe('a timer', () => {
  it('is started by the making of a thing, and carried out at its instant', () => {
    const { sandbox, send, order } = shop({
      tidy: { resource: 'orders', in: '2d', do: { transition: 'close' } }
    })
    const start = sandbox.clock.now
    sandbox.clock.advance('1d')
    const id = order()
    expect(sandbox.clock.timers()).toMatchObject([{ kind: 'simulation.timer', dueAt: start + 3 * day }])
    expect(sandbox.clock.advance('1d').firedCount).toBe(0)
    expect(sandbox.clock.advance('1d').fired).toMatchObject([{ dueAt: start + 3 * day, outcome: 'done' }])
    expect(send('GET', `/orders/${id}`).status).toBe('closed')
  })

  it('is started by transitions, again by each, and cancelled by others', () => {
    const { sandbox, send, order } = shop(
      {
        late: {
          resource: 'orders',
          after: ['pay', 'nudge'],
          in: '2d',
          cancel: 'ship',
          do: { transition: 'close' }
        }
      },
      { transitions: { pay, ship, close, nudge: { resource: 'orders', on: 'changeOrder' } } }
    )
    const [left, shipped] = [order(), order()]
    expect(sandbox.clock.pending.count).toBe(0)
    for (const id of [left, shipped]) send('POST', `/orders/${id}/pay`)
    sandbox.clock.advance('1d')
    send('PATCH', `/orders/${left}`, { total: 1 })
    expect(sandbox.clock.pending.count).toBe(2)
    send('POST', `/orders/${shipped}/ship`)
    expect(sandbox.clock.pending.count).toBe(1)
    sandbox.clock.advance('1d')
    expect(send('GET', `/orders/${left}`).status).toBe('paid')
    sandbox.clock.advance('1d')
    expect(send('GET', `/orders/${left}`).status).toBe('closed')
    expect(send('GET', `/orders/${shipped}`).status).toBe('shipped')
  })

  it('goes with its thing', () => {
    const { sandbox, send, order } = shop({
      one: { resource: 'orders', in: '2d', do: { transition: 'close' } },
      two: { resource: 'orders', every: '1d', do: { emit: { type: 'order.waits' } } }
    })
    const [gone] = [order(), order()]
    expect(sandbox.clock.pending.count).toBe(4)
    send('DELETE', `/orders/${gone}`)
    expect(sandbox.clock.pending.count).toBe(2)
  })

  it('may be due at what is worked out from the thing', () => {
    const { sandbox, order } = shop({
      span: { resource: 'orders', in: '=string(entity.total) + "d"', do: { transition: 'close' } },
      ms: { resource: 'orders', in: '=entity.total * 1000', do: { transition: 'close' } },
      at: { resource: 'orders', at: '=entity.note', do: { transition: 'close' } },
      past: { resource: 'orders', after: 'pay', at: '2020-01-01T00:00:00Z', do: { transition: 'close' } }
    })
    const { now } = sandbox.clock
    order({ total: 5, note: 'soon' })
    const due = sandbox.clock.timers().map(({ dueAt }) => dueAt - now)
    expect(due).toEqual([1, 5000, 5 * day])
  })

  it('that cannot be set says so at the next move of the clock, and keeps nothing from happening', () => {
    const { sandbox, order } = shop({
      broken: { resource: 'orders', in: '=entity.note', do: { transition: 'close' } }
    })
    expect(order({ note: 'soon' })).toEqual(expect.any(String))
    expect(sandbox.clock.timers()).toMatchObject([
      { payload: { timer: 'broken', fault: expect.any(String) } }
    ])
    expect(sandbox.clock.advance('1s').failures.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The timer 'broken' was not set\. 'soon' is not a span of time/)
    ])
  })

  it('looks at its condition when it fires', () => {
    const { sandbox, send, order } = shop({
      tidy: { resource: 'orders', in: '1d', when: '=entity.status == "open"', do: { transition: 'close' } }
    })
    const [open, paid] = [order(), order()]
    send('POST', `/orders/${paid}/pay`)
    expect(sandbox.clock.advance('1d').fired.map(({ outcome }) => outcome)).toEqual(['done', 'skipped'])
    expect(send('GET', `/orders/${open}`).status).toBe('closed')
    expect(send('GET', `/orders/${paid}`).status).toBe('paid')
  })

  it('that fails has done nothing, and holds up nothing', () => {
    const { sandbox, send, order } = shop({
      tidy: {
        resource: 'orders',
        in: '1d',
        do: [{ patch: { resource: 'orders', set: { note: 'late' } } }, { transition: 'ship' }]
      }
    })
    const [open, paid] = [order(), order()]
    send('POST', `/orders/${paid}/pay`)
    const { fired, failures } = sandbox.clock.advance('1d')
    expect(fired.map(({ outcome }) => outcome)).toEqual(['failed', 'done'])
    expect(failures.map(({ message }) => message)).toEqual([
      'Step 2 (transition) failed: This order is open; it must be paid'
    ])
    expect(send('GET', `/orders/${open}`)).toMatchObject({ status: 'open', note: null })
    expect(send('GET', `/orders/${paid}`)).toMatchObject({ status: 'shipped', note: 'late' })
  })

  it('recurs from where it began, in steps of the calendar', () => {
    const { sandbox, order } = shopWith({
      clock: { start: '2026-01-31T00:00:00Z' },
      timers: {
        bill: {
          resource: 'orders',
          in: 'P1M',
          every: 'P1M',
          do: { insert: { resource: 'parcels', value: { order_id: '=entity.id', weight: '=now' } } }
        }
      }
    })
    order()
    sandbox.clock.advance('P4M')
    const days = sandbox.state
      .list('parcels')
      .map(({ value }) => new Date(value['weight'] as number).toISOString().slice(0, 10))
    expect(days).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'])
  })

  it('can start another, by what its steps do', () => {
    const { sandbox, send, order } = shop({
      pays: { resource: 'orders', in: '1d', do: { transition: 'pay' } },
      ships: { resource: 'orders', after: 'pay', in: '1d', do: { transition: 'ship' } }
    })
    const id = order()
    expect(sandbox.clock.advance('2d').firedCount).toBe(2)
    expect(send('GET', `/orders/${id}`).status).toBe('shipped')
  })

  it('of a thing that is there from the start runs from the start', () => {
    const { sandbox } = shop(
      { tidy: { resource: 'orders', in: '1d', do: { transition: 'close' } } },
      { resources: { orders: { seed: [{ id: 'one', total: 1 }] } } }
    )
    sandbox.clock.advance('1d')
    expect(sandbox.state.get('orders', 'one')?.value['status']).toBe('closed')
  })

  it('of the sandbox itself may be due at an instant, for once or from there on; one that has passed is now', () => {
    const insert = (note: string) => ({ insert: { resource: 'orders', value: { total: 1, note } } })
    const { sandbox } = shopWith({
      timers: {
        once: { at: '2026-01-10T12:00:00Z', do: insert('once') },
        monthly: { at: '2026-01-31T00:00:00Z', every: 'P1M', do: insert('monthly') },
        past: { at: '2020-01-01T00:00:00Z', do: insert('past') }
      }
    })
    const { fired } = sandbox.clock.advance({ to: '2026-03-31T00:00:00Z' })
    expect(fired.map(({ dueAt }) => new Date(dueAt).toISOString().slice(0, 16))).toEqual([
      '2026-01-01T00:00',
      '2026-01-10T12:00',
      '2026-01-31T00:00',
      '2026-02-28T00:00',
      '2026-03-31T00:00'
    ])
    const notes = sandbox.state.list('orders').map(({ value }) => value['note'])
    expect(notes).toEqual(['past', 'once', 'monthly', 'monthly', 'monthly'])
  })

  it('of the sandbox itself starts with it', () => {
    const { sandbox } = shopWith({
      timers: { daily: { every: '1d', do: { insert: { resource: 'orders', value: { total: 1 } } } } }
    })
    sandbox.clock.advance('3d')
    expect(sandbox.state.count('orders')).toBe(3)
    sandbox.reset()
    sandbox.clock.advance('1d')
    expect(sandbox.state.count('orders')).toBe(1)
  })
})
