// What a sandbox needs of the place where it runs. Everything here may be left out: then nothing leaves the sandbox.
import type { JsonObject } from '../internal/json.js'

/** A delivery that is to be sent, signed for this very attempt. */
export interface OutgoingWebhook {
  readonly url: string
  /** Of a callback that is described so. @default 'POST' */
  readonly method?: string
  /** Names in lower case. */
  readonly headers: { readonly [name: string]: string }
  /** Exactly what was signed. */
  readonly body: string
}

/** What came of sending: the answer, or that there was none; why not is not told. */
export type DeliveryOutcome =
  | {
      readonly kind: 'response'
      readonly status: number
      readonly retryAfter?: string
      /** The first 256 characters of the body. */
      readonly body?: string
      /** Milliseconds that it took. */
      readonly elapsed?: number
    }
  | { readonly kind: 'no-response'; readonly elapsed?: number }

/** A host. */
export interface SandboxHost {
  /**
   * Sends a webhook and reports what came of it; never rejects. Without it, attempts to reach the network are recorded as suppressed. It is
   * called once what it sends is part of the sandbox's state, and again with the same id when its result was lost.
   */
  readonly deliver?: (webhook: OutgoingWebhook) => Promise<DeliveryOutcome>
  /** What keeps a URL from being a destination, as a sentence; `undefined` where nothing does. Asked when an endpoint is registered. */
  readonly checkDestination?: (url: string) => string | undefined
  /** The host's clock, epoch milliseconds: for live mode, and for signatures that leave the sandbox. */
  readonly now?: () => number
  /**
   * Where clients reach the sandbox: `http://127.0.0.1:4010`, without a slash at the end; `undefined` as long as that is not known. It is the
   * issuer of tokens, and never comes from a request. Without it, it is `http://sandbox.invalid`.
   */
  readonly url?: () => string | undefined
  /** Random bytes for new secrets. Without it those of webhooks follow from the seed, and there are none for clients. */
  readonly random?: (bytes: number) => Uint8Array
  /**
   * Resolves after so many milliseconds of real time, and rejects when the signal is aborted: what the clients of `fetch` wait for a fault's
   * `realDelay`. Without it they do not wait.
   */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
  /**
   * Calls back after so many milliseconds of real time, and gives a way to call that off: so that a live clock moves between requests.
   */
  readonly wake?: (after: number, call: () => void) => () => void
}

/** What the clock waits for, as it is kept: which attempt, of which delivery. */
export interface WebhookEffect extends JsonObject {
  readonly effect: 'webhook'
  readonly delivery: string
  readonly attempt: number
}
