// One event on its way to one endpoint: deliveries and their attempts as records of the world.
import type { WebhookStyle } from '../../../effects/signatures/style.js'
import type { Collection } from '../../../state/collection.js'
import type { Index } from '../../../state/collection-index.js'
import type { World } from '../../../state/world.js'
import type { AttemptVerdict } from '../../../effects/delivery/classify-attempt.js'

/** The collection of the deliveries. */
export const deliveriesName = '$deliveries'

/**
 * - `pending`: an attempt is due, or will be;
 * - `succeeded`: an attempt was answered with 2xx;
 * - `failed`: a dead letter: the last attempt of the schedule failed, or the endpoint is gone (410);
 * - `suppressed`: it was not sent, because it may not leave the sandbox; `reason` says why;
 * - `cancelled`: its endpoint was disabled or removed before.
 */
export type DeliveryStatus = 'pending' | 'succeeded' | 'failed' | 'suppressed' | 'cancelled'

/** What was answered, or that nothing was. */
export interface KeptResponse {
  readonly status: number
  /** At most 256 characters of it. */
  readonly body: string
  readonly retryAfter: string | null
}

/** The record of an attempt. What it sent as a body follows from its event and its style. */
export interface AttemptRecord {
  /** From 1. */
  readonly number: number
  /** When it was made, in epoch milliseconds of the sandbox's clock. */
  readonly at: number
  /** The same by the host's clock, where it went over the network. */
  readonly sentAt: number | null
  readonly url: string
  readonly style: WebhookStyle
  readonly headers: { readonly [name: string]: string }
  readonly response: KeptResponse | null
  readonly verdict: AttemptVerdict
  /** Milliseconds that it took. */
  readonly elapsed: number
  /** A success that was sent once more, for an endpoint that is to get duplicates. */
  readonly duplicate: boolean
  /** Which arrival it was at its endpoint, where that is a sink. */
  readonly arrival: number | null
}

/** The record of a delivery. Plain JSON. */
export interface DeliveryRecord {
  readonly id: string
  /** The id and number of its event, and the id of its endpoint. */
  readonly event: string
  readonly eventSeq: number
  readonly type: string
  readonly endpoint: string
  readonly status: DeliveryStatus
  readonly reason: string | null
  readonly attempts: readonly AttemptRecord[]
  /** How many attempts there were before the schedule began anew. */
  readonly before: number
  /** The timer of the next attempt, and when it is due. */
  readonly timer: number | null
  readonly dueAt: number | null
}

/** A delivery with its number in the collection. */
export type KeptDelivery = readonly [seq: number, delivery: DeliveryRecord]

/** The deliveries of a world. */
export function deliveriesOf(world: World): Collection<DeliveryRecord> {
  return world.collection<DeliveryRecord>(deliveriesName)
}

type Deliveries = Collection<DeliveryRecord>

/** The ways by which deliveries are found. */
export const deliveryIndexes = {
  id: (deliveries: Deliveries): Index<DeliveryRecord> => deliveries.index('id', ({ id }) => [id]),
  event: (deliveries: Deliveries): Index<DeliveryRecord> => deliveries.index('event', ({ event }) => [event]),
  /** Those of an endpoint that are pending. */
  pending: (deliveries: Deliveries): Index<DeliveryRecord> =>
    deliveries.index('pending', ({ status, endpoint }) => (status === 'pending' ? [endpoint] : [])),
  /** By endpoint and number of an arrival, as `arrivalKey` prints them. */
  arrival: (deliveries: Deliveries): Index<DeliveryRecord> =>
    deliveries.index('arrival', ({ endpoint, attempts }) =>
      attempts.flatMap(({ arrival }) => (arrival === null ? [] : [arrivalKey(endpoint, arrival)]))
    )
}

/** The index key of an arrival at a sink. */
export function arrivalKey(endpoint: string, arrival: number): string {
  return `${endpoint} ${arrival}`
}

/** The delivery with an id. */
export function deliveryWithId(world: World, id: string): KeptDelivery | undefined {
  return deliveryIndexes.id(deliveriesOf(world)).first(id)
}
