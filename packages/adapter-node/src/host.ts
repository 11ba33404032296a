// Node as the host of a sandbox: its clock, its entropy, and webhooks that leave over the network.
import { setTimeout as wait } from 'node:timers/promises'
import { SandboxError, type DeliveryOutcome, type OutgoingWebhook, type SandboxHost } from '@sandbed/core'
import { checkDestination } from './webhooks/destination.js'
import { sendWebhook, type SendOptions } from './webhooks/send-webhook.js'
import { createThrottle } from './webhooks/throttle.js'

/** Where webhooks may go, and how. */
export interface WebhookOptions extends SendOptions {
  /**
   * How many webhooks a second go to one destination, in real time; five times as many to all together. Five seconds' worth go at once, others
   * wait for their turn.
   * @default 10
   */
  readonly perSecond?: number
}

/**
 * What Node offers a sandbox. `createSandbox` and `sandboxOf` of this package use it by themselves. Webhooks go over https to the public
 * internet and nowhere else, as long as nothing more is allowed. Throws `invalid-option` for a rate that is not above 0, and for
 * `origins` that are none.
 *
 * @example
 * const host = nodeHost({ allowLoopback: true })
 */
export function nodeHost(options: WebhookOptions = {}): SandboxHost {
  const { perSecond = 10, origins = [], signal } = options
  if (!(perSecond > 0)) throw invalid('perSecond', perSecond, 'a number above 0')
  for (const origin of origins)
    if (!URL.canParse(origin) || new URL(origin).origin === 'null')
      throw invalid('origins', origin, 'a list of origins such as https://hooks.example.com')
  const throttle = createThrottle(perSecond)

  async function deliver(webhook: OutgoingWebhook): Promise<DeliveryOutcome> {
    // What is refused uses up nobody's turn.
    if (checkDestination(webhook.url, options) !== undefined) return { kind: 'no-response' }
    const turn = throttle.turn(new URL(webhook.url).origin, performance.now())
    if (turn === undefined) return { kind: 'no-response' }
    try {
      if (turn > 0) await wait(turn, undefined, { signal })
    } catch {
      return { kind: 'no-response' }
    }
    return sendWebhook(webhook, options)
  }

  return {
    deliver,
    checkDestination: (url) => checkDestination(url, options),
    now: Date.now,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    wake,
    sleep: (milliseconds, signal) => wait(milliseconds, undefined, { signal })
  }
}

// A longer span would be none at all for `setTimeout`.
const longestTimeout = 2 ** 31 - 1

/** Calls back once the clock shows that the time has come: timers may be early by that clock, which can also be set. */
function wake(after: number, call: () => void): () => void {
  const due = Date.now() + after
  const arm = (): NodeJS.Timeout =>
    setTimeout(
      () => {
        if (Date.now() >= due) call()
        else timer = arm()
      },
      Math.min(Math.max(due - Date.now(), 1), longestTimeout)
    ).unref()
  let timer = arm()
  return () => clearTimeout(timer)
}

function invalid(name: string, value: unknown, expected: string): SandboxError {
  return new SandboxError(
    'invalid-option',
    `The option \`webhooks.${name}\` is ${JSON.stringify(value)}; it must be ${expected}.`
  )
}
