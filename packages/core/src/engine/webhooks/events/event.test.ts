// How many events are remembered, and which.
import { expect, it } from 'vitest'
import { api } from '../../../../test/support/descriptions.js'
import { compile } from '../../../index.js'
import { loadRelease, readRelease } from '../../../release/load-release.js'
import { begin } from '../../sandbox/begin.js'
import { emitEvent } from '../emit-events.js'
import { deliveriesOf } from '../deliveries/delivery.js'
import { mostEvents, withoutOldEvents } from '../deliveries/without-old-events.js'
import { eventsName, eventsOf, mostPendingEvents, withEvent } from './event.js'
import { withEndpoint } from '../endpoints/register.js'

const cause = { kind: 'start', hops: 0 } as const

it('the oldest are forgotten with their deliveries, but for those that are still to be delivered', () => {
  const { engine, world: empty } = begin(readRelease(loadRelease(compile(api({})).release!)), {})
  const script = { answers: [], always: null, arrived: 0, cleared: 0 }
  let { world } = withEndpoint(engine, empty, { url: 'sink://1' }, 'user', script)
  // Nothing fires here: these stay pending.
  for (let n = 0; n < 3; n++) world = emitEvent(engine, world, { type: `pending.${n}` }, cause)
  for (let n = 0; n < mostEvents + 5; n++)
    world = withoutOldEvents(withEvent(engine, world, { type: `told.${n}`, data: n }, cause).world)
  const types = [...eventsOf(world)].map(([, { type }]) => type)
  expect(types).toHaveLength(mostEvents)
  expect(types.slice(0, 5)).toEqual(['pending.0', 'pending.1', 'pending.2', 'told.8', 'told.9'])
  expect(deliveriesOf(world).size).toBe(3)
})

it('with too many that are still to be delivered, no more are', () => {
  const { engine, world: empty } = begin(readRelease(loadRelease(compile(api({})).release!)), {})
  const script = { answers: [], always: null, arrived: 0, cleared: 0 }
  const { world: heard } = withEndpoint(engine, empty, { url: 'sink://1' }, 'user', script)
  const { world: one } = withEvent(engine, heard, { type: 'x', data: 1 }, cause)
  const pending = Array.from({ length: mostPendingEvents }, () => ({ ...eventsOf(one).get(0)!, pending: 1 }))
  const full = one.withCollection(eventsName, eventsOf(one).insertMany(pending))
  const after = emitEvent(engine, full, { type: 'y' }, cause)
  expect(eventsOf(after).size).toBe(mostPendingEvents)
  expect(deliveriesOf(after).size).toBe(0)
})

it('an event keeps JSON only, with its members in the one order', () => {
  const { engine, world } = begin(readRelease(loadRelease(compile(api({})).release!)), {})
  const data = { z: Number.NaN, id: 1, a: undefined, f: () => 1, list: [undefined] }
  const kept = eventsOf(withEvent(engine, world, { type: 'x', data }, cause).world).get(0)!
  expect(JSON.stringify(kept.data)).toBe('{"id":1,"list":[null],"z":null}')
})
