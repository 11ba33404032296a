// What happened long ago is forgotten: events, and what became of them.
import type { World } from '../../../state/world.js'
import { eventsName, eventsOf } from '../events/event.js'
import { deliveriesName, deliveriesOf, deliveryIndexes } from './delivery.js'

/** How many events are remembered, beside those with pending deliveries. */
export const mostEvents = 10_000
const mostEndpointsOfEvent = 1000

/** The world without the oldest events that are more than are remembered, and without their deliveries, none of which is pending. */
export function withoutOldEvents(world: World): World {
  let pruned = world
  while (eventsOf(pruned).size > mostEvents) {
    const events = eventsOf(pruned)
    const oldest = events.index('idle', ({ pending }) => (pending === 0 ? [''] : [])).first('')
    if (!oldest) return pruned
    const [seq, { id }] = oldest
    let deliveries = deliveriesOf(pruned)
    for (const [number] of deliveryIndexes.event(deliveries).page(id, 0, mostEndpointsOfEvent))
      deliveries = deliveries.delete(number)
    pruned = pruned
      .withCollection(deliveriesName, deliveries)
      .withCollection(eventsName, eventsOf(pruned).delete(seq))
  }
  return pruned
}
