// Scenarios: their parameters, their steps, the time that they let pass, and what is left when one of their steps fails.
import { describe, expect, it } from 'vitest'
import { shopWith } from '../../../../test/support/shop.js'
import { isSandboxError, type ScenarioSpec, type SimulationStep } from '../../../index.js'

const transitions = {
  pay: { resource: 'orders', from: 'open', to: 'paid', set: { note: '=params.?note.orValue("-")' } },
  ship: { resource: 'orders', from: 'paid', to: 'shipped' }
}
const shop = (scenarios: { [name: string]: ScenarioSpec }) => shopWith({ transitions, scenarios })
const withSteps = (...steps: SimulationStep[]) => shop({ it: { steps } })
const insert: SimulationStep = { insert: { resource: 'orders', value: { total: 5 }, as: 'order' } }

/** The code and the message of what is thrown. */
function thrownBy(call: () => unknown): readonly [string, string] {
  try {
    call()
  } catch (error) {
    if (isSandboxError(error)) return [error.code, error.message]
    throw error
  }
  throw new Error('Nothing was thrown')
}

describe('the steps of a scenario', () => {
  it('put things there as seeds are, below their parents', () => {
    const { sandbox, send } = withSteps(insert, {
      insert: {
        resource: 'parcels',
        value: { order_id: '=order.id', weight: '=order.total * 2' },
        as: 'parcel'
      }
    })
    const { things, advanced } = sandbox.apply('it')
    expect(advanced).toBe(null)
    expect(things).toMatchObject({ order: { resource: 'orders' }, parcel: { resource: 'parcels' } })
    const { order, parcel } = things
    expect(send('GET', `/parcels/${parcel!.id}`)).toMatchObject({ order_id: order!.id, weight: 10 })
  })

  it('what they put there is as old as the moment', () => {
    const { sandbox } = withSteps(insert)
    sandbox.clock.advance('1d')
    expect(sandbox.apply('it').things['order']!.value['created_at']).toMatch(/^2026-01-02T/)
  })

  it('change, remove, and take through transitions with parameters', () => {
    const { sandbox, send } = withSteps(
      insert,
      { patch: { resource: 'orders', id: '=order.id', set: { total: '=entity.total + 1' } } },
      { transition: { name: 'pay', id: '=order.id', with: { note: '=string(order.total)' } } },
      { insert: { resource: 'orders', as: 'other' } },
      { remove: { resource: 'orders', id: '=other.id' } }
    )
    const { things } = sandbox.apply('it')
    expect(Object.keys(things)).toEqual(['order'])
    expect(send('GET', `/orders/${things['order']!.id}`)).toMatchObject({
      status: 'paid',
      total: 6,
      note: '6'
    })
    expect(sandbox.state.count('orders')).toBe(1)
  })

  it('start the timers that requests would start', () => {
    const { sandbox } = shopWith({
      transitions,
      timers: { ships: { resource: 'orders', after: 'pay', in: '1d', do: { transition: 'ship' } } },
      scenarios: { it: { steps: [insert, { transition: { name: 'pay', id: '=order.id' } }] } }
    })
    const { id } = sandbox.apply('it').things['order']!
    sandbox.clock.advance('1d')
    expect(sandbox.state.get('orders', id)?.value['status']).toBe('shipped')
  })

  it('that fail leave nothing behind, and say which and why', () => {
    const failing: readonly (readonly [SimulationStep, string])[] = [
      [{ transition: { name: 'ship', id: '=order.id' } }, 'This order is open; it must be paid'],
      [{ transition: { name: 'pay', id: 'none' } }, "There is no order 'none'"],
      [{ patch: { resource: 'orders', id: 'none', set: {} } }, "There is no order 'none'"],
      [{ remove: { resource: 'orders', id: 'none' } }, "There is no order 'none'"],
      [
        { patch: { resource: 'orders', id: '=order.id', set: { total: 'much' } } },
        'The order cannot become so: `total` must be a whole number'
      ],
      [
        { patch: { resource: 'orders', id: '=order.id', set: { id: 'mine' } } },
        '`id` is what the order is known by: it cannot be set'
      ],
      [{ insert: { resource: 'orders', value: { total: 'much' } } }, '`total` must be a whole number'],
      [
        { insert: { resource: 'orders', value: { id: '=order.id' } } },
        /^`id`: There is one with the id '.*' already/ as unknown as string
      ],
      [{ patch: { resource: 'orders', id: '=order.id', set: { note: '=order.nothing' } } }, 'nothing']
    ]
    for (const [step, why] of failing) {
      const { sandbox } = withSteps(insert, step)
      const before = sandbox.stateHash('everything')
      const [code, message] = thrownBy(() => sandbox.apply('it'))
      expect(code).toBe('step-failed')
      const told = /^The scenario 'it' was not applied\. Step 2 \(\w+\) failed: (.*)\.$/.exec(message)
      expect(told?.[1]).toMatch(why)
      expect(sandbox.stateHash('everything')).toBe(before)
    }
  })
})

