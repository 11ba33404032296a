// Laws of what packs say about behaviour, whatever happens: the same inputs give the same bytes, and a snapshot gives the future back too.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shopOn, shopWith, type Shop } from '../../../test/support/shop.js'
import type { SimulationPack } from '../../index.js'

const pack: SimulationPack = {
  transitions: {
    pay: { resource: 'orders', from: 'open', to: 'paid', when: '=entity.total < 8' },
    void: { resource: 'orders', on: 'payOrder', to: 'closed' },
    ship: { resource: 'orders', from: 'paid', to: 'shipped', set: { note: '=string(now % 1000000)' } },
    close: { resource: 'orders', from: ['paid', 'shipped'], to: 'closed' },
    pack: {
      resource: 'orders',
      on: 'createParcel',
      id: '=request.body.order_id',
      from: ['open', 'paid'],
      set: { total: '=entity.total + request.body.weight' }
    }
  },
  timers: {
    ships: {
      resource: 'orders',
      after: 'pay',
      in: '=entity.total * 3600000',
      cancel: ['ship', 'close'],
      do: { transition: 'ship' }
    },
    grows: {
      resource: 'orders',
      after: ['create', 'pack'],
      in: '5h',
      every: '300d',
      when: '=entity.total < 20',
      do: { patch: { resource: 'orders', set: { total: '=entity.total + things.parcels.size()' } } }
    },
    stock: {
      in: 'P1D',
      every: '400d',
      do: { insert: { resource: 'orders', value: { total: '=things.orders.size()' } } }
    }
  },
  scenarios: {
    later: {
      parameters: { total: { default: 2 } },
      steps: [
        { insert: { resource: 'orders', value: { total: '=params.total' }, as: 'order' } },
        { advance: '2h' },
        { transition: { name: 'pay', id: '=order.id' } },
        { advance: 'P11Y' },
        { patch: { resource: 'orders', id: '=order.id', set: { note: 'late' } } }
      ]
    }
  }
}

type Step = readonly [what: string, one: number, two: number]
const steps = fc.array(
  fc.tuple(
    fc.constantFrom(
      'order',
      'parcel',
      'pay',
      'ship',
      'close',
      'delete',
      'change',
      'advance',
      'next',
      'apply'
    ),
    fc.nat(12),
    fc.nat(9)
  ),
  { maxLength: 25 }
)

/** Does one thing; what came of it. */
function play({ sandbox, send }: Shop, [what, one, two]: Step): unknown {
  const orders = sandbox.state.list('orders')
  const id = orders.length === 0 ? 'none' : orders[one % orders.length]!.id
  switch (what) {
    case 'order':
      return send('POST', '/orders', { total: two })
    case 'parcel':
      return send('POST', '/parcels', { order_id: id, weight: two })
    case 'delete':
      return send('DELETE', `/orders/${id}`)
    case 'change':
      return send('PATCH', `/orders/${id}`, { total: two })
    case 'advance':
      return sandbox.clock.advance(`${one * 60 + two}m`)
    case 'next':
      return sandbox.clock.next(one % 3)
    case 'apply':
      // One move goes no further than ten years: the scenario is left in the middle.
      return sandbox.apply('later', { total: one })
    default:
      return send('POST', `/orders/${id}/${what}`)
  }
}

/** Does all of it; what came of each step, and what is kept then. */
function playAll(shop: Shop, all: readonly Step[]): readonly string[] {
  const { sandbox } = shop
  return [
    // Ids of traces are of the running sandbox, not of what happens in it.
    ...all.map((step) =>
      JSON.stringify(play(shop, step), (name, value: unknown) => (name === 'traceId' ? null : value))
    ),
    JSON.stringify(sandbox.state.list('orders').map((entry) => sandbox.possible(entry))),
    sandbox.stateHash('everything')
  ]
}

describe('the laws', () => {
  it('the same inputs give the same bytes', () => {
    fc.assert(
      fc.property(steps, (all) => {
        expect(playAll(shopWith(pack), all)).toEqual(playAll(shopWith(pack), all))
      }),
      { numRuns: 25 }
    )
  })

  it('what goes on from a snapshot, a file or a fork is what would have gone on', () => {
    const base = shopWith(pack)
    fc.assert(
      fc.property(steps, steps, (before, after) => {
        base.sandbox.reset()
        playAll(base, before)
        const snapshot = base.sandbox.snapshot()
        const text = base.sandbox.exportSnapshot()
        const expected = playAll(base, after)
        const fresh = shopWith(pack).sandbox
        fresh.restore(fresh.importSnapshot(text))
        expect(playAll(shopOn(fresh), after)).toEqual(expected)
        expect(playAll(shopOn(base.sandbox.fork(snapshot)), after)).toEqual(expected)
      }),
      { numRuns: 25 }
    )
  })

  it('looking changes nothing', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const shop = shopWith(pack)
        playAll(shop, all)
        const hash = shop.sandbox.stateHash('everything')
        for (const entry of shop.sandbox.state.list('orders')) shop.sandbox.possible(entry)
        shop.sandbox.clock.timers()
        expect(shop.sandbox.stateHash('everything')).toBe(hash)
      }),
      { numRuns: 10 }
    )
  })
})

it('thousands of things that are due at one instant are all carried out', () => {
  const { sandbox, order } = shopWith({
    transitions: { close: { resource: 'orders', from: 'open', to: 'closed' } },
    timers: { tidy: { resource: 'orders', in: '7d', do: { transition: 'close' } } }
  })
  for (let i = 0; i < 3000; i++) order()
  const stopped = sandbox.clock.advance('7d')
  expect(stopped).toMatchObject({ status: 'stopped', reason: 'maxSameInstant', firedCount: 1000 })
  const rest = sandbox.clock.advance({ by: '7d', limits: { maxSameInstant: 5000 } })
  expect(rest).toMatchObject({ status: 'done', firedCount: 2000, failureCount: 0 })
  expect(new Set(sandbox.state.list('orders').map(({ value }) => value['status']))).toEqual(
    new Set(['closed'])
  )
})
