// An attempt on its way out: signed at the moment it is sent, and what came of it as it is kept.
import { signWebhook } from '../../../effects/signatures/sign-webhook.js'
import { inKeyOrder } from '../../../internal/key-order.js'
import { isObject, type Json, type JsonObject } from '../../../internal/json.js'
import { without } from '../../../internal/without.js'
import type { World } from '../../../state/world.js'
import { nowOf } from '../../../time/clock-state.js'
import type { Engine } from '../../engine.js'
import type { DeliveryOutcome, OutgoingWebhook, WebhookEffect } from '../../host.js'
import { deliveryWithId, type DeliveryRecord } from './delivery.js'
import { endpointWithId, secretsAt, type EndpointRecord } from '../endpoints/endpoint.js'
import { eventsOf, type EventRecord } from '../events/event.js'
import { eventHeaders, payloadOf } from './payload.js'

/** A delivery that is to be sent, and the moment that it is signed for, in epoch milliseconds. */
export interface SignedWebhook extends OutgoingWebhook {
  readonly sentAt: number
}

/** What is to be sent; `undefined` where the delivery or its endpoint is gone, or is not to be sent to any more. */
export function outgoingOf(engine: Engine, world: World, effect: WebhookEffect): SignedWebhook | undefined {
  const delivery = deliveryWithId(world, effect.delivery)?.[1]
  const endpoint = delivery && endpointWithId(world, delivery.endpoint)?.[1]
  const event = delivery && eventsOf(world).get(delivery.eventSeq)
  if (!delivery || !endpoint || !event || !endpoint.enabled) return undefined
  const { host, now: start } = engine.options
  const now = nowOf(world, start)
  const sentAt = host.now?.() ?? now
  const moment = endpoint.signatureTime === 'sandbox' ? now : sentAt
  const signed = signedFor(engine, world, { delivery, endpoint, event }, moment)
  return 'problem' in signed ? undefined : { ...signed, sentAt }
}

/** A delivery with all that it is about. */
export interface Addressed {
  readonly delivery: DeliveryRecord
  readonly endpoint: EndpointRecord
  readonly event: EventRecord
}

/** What an attempt sends, signed for a moment in epoch milliseconds; or a sentence that says why it cannot be signed. */
export function signedFor(
  engine: Engine,
  world: World,
  { endpoint, event }: Addressed,
  moment: number
): OutgoingWebhook | { readonly problem: string } {
  const { style, url, headers } = endpoint
  const body = payloadOf(engine, event, style)
  const secrets = secretsAt(endpoint, nowOf(world, engine.options.now))
  const signed = signWebhook({ style, secrets, id: event.id, now: moment, body })
  if (!signed.ok) return signed
  const all = {
    'content-type': 'application/json',
    'user-agent': 'Sandbed',
    ...headers,
    ...eventHeaders(event, style),
    ...event.headers,
    'sandbed-hops': `${event.hops + 1}`,
    ...signed.headers
  }
  const { method } = event
  const sent = inKeyOrder(all) as { readonly [name: string]: string }
  return { url, ...(method !== undefined && { method }), headers: sent, body }
}

/** What `runAttempt` is given when the host is done. */
export function outcomeJson(outgoing: SignedWebhook | undefined, outcome: DeliveryOutcome): JsonObject {
  if (!outgoing) return { kind: 'not-sent' }
  const { url, headers, sentAt } = outgoing
  const sent = { url, headers, sentAt, elapsed: wholeOr0(outcome.elapsed) }
  if (outcome.kind !== 'response' || !Number.isInteger(outcome.status))
    return { ...sent, kind: 'no-response' }
  const { status, retryAfter, body } = outcome
  return {
    ...sent,
    kind: 'response',
    status,
    ...(typeof retryAfter === 'string' && { retryAfter: retryAfter.slice(0, 100) }),
    body: excerptOf(body)
  }
}

/** What came of it without what was sent: as traces keep it, which hold no signatures. */
export function answerOf(outcome: Json): Json {
  return isObject(outcome) ? (without(outcome, 'url', 'headers') as JsonObject) : outcome
}

/** What came of it, with what is sent now in place of what was sent then. */
export function outcomeOf(outgoing: SignedWebhook | undefined, answer: JsonObject): JsonObject {
  if (!outgoing || answer['kind'] === 'not-sent') return { kind: 'not-sent' }
  const { url, headers } = outgoing
  return { url, headers, ...answer }
}

/** The first 256 characters of a body, as far as they are whole. */
export function excerptOf(body: unknown): string {
  return typeof body === 'string' ? body.slice(0, 256).toWellFormed() : ''
}

function wholeOr0(value: unknown): number {
  return typeof value === 'number' && value >= 0 && value < 1e12 ? Math.floor(value) : 0
}
