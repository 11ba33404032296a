// What goes wrong, and what is answered in place of the usual, as packs write it.
import type { Condition, Span, TemplateJson } from './written-values.js'

/** Which requests something is about: all that is said must hold. */
export interface RequestMatch {
  /** Operation keys or operationIds. */
  readonly operation?: string | readonly string[]
  /** What the operation does: `create`, `read`, … */
  readonly does?: string | readonly string[]
  readonly resource?: string | readonly string[]
  /** A condition over `request`, `entity` (the thing that the request names, as it is before), `things` and `now`. */
  readonly when?: Condition
  /** Only the n-th request that matches, from 1. */
  readonly nth?: number
  /** Only so many of those that match, then no more. */
  readonly count?: number
  /** The share of those that match, from 0 to 1, drawn from the seed. */
  readonly probability?: number
}

/** What goes wrong. */
export interface FaultSpec extends RequestMatch {
  readonly description?: string
  /** Whether it is in force from the start. @default false */
  readonly armed?: boolean
  readonly status?: number
  /** What the error says, in the description's own error shape. */
  readonly message?: string
  /** The body in place of that. */
  readonly body?: TemplateJson
  /** Or the error of this name: an example that the description has for the status. */
  readonly example?: string
  readonly headers?: { readonly [name: string]: string }
  /** The clock goes on by so much before the answer; alone, the answer is the usual one. */
  readonly delay?: Span
  /** The client waits as well: so many milliseconds of real time, at most 60000. */
  readonly realDelay?: number
  /** The connection ends: `before` the answer, or `during` it. */
  readonly drop?: 'before' | 'during'
  /** The body is cut off in the middle, so that no parser reads it. */
  readonly malformed?: boolean
  /** More than `limit` requests within a window are refused with 429; the window stands on the sandbox's clock. */
  readonly rateLimit?: { readonly limit: number; readonly window: Span }
}

/** An answer for requests of a kind in place of the usual one: magic values. */
export interface ResponseRule extends RequestMatch {
  /** For lists, traces and `clear`. */
  readonly name?: string
  readonly description?: string
  readonly respond: {
    readonly status: number
    /** What the error says, in the description's own error shape. */
    readonly message?: string
    readonly body?: TemplateJson
    readonly headers?: { readonly [name: string]: string }
    /** A named example of the description. */
    readonly example?: string
  }
}
