// What users do with webhooks: endpoints, what became of deliveries, and receivers for tests. Every change is a commit of the sandbox's world.
import { SandboxError } from '../../errors.js'
import type { JsonObject } from '../../internal/json.js'
import { without } from '../../internal/without.js'
import { nowOf } from '../../time/clock-state.js'
import type { Span } from '../../release/simulation/written-values.js'
import { addDuration, readDuration } from '../../time/duration.js'
import type { Running } from '../sandbox/running.js'
import type { EndpointOptions } from './endpoints/check-endpoint.js'
import { deliveryWithId, type KeptDelivery } from './deliveries/delivery.js'
import {
  endpointsOf,
  endpointWithId,
  withEndpointAt,
  type EndpointRecord,
  type KeptEndpoint
} from './endpoints/endpoint.js'
import { wantsEvent } from './events/event-filter.js'
import { eventsOf } from './events/event.js'
import { redeliver } from './deliveries/redeliver.js'
import {
  changedEndpoint,
  rotatedEndpoint,
  withDisabled,
  withEndpoint,
  withoutEndpoint
} from './endpoints/register.js'
import {
  deliveriesFor,
  shownDelivery,
  type DeliveryFilter,
  type WebhookDelivery
} from './deliveries/shown-delivery.js'
import {
  shownEndpoint,
  type WebhookEndpoint,
  type WebhookEndpointWithSecret
} from './endpoints/shown-endpoint.js'
import { shownEvent, type WebhookEvent } from './events/shown-event.js'
import { keptAnswers } from './sinks/sink-answers.js'
import { sinkOn, type SinkOptions, type WebhookSink } from './sinks/sink.js'

/** Which events: all that is said must hold. */
export interface EventFilter {
  /** The type, with `*` for anything. */
  readonly type?: string
  readonly resource?: string
}

/**
 * Webhooks of a sandbox. What happens becomes an event as long as somebody listens, and each event a delivery to each endpoint that wants it. The last
 * 10,000 events are remembered.
 */
export interface Webhooks {
  /**
   * Registers an endpoint that is reached over the network. Its secret is shown this once. Throws `invalid-endpoint`.
   *
   * @example
   * const { secret } = sandbox.webhooks.register({ url: 'https://partner.example/hooks', events: ['payment.*'] })
   */
  register(options: EndpointOptions): WebhookEndpointWithSecret
  /** The endpoints, oldest first, without their secrets. */
  endpoints(): readonly WebhookEndpoint[]
  /** Changes what the options of an endpoint say. Throws `unknown-endpoint` and `invalid-endpoint`. */
  update(id: string, changes: Partial<Omit<EndpointOptions, 'secret'>>): WebhookEndpoint
  /** Sends an endpoint nothing more; what was on its way is cancelled. Throws `unknown-endpoint`. */
  disable(id: string): WebhookEndpoint
  /** Sends an endpoint what happens from now on. Throws `unknown-endpoint`. */
  enable(id: string): WebhookEndpoint
  /** Removes an endpoint; what was on its way is cancelled, what was delivered stays in the log. Throws `unknown-endpoint`. */
  remove(id: string): void
  /**
   * Gives an endpoint a new secret, made up where none is given. For `overlap` on the sandbox's clock (default 24 hours, 0 for none) the ones before sign
   * as well; `github` has room for the new one only. Throws `unknown-endpoint` and `invalid-endpoint`.
   */
  rotate(
    id: string,
    options?: { readonly overlap?: Span; readonly secret?: string }
  ): WebhookEndpointWithSecret
  /** The deliveries, oldest first, each with all of its attempts. */
  deliveries(filter?: DeliveryFilter): readonly WebhookDelivery[]
  /** One delivery. Throws `unknown-delivery`. */
  delivery(id: string): WebhookDelivery
  /** The deliveries whose last attempt failed. */
  deadLetters(): readonly WebhookDelivery[]
  /** The events, oldest first. */
  events(filter?: EventFilter): readonly WebhookEvent[]
  /**
   * Makes deliveries again now, whatever became of them: the same events with the same ids, attempts counted on. Of those that a filter takes the ones are
   * left out whose endpoint is disabled or gone. Gives them as they are then. Throws `unknown-delivery`; `unknown-endpoint` where the one has none to go to.
   */
  redeliver(which: string | DeliveryFilter): readonly WebhookDelivery[]
  /** A receiver in the same process, for tests. Throws `invalid-endpoint`. */
  sink(options?: SinkOptions): WebhookSink
}

