// Stripe's own client, told to talk to another address. Where nobody looks at keys it may be anything: nothing is sent to Stripe.
import { Stripe } from 'stripe'

/** A client of the API that listens at `url`. */
export function connect(url: string, key = 'sk_test_any'): Stripe {
  const { hostname, port } = new URL(url)
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0
  })
}
