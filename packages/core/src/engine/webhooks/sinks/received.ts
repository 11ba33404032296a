// What a receiver within the sandbox got: read from the log of deliveries, so that a restore takes it back and a fork has its own.
import { inKeyOrder } from '../../../internal/key-order.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import { arrivalKey, deliveriesOf, deliveryIndexes } from '../deliveries/delivery.js'
import { endpointWithId } from '../endpoints/endpoint.js'
import { bodyOf } from '../deliveries/shown-delivery.js'

/** One attempt as it arrived. */
export interface ReceivedWebhook {
  /** The id of the event: the same for each attempt. */
  readonly id: string
  readonly type: string
  /** Which attempt at the delivery it was, from 1. */
  readonly attempt: number
  /** When it arrived, in epoch milliseconds of the sandbox's clock. */
  readonly at: number
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string }
  /** Exactly as it was signed. */
  readonly body: string
  /** The body, as `JSON.parse` reads it. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any
  /** The id of the endpoint. */
  readonly endpoint: string
}

/** How many attempts an endpoint has seen; 0 for one that is not there. */
export function arrivedAt(world: World, endpoint: string): number {
  return endpointWithId(world, endpoint)?.[1].sink?.arrived ?? 0
}

/** What arrived at an endpoint from some arrival on, as far as it has not been cleared or forgotten. */
export function receivedAt(
  engine: Engine,
  world: World,
  endpoint: string,
  from = 0
): readonly ReceivedWebhook[] {
  const sink = endpointWithId(world, endpoint)?.[1].sink
  if (!sink) return []
  const numbers = arrivalsFrom(world, endpoint, Math.max(from, sink.cleared), sink.arrived)
  return numbers.flatMap((arrival) => receivedAs(engine, world, endpoint, arrival) ?? [])
}

/** What arrived last at an endpoint, under the same terms. */
export function lastReceivedAt(engine: Engine, world: World, endpoint: string): ReceivedWebhook | undefined {
  const sink = endpointWithId(world, endpoint)?.[1].sink
  if (!sink) return undefined
  const newest = sink.arrived - 1
  const last = newest < sink.cleared ? undefined : receivedAs(engine, world, endpoint, newest)
  return last ?? receivedAt(engine, world, endpoint).at(-1)
}

/** The numbers of the arrivals that are remembered: there may have been a hundred times as many. */
function arrivalsFrom(world: World, endpoint: string, from: number, to: number): readonly number[] {
  const deliveries = deliveriesOf(world)
  if (to - from <= deliveries.size) return Array.from({ length: to - from }, (_, index) => from + index)
  const known: number[] = []
  for (const [, delivery] of deliveries)
    if (delivery.endpoint === endpoint)
      for (const { arrival } of delivery.attempts)
        if (arrival !== null && arrival >= from) known.push(arrival)
  return known.sort((a, b) => a - b)
}

function receivedAs(
  engine: Engine,
  world: World,
  endpoint: string,
  arrival: number
): ReceivedWebhook | undefined {
  const found = deliveryIndexes.arrival(deliveriesOf(world)).first(arrivalKey(endpoint, arrival))
  const delivery = found?.[1]
  const attempt = delivery?.attempts.find((one) => one.arrival === arrival)
  if (!delivery || !attempt) return undefined
  const body = bodyOf(engine, world, delivery, attempt)
  return {
    id: delivery.event,
    type: delivery.type,
    attempt: attempt.number,
    at: attempt.at,
    headers: inKeyOrder(attempt.headers) as ReceivedWebhook['headers'],
    body,
    json: JSON.parse(body),
    endpoint
  }
}
