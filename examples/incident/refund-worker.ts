// The code that caused the incident, and the code that mends it: what sends a refund when it was asked for.

/** What the worker talks to. */
export type Fetch = (path: string, init?: RequestInit) => Promise<Response>

/** A refund that somebody asked for. */
export interface RefundOrder {
  readonly orderId: string
  readonly payment_id: string
  readonly amount: number
}

/** As it was: whatever is no success is sent again, even where the refund was made and only its answer got lost. */
export async function sendRefund(fetch: Fetch, { payment_id, amount }: RefundOrder): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const response = await post(fetch, { payment_id, amount }).catch(() => undefined)
    if (response?.ok) return
  }
  throw new Error('The refund could not be sent.')
}

/** As it should be: each attempt carries the same key, so that the API knows it for the same refund. */
export async function sendRefundOnce(
  fetch: Fetch,
  { orderId, payment_id, amount }: RefundOrder
): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const headers = { 'idempotency-key': `refund-${orderId}` }
    const response = await post(fetch, { payment_id, amount }, headers).catch(() => undefined)
    if (response?.ok) return
  }
  throw new Error('The refund could not be sent.')
}

function post(fetch: Fetch, body: object, headers: Record<string, string> = {}): Promise<Response> {
  return fetch('/refunds', { method: 'POST', headers, body: JSON.stringify(body) })
}
