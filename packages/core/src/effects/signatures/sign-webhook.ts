// Signs one attempt to deliver a webhook: the event's id, the moment and the exact bytes of the body in, headers out.
import { signGithub } from './github-style.js'
import { readSigningKey, type SigningKey } from './secrets.js'
import { checkEventId, signStandard } from './standard-style.js'
import { signStripe } from './stripe-style.js'
import { bytesOf, mostSignatures, type WebhookStyle } from './style.js'
import { timestampText } from './timestamp.js'

/** An attempt that is about to be made. */
export interface WebhookToSign {
  /** @default 'standard' */
  readonly style?: WebhookStyle
  /**
   * The endpoint's secrets, 1 to 10, newest first: `whsec_` or `whsk_` for `standard`, any text for the others. With several, as
   * while one takes another's place, there is a signature by each; `github` has room for the first only.
   */
  readonly secrets: readonly string[]
  /** The event's id, the same for each attempt: visible ASCII without a full stop. Only `standard` sends it. */
  readonly id: string
  /** The moment of this attempt, in epoch milliseconds; whole seconds of it are signed. */
  readonly now: number
  /** Exactly what is sent: these bytes, or this text in UTF-8. */
  readonly body: string | Uint8Array
}

/** The headers to send, names in lower case; or a sentence that says why there are none. No secret is in it. */
export type WebhookSigning =
  | { readonly ok: true; readonly headers: { readonly [name: string]: string } }
  | { readonly ok: false; readonly problem: string }

/**
 * Makes the signature headers of one attempt: `webhook-id`, `webhook-timestamp` and `webhook-signature` (Standard Webhooks 1.0.0),
 * `stripe-signature`, or `x-hub-signature-256`. Never throws.
 *
 * @example
 * signWebhook({ secrets: [secret], id: 'evt_1', now: 1_700_000_000_000, body: '{"n":1}' })
 */
export function signWebhook({ style = 'standard', secrets, id, now, body }: WebhookToSign): WebhookSigning {
  if (secrets.length === 0 || secrets.length > mostSignatures)
    return problem(`A delivery is signed with 1 to ${mostSignatures} secrets, not with ${secrets.length}.`)
  const keys: SigningKey[] = []
  for (const [index, secret] of secrets.entries()) {
    const reading = readSigningKey(style, secret)
    if ('problem' in reading) return problem(`Secret ${index + 1} cannot sign: ${reading.problem}.`)
    keys.push(reading.key)
  }
  const timestamp = timestampText(now)
  if (timestamp === undefined) return problem('The moment of the attempt is before 1970, or is no number.')
  const bytes = bytesOf(body)
  if (style === 'standard') {
    const wrong = checkEventId(id)
    if (wrong !== undefined) return problem(`The id of the event cannot be signed: ${wrong}.`)
    return { ok: true, headers: signStandard(keys, id, timestamp, bytes) }
  }
  const texts = keys.flatMap((key) => (key.algorithm === 'hmac-sha256' ? [key.bytes] : []))
  const headers = style === 'stripe' ? signStripe(texts, timestamp, bytes) : signGithub(texts[0]!, bytes)
  return { ok: true, headers }
}

function problem(text: string): WebhookSigning {
  return { ok: false, problem: text }
}
