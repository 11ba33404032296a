// Deliveries as users see them: with the bodies that were sent, which are kept once for all attempts.
import { inKeyOrder } from '../../internal/key-order.js'
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import {
  deliveriesOf,
  deliveryIndexes,
  type AttemptRecord,
  type DeliveryRecord,
  type DeliveryStatus,
  type KeptDelivery,
  type WebhookAttempt,
  type WebhookDelivery
} from './delivery.js'
import { wantsEvent } from './event-filter.js'
import { eventsOf } from './event.js'
import { payloadOf } from './payload.js'

/** Which deliveries: all that is said must hold. */
export interface DeliveryFilter {
  /** The id of an event. */
  readonly event?: string
  /** The id of an endpoint. */
  readonly endpoint?: string
  /** The type of the event, with `*` for anything. */
  readonly type?: string
  readonly status?: DeliveryStatus
}

/** The deliveries that a filter takes, oldest first. */
export function deliveriesFor(world: World, filter: DeliveryFilter = {}): readonly KeptDelivery[] {
  const { event, endpoint, type, status } = filter
  const deliveries = deliveriesOf(world)
  const from =
    event === undefined ? deliveries : deliveryIndexes.event(deliveries).page(event, 0, deliveries.size)
  return [...from].filter(
    ([, one]) =>
      (endpoint === undefined || one.endpoint === endpoint) &&
      (status === undefined || one.status === status) &&
      (type === undefined || wantsEvent([type], one.type))
  )
}

/** Shows a delivery. */
export function shownDelivery(engine: Engine, world: World, delivery: DeliveryRecord): WebhookDelivery {
  const { id, event, type, endpoint, status, reason, attempts, dueAt } = delivery
  const bodies = new Map<string, string>()
  return {
    id,
    event,
    type,
    endpoint,
    status,
    ...(reason !== null && { reason }),
    attempts: attempts.map((attempt) => {
      const { style } = attempt
      const body = bodies.get(style) ?? bodyOf(engine, world, delivery, attempt)
      bodies.set(style, body)
      return shownAttempt(attempt, body)
    }),
    ...(dueAt !== null && { nextAttemptAt: dueAt })
  }
}

/** The body that an attempt sent. */
export function bodyOf(
  engine: Engine,
  world: World,
  { eventSeq }: DeliveryRecord,
  { style }: AttemptRecord
): string {
  const event = eventsOf(world).get(eventSeq)
  return event ? payloadOf(engine, world, event, style) : ''
}

function shownAttempt(attempt: AttemptRecord, body: string): WebhookAttempt {
  const { number, at, sentAt, url, headers, response, verdict, elapsed, duplicate } = attempt
  return {
    number,
    at,
    ...(sentAt !== null && { sentAt }),
    request: { url, headers: inKeyOrder(headers) as typeof headers, body },
    response: response
      ? {
          status: response.status,
          body: response.body,
          ...(response.retryAfter !== null && { retryAfter: response.retryAfter })
        }
      : 'no-response',
    verdict,
    elapsed,
    ...(duplicate && { duplicate })
  }
}
