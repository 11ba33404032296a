// One attempt at a delivery: a receiver within the sandbox is asked at once, one on the network is waited for.
import type { Json } from '../../../internal/json.js'
import type { World } from '../../../state/world.js'
import { clockOf, nowOf } from '../../../time/clock-state.js'
import type { Ran } from '../../../time/fire.js'
import type { Timer } from '../../../time/timer.js'
import type { Engine } from '../../engine.js'
import type { WebhookEffect } from '../../host.js'
import { deliveryWithId, type DeliveryRecord } from './delivery.js'
import { endpointWithId, withEndpointAt } from '../endpoints/endpoint.js'
import { eventsOf } from '../events/event.js'
import { withSettled } from './keep-delivery.js'
import { signedFor, type Addressed } from './outgoing.js'
import { withOutcome, type Outcome } from './record-attempt.js'
import { answerOfSink } from '../sinks/sink-answers.js'

/** How many attempts one move of the clock brings about over the network at most. */
const mostSentInOneMove = 100
/** After so many sandboxes in a chain nothing is sent over the network any more. */
const mostHops = 3

/** Makes an attempt; called again with what came of it when that took the network. */
export function runAttempt(engine: Engine, world: World, timer: Timer, effectResult?: Json): Ran {
  const { delivery: id, duplicate } = timer.payload as {
    readonly delivery: string
    readonly duplicate?: true
  }
  const found = deliveryWithId(world, id)
  if (!found) return { world, outcome: 'gone' }
  const [seq, delivery] = found
  const kept = endpointWithId(world, delivery.endpoint)
  const event = eventsOf(world).get(delivery.eventSeq)
  // Meanwhile it may have been settled, or sent anew.
  const isCurrent = delivery.timer === timer.seq
  if (!isCurrent && effectResult === undefined) return { world, outcome: 'cancelled' }
  if (!kept || !event || !kept[1].enabled) {
    const why = kept ? 'The endpoint is disabled.' : 'The endpoint was removed.'
    return isCurrent ? over(world, seq, delivery, 'cancelled', why) : { world, outcome: 'cancelled' }
  }
  const addressed: Addressed = { delivery, endpoint: kept[1], event }
  if (effectResult !== undefined) {
    const outcome = effectResult as unknown as Outcome | { readonly kind: 'not-sent' }
    if (outcome.kind === 'not-sent')
      return isCurrent
        ? over(world, seq, delivery, 'suppressed', 'It could not be signed, or there is no way to send it.')
        : { world, outcome: 'cancelled' }
    return withOutcome(engine, world, seq, addressed, outcome, { isCurrent, duplicate: duplicate === true })
  }
  if (kept[1].sink) return askSink(engine, world, seq, addressed, duplicate === true)
  return waitForNetwork(engine, world, seq, addressed)
}

function askSink(engine: Engine, world: World, seq: number, addressed: Addressed, duplicate: boolean): Ran {
  const { delivery, endpoint } = addressed
  const signed = signedFor(engine, world, addressed, nowOf(world, engine.options.now))
  if ('problem' in signed) return over(world, seq, delivery, 'suppressed', signed.problem)
  const { answer, sink } = answerOfSink(endpoint.sink!)
  const found = endpointWithId(world, endpoint.id)!
  const asked = withEndpointAt(world, found[0], { ...endpoint, sink })
  const { url, headers } = signed
  const outcome: Outcome = { ...answer, url, headers, sentAt: null, arrival: sink.arrived - 1 }
  const there = { ...addressed, endpoint: { ...endpoint, sink } }
  return withOutcome(engine, asked, seq, there, outcome, { isCurrent: true, duplicate })
}

function waitForNetwork(engine: Engine, world: World, seq: number, addressed: Addressed): Ran {
  const { delivery, event } = addressed
  const suppressed = (reason: string): Ran => over(world, seq, delivery, 'suppressed', reason)
  if (event.hops >= mostHops)
    return suppressed(`It is the ${mostHops + 1}th of a chain of sandboxes that send webhooks to each other.`)
  if (!engine.options.host.deliver)
    return suppressed('There is no way to the network here: use a sink, or a host that delivers.')
  const isCounted = isOfMove(engine, world, addressed)
  const sent = sentInThisMove(engine, world)
  if (isCounted && sent >= mostSentInOneMove)
    return suppressed(`One move of the clock sends at most ${mostSentInOneMove} webhooks over the network.`)
  const effect: WebhookEffect = {
    effect: 'webhook',
    delivery: delivery.id,
    attempt: delivery.attempts.length + 1
  }
  const webhooks = { sent: isCounted ? sent + 1 : sent }
  return { world: world.withValues({ ...world.values, webhooks }), waitFor: effect }
}

/**
 * Whether it is the move of the clock that brings an attempt about. Requests and whoever asks for a delivery again come one by one, also while a
 * move waits, and a live clock goes no faster than its host: what leaves because of them is for the host to slow down.
 */
function isOfMove(engine: Engine, world: World, { delivery, event }: Addressed): boolean {
  if (clockOf(world, engine.options.now).mode === 'live') return false
  const isFirst = (delivery.attempts.at(-1)?.number ?? 0) === delivery.before
  return !isFirst || (delivery.before === 0 && event.cause.kind !== 'request')
}

/** A move that has waited before is kept in the clock until it ends: there the count goes on. */
function sentInThisMove(engine: Engine, world: World): number {
  if (clockOf(world, engine.options.now).job === null) return 0
  const kept = world.values['webhooks'] as { readonly sent: number } | undefined
  return kept?.sent ?? 0
}

/** A duplicate that cannot be sent changes nothing about the delivery. */
function over(
  world: World,
  seq: number,
  delivery: DeliveryRecord,
  status: 'cancelled' | 'suppressed',
  reason: string
): Ran {
  const settled =
    delivery.status === 'pending'
      ? withSettled(world, seq, delivery, status, reason)
      : withSettled(world, seq, delivery, delivery.status, delivery.reason)
  return { world: settled, outcome: status }
}