/** The webhooks of a running sandbox. */
export function webhooksOn(running: Running): Webhooks {
  const { engine } = running
  const now = (): number => nowOf(running.world(), engine.options.now)
  const shown = (record: EndpointRecord): WebhookEndpoint => shownEndpoint(record, now())
  const show = ([, delivery]: KeptDelivery): WebhookDelivery =>
    shownDelivery(engine, running.world(), delivery)

  function endpointOf(id: string): KeptEndpoint {
    running.tick()
    const found = endpointWithId(running.world(), id)
    if (found) return found
    throw new SandboxError(
      'unknown-endpoint',
      `There is no endpoint '${id.slice(0, 100)}'. sandbox.webhooks.endpoints() lists those that there are.`
    )
  }

  function deliveryOf(id: string): KeptDelivery {
    const found = deliveryWithId(running.world(), id)
    if (found) return found
    throw new SandboxError(
      'unknown-delivery',
      `There is no delivery '${id.slice(0, 100)}'. sandbox.webhooks.deliveries() lists those that are remembered.`
    )
  }

  function put(seq: number, record: EndpointRecord, name: string, input: object): WebhookEndpoint {
    const world = withEndpointAt(running.world(), seq, record)
    running.change(`webhooks.${name}`, { id: record.id, ...input }, world)
    return shown(record)
  }

  return {
    register(options) {
      running.tick()
      const { world, endpoint, secret } = withEndpoint(engine, running.world(), options, 'user')
      running.change('webhooks.register', withoutSecret(options), world)
      return { ...shown(endpoint), secret }
    },
    endpoints: () => [...endpointsOf(running.world())].map(([, record]) => shown(record)),
    update(id, changes) {
      const [seq, record] = endpointOf(id)
      return put(seq, changedEndpoint(engine, record, changes), 'update', { changes })
    },
    disable(id) {
      running.change('webhooks.disable', { id }, withDisabled(running.world(), endpointOf(id)))
      return shown(endpointOf(id)[1])
    },
    enable(id) {
      const [seq, record] = endpointOf(id)
      return put(seq, { ...record, enabled: true, reason: null }, 'enable', {})
    },
    remove(id) {
      const found = endpointOf(id)
      running.change('webhooks.remove', { id }, withoutEndpoint(running.world(), found))
    },
    rotate(id, { overlap = '24h', secret: given } = {}) {
      const [seq, record] = endpointOf(id)
      const span = addDuration(now(), readDuration(overlap)) - now()
      const { endpoint, secret } = rotatedEndpoint(engine, record, now(), { overlap: span, secret: given })
      return { ...put(seq, endpoint, 'rotate', { overlap: span }), secret }
    },
    deliveries: (filter) => deliveriesFor(running.world(), filter).map(show),
    delivery: (id) => show(deliveryOf(id)),
    deadLetters: () => deliveriesFor(running.world(), { status: 'failed' }).map(show),
    events: ({ type, resource } = {}) =>
      [...eventsOf(running.world())]
        .map(([, record]) => record)
        .filter((one) => type === undefined || wantsEvent([type], one.type))
        .filter((one) => resource === undefined || one.thing?.resource === resource)
        .map(shownEvent),
    redeliver(which) {
      running.tick()
      const found = typeof which === 'string' ? [deliveryOf(which)] : deliveriesFor(running.world(), which)
      const sent = redeliver(running, found)
      if (typeof which === 'string' && sent.length === 0)
        throw new SandboxError(
          'unknown-endpoint',
          `The endpoint of the delivery '${which}' is disabled or gone. Enable it first.`
        )
      return sent.map(([, { id }]) => show(deliveryOf(id)))
    },
    sink(options = {}) {
      running.tick()
      return openSink(running, options)
    }
  }
}

function openSink(running: Running, given: SinkOptions): WebhookSink {
  const { answers, ...options } = given
  const { engine } = running
  const sinks = [...endpointsOf(running.world())].filter(([, { sink }]) => sink !== null)
  const there = options.url === undefined ? undefined : sinks.find(([, { url }]) => url === options.url)
  if (there) {
    const [seq, record] = there
    const script = answers === undefined ? {} : keptAnswers(answers)
    const changed = changedEndpoint(engine, record, options)
    const world = withEndpointAt(running.world(), seq, { ...changed, sink: { ...record.sink!, ...script } })
    running.change('webhooks.sink', withoutSecret(given), world)
    return sinkOn(running, record.id, record.url, record.secrets[0]!.secret)
  }
  const taken = new Set(sinks.map(([, { url }]) => url))
  let number = 1
  while (taken.has(`sink://${number}`)) number++
  const script = answers === undefined ? { answers: [], always: null } : keptAnswers(answers)
  const { world, endpoint, secret } = withEndpoint(
    engine,
    running.world(),
    { url: `sink://${number}`, ...options },
    'user',
    { ...script, arrived: 0, cleared: 0 }
  )
  running.change('webhooks.sink', { ...withoutSecret(given), url: endpoint.url }, world)
  return sinkOn(running, endpoint.id, endpoint.url, secret)
}

/** What was asked for, as traces know it. */
function withoutSecret(options: EndpointOptions | SinkOptions): JsonObject {
  return without(options, 'secret') as JsonObject
}
