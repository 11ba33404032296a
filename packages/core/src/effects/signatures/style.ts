// The styles a delivery can be signed in, and what every one of them signs and answers with.

/** Their names. */
export const webhookStyles = ['standard', 'stripe', 'github'] as const

/**
 * How a delivery says who sent it:
 * - `standard`: Standard Webhooks 1.0.0, headers `webhook-id`, `webhook-timestamp` and `webhook-signature`;
 * - `stripe`: `stripe-signature: t=<seconds>,v1=<hex>`, over the timestamp and the body;
 * - `github`: `x-hub-signature-256: sha256=<hex>`, over the body alone.
 */
export type WebhookStyle = (typeof webhookStyles)[number]

/** No message carries more signatures than these, and no header with more is looked at. */
export const mostSignatures = 10

/** The UTF-8 bytes of a text; bytes are what they are. */
export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}
