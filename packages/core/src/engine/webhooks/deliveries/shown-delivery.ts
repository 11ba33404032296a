// Deliveries as users see them: with the bodies that were sent, which are kept once for all attempts.
import type { AttemptVerdict } from '../../../effects/delivery/classify-attempt.js'
import { inKeyOrder } from '../../../internal/key-order.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import {
  deliveriesOf,
  deliveryIndexes,
  type AttemptRecord,
  type DeliveryRecord,
  type DeliveryStatus,
  type KeptDelivery
} from './delivery.js'
import { wantsEvent } from '../events/event-filter.js'
import { eventsOf } from '../events/event.js'
import { payloadOf } from './payload.js'

/** An attempt as users see it. */
export interface WebhookAttempt {
  /** From 1. */
  readonly number: number
  /** Epoch milliseconds of the sandbox's clock. */
  readonly at: number
  /** Epoch milliseconds of the host's clock, where it went over the network. */
  readonly sentAt?: number
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: { readonly [name: string]: string }
    /** The body exactly as it was signed and sent. */
    readonly body: string
  }
  /** `no-response`: refused, reset, not found, timed out, or not allowed. */
  readonly response:
    { readonly status: number; readonly body: string; readonly retryAfter?: string } | 'no-response'
  readonly verdict: AttemptVerdict
  /** Milliseconds that it took. */
  readonly elapsed: number
  /** A success that was sent once more, for an endpoint that is to get duplicates. */
  readonly duplicate?: true
}

/** A delivery as users see it. */
export interface WebhookDelivery {
  readonly id: string
  /** The id of the event, which is what receivers tell duplicates by. */
  readonly event: string
  readonly type: string
  /** The id of the endpoint. */
  readonly endpoint: string
  readonly status: DeliveryStatus
  /** Why it is not `succeeded`, where an answer does not say it. */
  readonly reason?: string
  readonly attempts: readonly WebhookAttempt[]
  /** When the next attempt is due, in epoch milliseconds of the sandbox's clock. */
  readonly nextAttemptAt?: number
}

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
  const method = eventsOf(world).get(delivery.eventSeq)?.method ?? 'POST'
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
      return shownAttempt(attempt, method, body)
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
  return event ? payloadOf(engine, event, style) : ''
}

function shownAttempt(attempt: AttemptRecord, method: string, body: string): WebhookAttempt {
  const { number, at, sentAt, url, headers, response, verdict, elapsed, duplicate } = attempt
  return {
    number,
    at,
    ...(sentAt !== null && { sentAt }),
    request: { method, url, headers: inKeyOrder(headers) as typeof headers, body },
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