describe('the parameters of a scenario', () => {
  const parameters = { total: {}, note: { default: 'none' } }
  const steps = [
    { insert: { resource: 'orders', value: { total: '=params.total', note: '=params.note' }, as: 'order' } }
  ]

  it('are given, or their defaults', () => {
    const { sandbox } = shop({ it: { parameters, steps } })
    expect(sandbox.apply('it', { total: 3 }).things['order']?.value).toMatchObject({ total: 3, note: 'none' })
    expect(sandbox.scenarios).toEqual([{ name: 'it', parameters, byRequest: false }])
  })

  it('that are missing or unknown are said, and so is a scenario that there is not', () => {
    const { sandbox } = shop({ it: { parameters, steps } })
    expect(thrownBy(() => sandbox.apply('it', { toString: 1 }))).toEqual([
      'invalid-parameters',
      "The scenario 'it' cannot be applied so: `total` has to be given, there is no `toString`. It takes: total, note."
    ])
    expect(thrownBy(() => sandbox.apply('is'))).toEqual([
      'unknown-scenario',
      "There is no scenario 'is'. Did you mean 'it'?"
    ])
    expect(thrownBy(() => sandbox.apply('it', { total: 1n }))[0]).toBe('invalid-parameters')
  })

  it('stay those that were given, whatever their owner does to them later', () => {
    const list = [1]
    const { sandbox } = shop({
      it: {
        parameters: { list: {} },
        steps: [
          { advance: '1d' },
          { insert: { resource: 'orders', value: { total: '=params.list.size()' }, as: 'order' } }
        ]
      }
    })
    sandbox.apply('it', { list })
    list.push(2)
    expect(sandbox.state.list('orders').map(({ value }) => value['total'])).toEqual([1])
  })
})

describe('a scenario that lets time pass', () => {
  const later = { insert: { resource: 'orders', value: { total: '=order.total + 1' }, as: 'later' } }
  const steps: SimulationStep[] = [insert, { advance: '1d' }, later, { advance: 'P1M' }]

  it('moves the clock as far as its steps say', () => {
    const { sandbox } = shop({ it: { steps } })
    const { things, advanced } = sandbox.apply('it')
    expect(advanced).toMatchObject({ status: 'done', firedCount: 1 })
    expect(new Date(sandbox.clock.now).toISOString()).toBe('2026-02-02T00:00:00.000Z')
    expect(things['later']?.value).toMatchObject({
      total: 6,
      created_at: expect.stringMatching(/^2026-01-02T/)
    })
  })

  it('tells of a step that fails on the way among the failures; what came before it stays', () => {
    const { sandbox } = withSteps(
      insert,
      { advance: '1d' },
      { transition: { name: 'ship', id: '=order.id' } }
    )
    const { things, advanced } = sandbox.apply('it')
    expect(advanced?.failures).toMatchObject([
      {
        kind: 'simulation.scenario',
        message: 'Step 3 (transition) failed: This order is open; it must be paid'
      }
    ])
    expect(Object.keys(things)).toEqual(['order'])
  })

  it('is data in the middle: a snapshot goes on with it', () => {
    // One move of the clock goes no further than ten years: the scenario stops in the middle.
    const { sandbox } = withSteps(insert, { advance: '11w' }, { advance: 'P11Y' }, later, { advance: '1d' })
    const { things, advanced } = sandbox.apply('it')
    expect(advanced).toMatchObject({ status: 'stopped', reason: 'maxSpan' })
    expect(Object.keys(things)).toEqual(['order'])
    expect(sandbox.clock.timers()).toMatchObject([{ payload: { scenario: 'it' } }])
    const other = sandbox.fork(sandbox.importSnapshot(sandbox.exportSnapshot()))
    for (const one of [sandbox, other]) one.clock.advance('P5Y')
    expect(other.stateHash('everything')).toBe(sandbox.stateHash('everything'))
    expect(other.state.list('orders').map(({ value }) => value['total'])).toEqual([5, 6])
  })
})
