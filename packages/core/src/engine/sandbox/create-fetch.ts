// For clients that take a `fetch` instead of calling the global one.
import type { Sandbox } from './sandbox.js'

/**
 * A `fetch` that is answered by the sandbox, for clients that take one.
 *
 * @example
 * const stripe = new Stripe('sk_test', { httpClient: Stripe.createFetchHttpClient(createFetch(sandbox)) })
 */
export function createFetch(sandbox: Sandbox): Sandbox['fetch'] {
  return (input, init) => sandbox.fetch(input, init)
}
