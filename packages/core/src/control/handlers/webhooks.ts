// Operations on webhook endpoints and deliveries.
import type { EndpointOptions } from '../../engine/webhooks/endpoints/check-endpoint.js'
import type { DeliveryFilter } from '../../engine/webhooks/deliveries/shown-delivery.js'
import { SandboxError } from '../../errors.js'
import { created, named, noContent, ok, type Handlers } from '../call.js'

/** By operationId. */
export const webhookHandlers: Handlers = {
  listWebhooks: (call) => ok({ items: named(call).sandbox.webhooks.endpoints() }),
  registerWebhook: (call) =>
    created(named(call).sandbox.webhooks.register(call.body as unknown as EndpointOptions)),
  getWebhook(call) {
    const id = call.path['id']!
    const found = named(call)
      .sandbox.webhooks.endpoints()
      .find((endpoint) => endpoint.id === id)
    if (found) return ok(found)
    throw new SandboxError(
      'unknown-endpoint',
      'There is no endpoint with this id. GET .../webhooks lists those that there are.'
    )
  },
  removeWebhook(call) {
    named(call).sandbox.webhooks.remove(call.path['id']!)
    return noContent
  },
  rotateWebhook: (call) => ok(named(call).sandbox.webhooks.rotate(call.path['id']!, call.body)),
  listDeliveries(call) {
    const { limit, ...filter } = call.query as DeliveryFilter & {
      readonly [name: string]: unknown
      limit: number
    }
    return ok({ items: named(call).sandbox.webhooks.deliveries(filter).slice(-limit) })
  },
  async redeliver(call) {
    const { webhooks, clock } = named(call).sandbox
    const id = call.path['id']!
    webhooks.redeliver(id)
    await call.patiently(clock.settled())
    return ok(webhooks.delivery(id))
  }
}
