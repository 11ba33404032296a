// What a receiver is told about a delivery: that it is right, or the one reason why it is not.

/**
 * Why a delivery is refused:
 * - `secret-unusable`: the receiver's own mistake: no secret, or a text that is none;
 * - `header-missing`, `header-malformed`: a header is absent, or is not of its form;
 * - `timestamp-too-old`, `timestamp-too-new`: it was signed too long ago (a replay), or ahead of the receiver's clock;
 * - `too-many-signatures`: more than 10 in one header;
 * - `no-known-signature`: none of a version that the secrets can check;
 * - `signature-mismatch`: none that is right: another secret, or not the bytes that were signed.
 */
export type WebhookRefusalReason =
  | 'secret-unusable'
  | 'header-missing'
  | 'header-malformed'
  | 'timestamp-too-old'
  | 'timestamp-too-new'
  | 'too-many-signatures'
  | 'no-known-signature'
  | 'signature-mismatch'

/** A delivery that must not be acted on. */
export interface WebhookRefusal {
  readonly ok: false
  readonly reason: WebhookRefusalReason
  /** A sentence for the developer of the receiver. No secret and no signature is in it. */
  readonly message: string
}

/** A delivery that came from the sender, unchanged. */
export interface VerifiedWebhook {
  readonly ok: true
  /** The event's id: the same for each attempt, so what a receiver tells duplicates by. Only `standard` signs one. */
  readonly id?: string
  /** The moment of the attempt in epoch milliseconds, on a whole second. `github` signs none. */
  readonly timestamp?: number
}

/** What `verifyWebhook` found. */
export type WebhookVerification = VerifiedWebhook | WebhookRefusal

/** A refusal, in the one shape. */
export function refusal(reason: WebhookRefusalReason, message: string): WebhookRefusal {
  return { ok: false, reason, message }
}

/** The refusal of a header that did not come. */
export function missingHeader(name: string): WebhookRefusal {
  return refusal('header-missing', `The header ${name} is missing, or did not reach the receiver's code.`)
}

/** The refusal of a delivery none of whose signatures is right. */
export function mismatch(name: string): WebhookRefusal {
  return refusal(
    'signature-mismatch',
    `No signature in ${name} is right. Use the secret of this very endpoint, and the body exactly as it came: parsed and written again it has other bytes.`
  )
}
