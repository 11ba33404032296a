// Makes one attempt to deliver a webhook over the network, to a destination that somebody else chose: it may be hostile. What fails
// on the way is one and the same outcome, so that nobody learns about a network by registering endpoints.
import { isUtf8 } from 'node:buffer'
import { connectTo, type Lookup } from './connect.js'
import { readDestination, type DestinationRules } from './destination.js'
import { exchange, type ExchangeAnswer } from './exchange.js'
import { checkRequestHeaders } from './request-headers.js'

const methods = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'GET'])

/** What is sent. */
export interface WebhookToSend {
  readonly url: string
  /**
   * One of POST, PUT, PATCH, DELETE and GET.
   * @default 'POST'
   */
  readonly method?: string
  /** The signature headers, those of the endpoint, and `content-type` when it is not JSON. */
  readonly headers: { readonly [name: string]: string }
  /** Exactly what was signed; bytes have to be UTF-8. */
  readonly body: string | Uint8Array
}

/** What is allowed, and what a host or a test puts in place of the network's own. */
export interface SendOptions extends DestinationRules {
  /**
   * Milliseconds for everything: resolving, connecting, sending, and reading the answer to its end.
   * @default 15000
   */
  readonly deadline?: number
  /** @default the operating system's resolver */
  readonly lookup?: Lookup
  /** More certificate authorities to trust, in PEM. There is no way to trust every certificate. */
  readonly ca?: string
  /** Ends the attempt early, as when a host is shut down. */
  readonly signal?: AbortSignal
  /** Is told why there was no answer: for the operator's own log, never for who registered the endpoint. */
  readonly onFailure?: (cause: Error) => void
}

/** What came of an attempt: plain data, fit for a delivery log and for `classifyAttempt`. */
export type SendOutcome =
  | {
      readonly kind: 'response'
      readonly status: number
      /** The `Retry-After` header as it came, at most 64 characters of it. */
      readonly retryAfter?: string
      /** The first 256 characters of the body, what is not printable written as `\u{...}`. */
      readonly body: string
      /** Milliseconds that the attempt took. */
      readonly elapsed: number
    }
  | { readonly kind: 'no-response'; readonly elapsed: number }

/**
 * Sends one attempt and never rejects. The URL and the headers are checked again; the host is resolved once, only its addresses on the public
 * internet are connected to, and the address that was reached is checked before a byte is sent. Redirects are answers like others, bodies are
 * not decompressed, at most 64 KiB are read, and no connection outlives its attempt. No proxy of the environment is used.
 *
 * @example
 * const outcome = await sendWebhook({ url, headers: signed.headers, body })
 */
export async function sendWebhook(attempt: WebhookToSend, options: SendOptions = {}): Promise<SendOutcome> {
  const start = performance.now()
  const elapsed = () => Math.round(performance.now() - start)
  const ending = new AbortController()
  const abort = () => ending.abort(new Error('the attempt was ended by its host'))
  const timer = setTimeout(() => ending.abort(new Error('the time is out')), options.deadline ?? 15_000)
  options.signal?.addEventListener('abort', abort)
  if (options.signal?.aborted === true) abort()
  try {
    const answer = await make(attempt, options, ending.signal)
    return { ...reportOf(answer), elapsed: elapsed() }
  } catch (cause) {
    // When the attempt was ended, what broke is only a consequence.
    const reason: unknown = ending.signal.aborted ? ending.signal.reason : cause
    tell(options, reason instanceof Error ? reason : new Error(String(reason)))
    return { kind: 'no-response', elapsed: elapsed() }
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', abort)
    ending.abort()
  }
}

function tell({ onFailure }: SendOptions, cause: Error): void {
  try {
    onFailure?.(cause)
  } catch (error) {
    // A fault in the user's code is no reason to fail an attempt in another way.
    process.emitWarning(error as Error)
  }
}

async function make(
  { url, method, headers, body }: WebhookToSend,
  options: SendOptions,
  signal: AbortSignal
): Promise<ExchangeAnswer> {
  signal.throwIfAborted()
  const destination = readDestination(url, options)
  if ('problem' in destination) throw new Error(destination.problem)
  const problem = checkRequestHeaders(headers)
  if (problem !== undefined) throw new Error(problem)
  if (method !== undefined && !methods.has(method)) throw new Error('The method is none that webhooks use.')
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  if (!isUtf8(bytes)) throw new Error('The body is not UTF-8, and receivers would check other bytes.')
  const socket = await connectTo(destination, { ...options, signal })
  return exchange(socket, { url: destination.url, method, headers, body: bytes })
}

function reportOf({ status, headers, body }: ExchangeAnswer) {
  const retryAfter = headers['retry-after']
  return {
    kind: 'response' as const,
    status,
    ...(retryAfter !== undefined && { retryAfter: retryAfter.slice(0, 64) }),
    body: excerpt(body)
  }
}

function excerpt(body: Buffer): string {
  const text = [...body.subarray(0, 1024).toString('utf8')].slice(0, 256).join('')
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`
  )
}
