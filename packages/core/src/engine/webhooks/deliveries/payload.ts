// What is sent: the text of an event in the envelope of a style. The same event in the same style is the same text, whenever it is sent.
import { printJson } from '../../../internal/print-json.js'
import { inKeyOrder } from '../../../internal/key-order.js'
import { isObject } from '../../../internal/json.js'
import { headerValue } from '../../../http/headers.js'
import type { WebhookStyle } from '../../../effects/signatures/style.js'
import { instantText } from '../../../time/instant.js'
import type { Engine } from '../../engine.js'
import { uuidFor } from '../derived.js'
import type { EventRecord } from '../events/event.js'

/**
 * The body of a delivery, valid UTF-8 JSON:
 * - `standard`: `{ type, timestamp, data, previous? }`, the time in ISO 8601 (Standard Webhooks 1.0.0, "Payload structure");
 * - `stripe`: an event object, `{ id, object, api_version, created, data: { object, previous_attributes? }, livemode, pending_webhooks, request, type }`;
 * - `github`: `{ action, <noun>: thing, changes? }`, with what it is about in headers.
 *
 * Events whose payload a description describes are sent as that says.
 */
export function payloadOf(engine: Engine, event: EventRecord, style: WebhookStyle): string {
  // JSON escapes halves of surrogate pairs, so this is UTF-8 whatever it holds.
  return printJson(event.body === undefined ? envelopes[style](engine, event) : event.body)
}

const envelopes: {
  readonly [style in WebhookStyle]: (engine: Engine, event: EventRecord) => Record<string, unknown>
} = {
  standard: (_engine, { type, created, data, previous }) => ({
    type,
    timestamp: instantText(created),
    data: inKeyOrder(data),
    ...(previous && { previous: inKeyOrder(previous) })
  }),
  stripe: (engine, { id, type, created, data, previous, told }) => ({
    id,
    object: 'event',
    api_version: engine.release.index.version,
    created: Math.floor(created / 1000),
    data: { object: inKeyOrder(data), ...(previous && { previous_attributes: inKeyOrder(previous) }) },
    livemode: false,
    pending_webhooks: told,
    request: { id: null, idempotency_key: null },
    type
  }),
  github: (_engine, event) => {
    const { action, subject } = subjectOf(event)
    const changes = Object.entries(event.previous ?? {}).map(([name, from]) => [
      name,
      { from: inKeyOrder(from) }
    ])
    return {
      ...(action !== undefined && { action }),
      ...(event.noun === null && isObject(event.data)
        ? inKeyOrder(event.data)!
        : { [event.noun ?? subject]: inKeyOrder(event.data) }),
      ...(changes.length > 0 && { changes: Object.fromEntries(changes) as object })
    }
  }
}

/** The headers of an event beside its signature. */
export function eventHeaders(event: EventRecord, style: WebhookStyle): { readonly [name: string]: string } {
  if (style !== 'github') return {}
  return {
    'x-github-delivery': uuidFor(event.id),
    'x-github-event': headerValue(subjectOf(event).subject)
  }
}

/** `payment.created` is `created` of a `payment`, also where no thing says so. */
function subjectOf({ type, noun, action }: EventRecord): {
  readonly subject: string
  readonly action?: string
} {
  if (noun !== null && action !== null && type === `${noun}.${action}`) return { subject: noun, action }
  const dot = type.lastIndexOf('.')
  return dot > 0 ? { subject: type.slice(0, dot), action: type.slice(dot + 1) } : { subject: type }
}
