// Every change of a delivery goes through here, so that events know how many of theirs are pending.
import type { World } from '../../../state/world.js'
import { cancel, schedule } from '../../../time/timers.js'
import { timerPriority } from '../../../time/timer.js'
import { isInstant } from '../../../time/instant.js'
import type { Engine } from '../../engine.js'
import { deliveriesName, deliveriesOf, deliveryIndexes, type DeliveryRecord } from './delivery.js'
import { eventsOf, withEventAt } from '../events/event.js'

/** The kind of the timers that deliver. */
export const attemptKind = 'webhook.attempt'

/** The world with a delivery in place of the one with its number. */
export function withDeliveryAt(world: World, seq: number, delivery: DeliveryRecord): World {
  const before = deliveriesOf(world).get(seq)
  const kept = world.withCollection(deliveriesName, deliveriesOf(world).set(seq, delivery))
  const change = pendingOf(delivery) - pendingOf(before)
  const event = change === 0 ? undefined : eventsOf(kept).get(delivery.eventSeq)
  return event ? withEventAt(kept, delivery.eventSeq, { ...event, pending: event.pending + change }) : kept
}

function pendingOf(delivery: DeliveryRecord | undefined): number {
  return delivery?.status === 'pending' ? 1 : 0
}

/**
 * The world with an attempt at a delivery at an instant, in place of any that was to come; `undefined` where no clock shows that instant. A
 * `duplicate` leaves the delivery as settled as it is.
 */
export function withAttemptAt(
  engine: Engine,
  world: World,
  [seq, delivery]: readonly [seq: number, delivery: DeliveryRecord],
  at: number,
  duplicate = false
): World | undefined {
  if (!isInstant(at)) return undefined
  const bare = delivery.timer === null ? world : cancel(world, delivery.timer)
  const payload = { delivery: delivery.id, ...(duplicate && { duplicate }) }
  const timer = schedule(bare, engine.options.now, {
    at,
    priority: timerPriority.webhook,
    kind: attemptKind,
    payload
  })
  const { status, reason } = delivery
  return withDeliveryAt(timer.world, seq, {
    ...delivery,
    ...(duplicate ? { status, reason } : { status: 'pending', reason: null }),
    timer: timer.seq,
    dueAt: timer.dueAt
  })
}

/** The world with a delivery that is over, and no attempt at it to come. */
export function withSettled(
  world: World,
  seq: number,
  delivery: DeliveryRecord,
  status: Exclude<DeliveryRecord['status'], 'pending'>,
  reason: string | null
): World {
  const bare = delivery.timer === null ? world : cancel(world, delivery.timer)
  return withDeliveryAt(bare, seq, { ...delivery, status, reason, timer: null, dueAt: null })
}

/** The world in which nothing is on its way to an endpoint any more. */
export function withoutPending(world: World, endpoint: string, reason: string): World {
  let bare = world
  for (const seq of deliveryIndexes.pending(deliveriesOf(world)).seqs(endpoint))
    bare = withSettled(bare, seq, deliveriesOf(bare).get(seq)!, 'cancelled', reason)
  return bare
}
