// Checks a delivery where it arrives: what a receiver's code calls before it believes a body.
import { normaliseHeaders } from '../../http/headers.js'
import type { HeadersInput } from '../../http/message.js'
import { verifyGithub } from './github-style.js'
import { readVerifyingKey, type VerifyingKey } from './secrets.js'
import { verifyStandard } from './standard-style.js'
import { verifyStripe } from './stripe-style.js'
import { bytesOf, type WebhookStyle } from './style.js'
import { refusal, type WebhookVerification } from './verification.js'

/** A delivery as it arrived, and what the receiver knows. */
export interface WebhookToVerify {
  /** @default 'standard' */
  readonly style?: WebhookStyle
  /** The endpoint's secret, or several while one takes another's place: `whsec_` or `whpk_` for `standard`, the text itself for the others. */
  readonly secrets: string | readonly string[]
  /** A plain object with names in any letter case, or pairs, as `Headers` are. */
  readonly headers: HeadersInput | Iterable<readonly [name: string, value: string]>
  /** The body exactly as it came, before any parsing. */
  readonly body: string | Uint8Array
  /** The receiver's clock, in epoch milliseconds: `Date.now()`, or a sandbox's own when that stamped the delivery. */
  readonly now: number
  /**
   * How many milliseconds a delivery may be older or newer than `now`. `github` carries no moment to compare.
   * @default 300000
   */
  readonly tolerance?: number
}

/**
 * Tells whether a delivery was sent by who holds the secret, unchanged and just now. Signatures are compared in constant time; a
 * refusal says its one reason. Never throws.
 *
 * @example
 * const checked = verifyWebhook({ secrets, headers: request.headers, body: await request.text(), now: Date.now() })
 * if (!checked.ok) return new Response(checked.message, { status: 400 })
 */
export function verifyWebhook(delivery: WebhookToVerify): WebhookVerification {
  const { style = 'standard', now, tolerance = 300_000 } = delivery
  const secrets = typeof delivery.secrets === 'string' ? [delivery.secrets] : delivery.secrets
  if (secrets.length === 0) return refusal('secret-unusable', 'There is no secret to check with.')
  const keys: VerifyingKey[] = []
  for (const [index, secret] of secrets.entries()) {
    const reading = readVerifyingKey(style, secret)
    if ('problem' in reading)
      return refusal('secret-unusable', `Secret ${index + 1} cannot check: ${reading.problem}.`)
    keys.push(reading.key)
  }
  const headers = normaliseHeaders(isPairs(delivery.headers) ? fromPairs(delivery.headers) : delivery.headers)
  const body = bytesOf(delivery.body)
  if (style === 'standard') return verifyStandard(keys, headers, body, { now, tolerance })
  const texts = keys.flatMap((key) => (key.algorithm === 'hmac-sha256' ? [key.bytes] : []))
  return style === 'stripe'
    ? verifyStripe(texts, headers, body, { now, tolerance })
    : verifyGithub(texts, headers, body)
}

type Pairs = Iterable<readonly [name: string, value: string]>

function isPairs(headers: HeadersInput | Pairs): headers is Pairs {
  return Symbol.iterator in headers
}

function fromPairs(pairs: Pairs): HeadersInput {
  const lines = new Map<string, string[]>()
  for (const [name, value] of pairs) {
    const earlier = lines.get(name)
    if (earlier === undefined) lines.set(name, [value])
    else earlier.push(value)
  }
  return Object.fromEntries(lines)
}
