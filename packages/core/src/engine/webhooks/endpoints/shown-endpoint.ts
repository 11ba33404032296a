// Endpoints as users see them.
import type { WebhookStyle } from '../../../effects/signatures/style.js'
import type { EndpointMode, EndpointRecord, SignatureTime } from './endpoint.js'

/** An endpoint as users see it: without its secrets. */
export interface WebhookEndpoint {
  readonly id: string
  readonly url: string
  /** The types of events that it is sent; `*` stands for anything. */
  readonly events: readonly string[]
  readonly description: string
  readonly style: WebhookStyle
  readonly headers: { readonly [name: string]: string }
  readonly enabled: boolean
  /** Why it is disabled. */
  readonly reason?: string
  /** Whether it is a receiver within the sandbox. */
  readonly sink: boolean
  readonly mode: EndpointMode
  readonly signatureTime: SignatureTime
  readonly jitter: number
  /** Milliseconds from each failed attempt to the next, where it has a schedule of its own. */
  readonly retries?: readonly number[]
  /** Until when the secret before this one signs as well, in epoch milliseconds. */
  readonly rotatingUntil?: number
  /** Epoch milliseconds of the sandbox's clock. */
  readonly created: number
  /** Who asked for it: code, a pack, or a request whose operation has callbacks. */
  readonly source: 'user' | 'pack' | 'callback'
}

/** An endpoint with its new secret, which is not shown again. */
export interface WebhookEndpointWithSecret extends WebhookEndpoint {
  readonly secret: string
}

/** Shows an endpoint at an instant. */
export function shownEndpoint(record: EndpointRecord, now: number): WebhookEndpoint {
  const { id, url, events, description, style, headers, enabled, reason, sink, retries } = record
  const until = record.secrets.reduce((last, one) => Math.max(last, one.until ?? 0), 0)
  return {
    id,
    url,
    events,
    description,
    style,
    headers,
    enabled,
    ...(reason !== null && { reason }),
    sink: sink !== null,
    mode: record.mode,
    signatureTime: record.signatureTime,
    jitter: record.jitter,
    ...(retries !== null && { retries: retries.slice(1) }),
    ...(until > now && { rotatingUntil: until }),
    created: record.created,
    source: record.source
  }
}
