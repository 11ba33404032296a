// Stripe's own client, told to talk to another address. The key may be anything: nothing is sent to Stripe.
import { Stripe } from 'stripe'

/** A client of the API that listens at `url`. */
export function connect(url: string): Stripe {
  const { hostname, port } = new URL(url)
  return new Stripe('sk_test_any', {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0
  })
}
