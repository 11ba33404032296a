// Events as users see them.
import type { JsonObject } from '../../../internal/json.js'
import { inKeyOrder } from '../../../internal/key-order.js'
import type { EventRecord } from './event.js'

/** An event as users see it. */
export interface WebhookEvent {
  readonly id: string
  readonly type: string
  /** What it tells: the thing as the API shows it, unless a rule says something else. */
  readonly data: unknown
  /** Of changed members, what they were. */
  readonly previous?: { readonly [member: string]: unknown }
  readonly resource?: string
  /** Epoch milliseconds of the sandbox's clock. */
  readonly created: number
  /** What brought it about: the key of an operation, or the name of a timer or scenario. */
  readonly cause: { readonly kind: 'request' | 'timer' | 'scenario' | 'start'; readonly name?: string }
  /** How many of its deliveries are pending. */
  readonly pending: number
  /** Why it does not tell all that it could. */
  readonly note?: string
}

/** Shows an event. */
export function shownEvent(record: EventRecord): WebhookEvent {
  const { id, type, data, previous, body, thing, created, cause, pending, note } = record
  return {
    id,
    type,
    data: inKeyOrder(body ?? data),
    ...(previous !== null && { previous: inKeyOrder(previous) as JsonObject }),
    ...(thing !== null && { resource: thing.resource }),
    created,
    cause: { kind: cause.kind, ...(cause.name !== null && { name: cause.name }) },
    pending,
    ...(note !== null && { note })
  }
}
