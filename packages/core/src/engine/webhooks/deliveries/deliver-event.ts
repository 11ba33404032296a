// An event becomes deliveries: one to each endpoint that wants it, with a first attempt that is due now.
import { standardSchedule, type RetrySchedule } from '../../../effects/delivery/retry-schedule.js'
import { deriveKey, hashText } from '../../../internal/random.js'
import type { World } from '../../../state/world.js'
import { nowOf } from '../../../time/clock-state.js'
import type { Cause } from '../../changes.js'
import type { Engine } from '../../engine.js'
import { derivedId } from '../derived.js'
import { deliveriesName, deliveriesOf, type DeliveryRecord } from './delivery.js'
import {
  endpointsOf,
  sinkAt,
  withEndpointAt,
  type EndpointRecord,
  type KeptEndpoint
} from '../endpoints/endpoint.js'
import { wantsEvent } from '../events/event-filter.js'
import {
  eventsOf,
  mostPendingEvents,
  withEvent,
  withEventAt,
  type EventRecord,
  type NewEvent
} from '../events/event.js'
import { withAttemptAt } from './keep-delivery.js'
import { withoutOldEvents } from './without-old-events.js'

/** When attempts at an endpoint are repeated. */
export function scheduleOf({ simulation }: Engine, { retries }: EndpointRecord): RetrySchedule {
  return retries ?? simulation?.webhooks.retries ?? standardSchedule
}

/** The endpoints that want events of a type, in the order in which they were registered. */
export function listenersOf(world: World, type: string): readonly KeptEndpoint[] {
  return [...endpointsOf(world)].filter(([, { enabled, events }]) => enabled && wantsEvent(events, type))
}

/** The world with an event, and with its deliveries to some endpoints due now; without the oldest events that are more than are remembered. */
export function withEventTo(
  engine: Engine,
  world: World,
  event: NewEvent,
  cause: Cause,
  endpoints: readonly KeptEndpoint[]
): World {
  const kept = withEvent(engine, world, event, cause)
  return withoutOldEvents(withDeliveries(engine, kept.world, kept.seq, endpoints))
}

/** Callbacks to the URL of a sink go to that. Nothing fires here. */
function withDeliveries(
  engine: Engine,
  world: World,
  eventSeq: number,
  endpoints: readonly KeptEndpoint[]
): World {
  const event = eventsOf(world).get(eventSeq)!
  const told = withEventAt(world, eventSeq, { ...event, told: endpoints.length })
  return endpoints.reduce((next, kept) => {
    const sink = kept[1].source === 'callback' ? sinkAt(next, kept[1].url) : undefined
    return withDelivery(engine, next, eventSeq, event, sink ?? kept)
  }, told)
}

/** How long an event waits at most for the next one to overtake it. */
const longestHold = 5000

function withDelivery(
  engine: Engine,
  world: World,
  eventSeq: number,
  { id: event, type }: EventRecord,
  [endpointSeq, endpoint]: KeptEndpoint
): World {
  const deliveries = deliveriesOf(world)
  const delivery: DeliveryRecord = {
    id: derivedId(engine, 'dlv_', deliveries.next),
    event,
    eventSeq,
    type,
    endpoint: endpoint.id,
    // What makes it pending counts it.
    status: 'cancelled',
    reason: null,
    attempts: [],
    before: 0,
    timer: null,
    dueAt: null
  }
  const isFull = eventsOf(world).size > mostPendingEvents
  const reason = `There are ${mostPendingEvents} events whose deliveries are pending.`
  const { collection, seq } = deliveries.insert(
    isFull ? { ...delivery, status: 'suppressed', reason } : delivery
  )
  const kept = world.withCollection(deliveriesName, collection)
  if (isFull) return kept
  const due = nowOf(world, engine.options.now) + (scheduleOf(engine, endpoint)[0] ?? 0)
  if (endpoint.mode !== 'out-of-order') return withAttemptAt(engine, kept, [seq, delivery], due) ?? kept
  const held = endpoint.held === null ? undefined : deliveries.get(endpoint.held)
  const isHeld = held?.status === 'pending' && held.attempts.length === 0
  const coin = deriveKey(hashText(event, engine.seedKey), endpointSeq) % 2 === 0
  if (!isHeld && coin) {
    const waits = withEndpointAt(kept, endpointSeq, { ...endpoint, held: seq })
    return withAttemptAt(engine, waits, [seq, delivery], due + longestHold) ?? kept
  }
  const sent = withAttemptAt(engine, kept, [seq, delivery], due) ?? kept
  if (!isHeld) return sent
  const free = withEndpointAt(sent, endpointSeq, { ...endpoint, held: null })
  return withAttemptAt(engine, free, [endpoint.held!, held], due) ?? free
}
