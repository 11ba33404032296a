// What an attempt means for its delivery and its endpoint (Standard Webhooks 1.0.0, "Delivery success and failure").

/**
 * What came of an attempt, as a host reports it: the status of the answer, or no answer at all: refused, reset, not found, timed
 * out, not allowed. Which of these it was is not told: it would make of a sandbox a scanner of networks.
 */
export type AttemptAnswer =
  { readonly kind: 'response'; readonly status: number } | { readonly kind: 'no-response' }

/**
 * - `success`: 2xx, whatever the body says; nothing is sent again;
 * - `failure`: no answer, or any status not named here; redirects (3xx) too, which are not followed;
 * - `slow-down`: 429, 502 and 504, a failure of a receiver under load;
 * - `disable`: 410, a failure after which the endpoint is sent nothing more.
 */
export type AttemptVerdict = 'success' | 'failure' | 'slow-down' | 'disable'

/** Decides what an attempt means, by the status alone. */
export function classifyAttempt(answer: AttemptAnswer): AttemptVerdict {
  if (answer.kind === 'no-response') return 'failure'
  const { status } = answer
  if (status >= 200 && status <= 299) return 'success'
  if (status === 410) return 'disable'
  return status === 429 || status === 502 || status === 504 ? 'slow-down' : 'failure'
}
