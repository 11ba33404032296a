// Where events are sent: endpoints as records of the world, secrets and all.
import type { Collection } from '../../../state/collection.js'
import type { World } from '../../../state/world.js'
import type { CallbackTarget } from '../described/callback-target.js'
import type { WebhookStyle } from '../../../effects/signatures/style.js'

/** The collection of the endpoints. */
export const endpointsName = '$endpoints'

/**
 * How events arrive, to test a receiver. `duplicates`: each delivery that succeeds is made once more, with the same id. `out-of-order`: some
 * events wait until the next one has been sent, at most 5 seconds of the sandbox's clock; the seed says which.
 */
export type EndpointMode = 'normal' | 'duplicates' | 'out-of-order'

/** By which clock deliveries over the network are signed. */
export type SignatureTime = 'host' | 'sandbox'

/** What an in-process receiver answers; `status` null for no answer at all. */
export interface KeptAnswer {
  readonly status: number | null
  readonly headers: { readonly [name: string]: string }
  readonly body: string
  /** Milliseconds of the sandbox's clock that it takes. */
  readonly delay: number
}

/** A receiver within the sandbox. */
export interface KeptSink {
  /** What the next attempts are answered with, and then all others; null for 200. */
  readonly answers: readonly KeptAnswer[]
  readonly always: KeptAnswer | null
  /** How many attempts it has seen, and up to which of them it was cleared. */
  readonly arrived: number
  readonly cleared: number
}

/** The record of an endpoint. Plain JSON. */
export interface EndpointRecord {
  readonly id: string
  readonly url: string
  readonly events: readonly string[]
  readonly description: string
  readonly style: WebhookStyle
  readonly headers: { readonly [name: string]: string }
  /** Newest first; `until` (epoch milliseconds) for those that are on their way out. */
  readonly secrets: readonly { readonly secret: string; readonly until: number | null }[]
  /** How many secrets it has had. */
  readonly secretCount: number
  readonly enabled: boolean
  /** Why it is not. */
  readonly reason: string | null
  /** Null for one that is reached over the network. */
  readonly sink: KeptSink | null
  readonly mode: EndpointMode
  readonly signatureTime: SignatureTime
  /** The number of the delivery that waits for the next one to overtake it. */
  readonly held: number | null
  /** 0 for delays as scheduled; 0.1 makes them up to 10 % longer. */
  readonly jitter: number
  /** Milliseconds, as in `RetrySchedule`; null for that of the sandbox. */
  readonly retries: readonly number[] | null
  readonly created: number
  readonly source: 'user' | 'pack' | 'callback'
  /** What an endpoint of a callback is about; it gets nothing else. */
  readonly callback?: CallbackTarget
}

/** An endpoint with its number in the collection. */
export type KeptEndpoint = readonly [seq: number, endpoint: EndpointRecord]

/** The endpoints of a world. */
export function endpointsOf(world: World): Collection<EndpointRecord> {
  return world.collection<EndpointRecord>(endpointsName)
}

/** The endpoint with an id. */
export function endpointWithId(world: World, id: string): KeptEndpoint | undefined {
  return endpointsOf(world)
    .index('id', ({ id: own }) => [own])
    .first(id)
}

/** The receiver within the sandbox that a URL names. */
export function sinkAt(world: World, url: string): KeptEndpoint | undefined {
  for (const kept of endpointsOf(world))
    if (kept[1].sink && kept[1].enabled && kept[1].url === url) return kept
  return undefined
}

/** The world with an endpoint in place of the one with its number. */
export function withEndpointAt(world: World, seq: number, endpoint: EndpointRecord): World {
  return world.withCollection(endpointsName, endpointsOf(world).set(seq, endpoint))
}

/** The secrets that sign at an instant. */
export function secretsAt({ secrets }: EndpointRecord, now: number): readonly string[] {
  return secrets.filter(({ until }) => until === null || until > now).map(({ secret }) => secret)
}
