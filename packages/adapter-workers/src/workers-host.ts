// A Worker as the host of a sandbox: its clock, its entropy, and webhooks that leave by `fetch`.
import type { DeliveryOutcome, OutgoingWebhook, SandboxHost } from '@sandbed/core/runtime'
import { checkDestination, type DestinationRules } from './destination.js'

/** Where webhooks may go, and how long an attempt may take. */
export interface WebhookOptions extends DestinationRules {
  /**
   * Milliseconds for an attempt, to the end of the answer.
   * @default 15000
   */
  readonly deadline?: number
}

/** What the Worker knows and the host asks it. */
export interface WorkerState {
  /** The hosts at which the Worker is called: nothing is sent there. */
  readonly own: ReadonlySet<string>
  /** Milliseconds until the runtime ends what goes on after a response. */
  readonly timeLeft: () => number
}

const mostBodyBytes = 64 * 1024

/**
 * What a Worker offers a sandbox; `createWorker` uses it by itself. There is nothing that wakes it: a live clock moves with the requests. An
 * attempt for which no time is left counts as one that got no answer.
 *
 * @example
 * const sandbox = createSandbox({ release, host: workersHost() })
 */
export function workersHost(
  options: WebhookOptions = {},
  { own, timeLeft }: WorkerState = { own: new Set(), timeLeft: () => Infinity }
): SandboxHost {
  const check = (url: string) => checkDestination(url, options, own)
  const { deadline = 15_000 } = options
  return {
    checkDestination: check,
    async deliver(webhook) {
      const start = Date.now()
      const most = Math.min(deadline, timeLeft())
      if (most <= 0 || check(webhook.url) !== undefined) return { kind: 'no-response' }
      try {
        return { ...(await send(webhook, AbortSignal.timeout(most))), elapsed: Date.now() - start }
      } catch {
        return { kind: 'no-response', elapsed: Date.now() - start }
      }
    },
    now: Date.now,
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  }
}

const methods = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'GET'])

async function send(
  { url, method = 'POST', headers, body }: OutgoingWebhook,
  signal: AbortSignal
): Promise<DeliveryOutcome> {
  if (!methods.has(method)) throw new Error('The method is none that webhooks use.')
  const response = await fetch(url, {
    method,
    headers: { 'user-agent': 'Sandbed-Webhooks', 'content-type': 'application/json', ...headers },
    // `fetch` has no bodies with GET.
    ...(method !== 'GET' && { body }),
    redirect: 'manual',
    signal
  })
  const retryAfter = response.headers.get('retry-after')
  return {
    kind: 'response',
    status: response.status,
    ...(retryAfter !== null && { retryAfter: retryAfter.slice(0, 64) }),
    body: excerpt(await readSome(response))
  }
}

/** The body, or what came of it before there was too much. */
async function readSome({ body }: Response): Promise<Uint8Array> {
  const read = new Uint8Array(mostBodyBytes)
  let length = 0
  if (body === null) return read.subarray(0, 0)
  const reader = body.getReader() as ReadableStreamDefaultReader<Uint8Array>
  while (length < mostBodyBytes) {
    const { done, value } = await reader.read()
    if (done) return read.subarray(0, length)
    const part = value.subarray(0, mostBodyBytes - length)
    read.set(part, length)
    length += part.length
  }
  await reader.cancel()
  return read.subarray(0, length)
}

function excerpt(body: Uint8Array): string {
  const text = [...new TextDecoder().decode(body.subarray(0, 1024))].slice(0, 256).join('')
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`
  )
}
