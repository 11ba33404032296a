// Who is told what, as packs write it.
import type { WebhookStyle } from '../../effects/signatures/style.js'
import type { Condition, Span, TemplateJson } from './written-values.js'

/** Which changes become events, and where they are sent. */
export interface WebhookSettings {
  /** Whether a change that no other event tells of is one: `payment.created`. @default true */
  readonly changes?: boolean
  /** @default 'standard' */
  readonly style?: WebhookStyle
  /** Events of one's own, which take the place of those for every change. */
  readonly events?: readonly EventRule[]
  /** Endpoints that are there from the start. */
  readonly endpoints?: readonly EndpointSpec[]
  /** From each failed attempt to the next one. @default 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h (Standard Webhooks) */
  readonly retries?: readonly Span[]
}

/** An event of one's own. */
export interface EventRule {
  readonly type: string
  readonly resource: string
  /** `created`, `updated`, `deleted`, or names of transitions. */
  readonly on: string | readonly string[]
  /** Over `entity`, `previous`, `things` and `now`. */
  readonly when?: Condition
  /** What it tells, in place of the thing; over the same names. */
  readonly data?: TemplateJson
}

/** An endpoint that is told. */
export interface EndpointSpec {
  readonly url: string
  /** Types of events; `*` stands for anything: `payment.*`. @default ['*'] */
  readonly events?: readonly string[]
  readonly description?: string
  /** `whsec_` or `whsk_` and base64 for `standard`, any text for the others. Made up where it is absent. */
  readonly secret?: string
  readonly style?: WebhookStyle
  /** Sent along with every delivery. */
  readonly headers?: { readonly [name: string]: string }
}
