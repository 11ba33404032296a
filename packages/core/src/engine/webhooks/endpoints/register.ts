// Endpoints come and go: every change of them, in worlds.
import { isSandboxError, SandboxError } from '../../../errors.js'
import { checkWebUrl } from '../../../effects/delivery/endpoint-url.js'
import { inPack } from '../../../release/pack/open-pack.js'
import type { World } from '../../../state/world.js'
import { nowOf } from '../../../time/clock-state.js'
import type { Engine } from '../../engine.js'
import {
  checkEndpoint,
  checkSinkUrl,
  invalidEndpoint,
  refuseSecret,
  type EndpointOptions
} from './check-endpoint.js'
import { derivedId, newSecret } from '../derived.js'
import {
  endpointsName,
  endpointsOf,
  sinkAt,
  withEndpointAt,
  type EndpointRecord,
  type KeptEndpoint,
  type KeptSink
} from './endpoint.js'
import { withoutPending } from '../deliveries/keep-delivery.js'

/** How many endpoints a sandbox has at most. */
const mostEndpoints = 100
const mostSecrets = 10

/** What keeps a URL from being a destination, by its form and for the host. */
function checkUrlFor({ options: { host } }: Engine): (url: string) => string | undefined {
  return (url) => checkWebUrl(url) ?? host.checkDestination?.(url)
}

/** The world with one more endpoint, and its secret. Throws `invalid-endpoint`, and `invalid-time` for a span that is none. */
export function withEndpoint(
  engine: Engine,
  world: World,
  options: EndpointOptions,
  source: EndpointRecord['source'],
  sink: KeptSink | null = null
): { readonly world: World; readonly endpoint: EndpointRecord; readonly secret: string } {
  const endpoints = endpointsOf(world)
  const style = engine.simulation?.webhooks.style ?? 'standard'
  const staysInside = sink !== null || (source === 'callback' && sinkAt(world, options.url) !== undefined)
  const checked = checkEndpoint(options, style, staysInside ? checkSinkUrl : checkUrlFor(engine))
  if (endpoints.size >= mostEndpoints)
    throw invalidEndpoint(`A sandbox has at most ${mostEndpoints} endpoints. Remove one first.`)
  const id = derivedId(engine, 'we_', endpoints.next)
  const secret = options.secret ?? newSecret(engine, id, 1)
  refuseSecret(checked.style, secret)
  const endpoint: EndpointRecord = {
    id,
    ...checked,
    secrets: [{ secret, until: null }],
    secretCount: 1,
    enabled: true,
    reason: null,
    sink,
    held: null,
    created: nowOf(world, engine.options.now),
    source
  }
  const { collection } = endpoints.insert(endpoint)
  return { world: world.withCollection(endpointsName, collection), endpoint, secret }
}

/** The world with the endpoints that the pack has. Throws as `withEndpoint`. */
export function withPackEndpoints(engine: Engine, world: World): World {
  const endpoints = engine.simulation?.webhooks.endpoints ?? []
  return endpoints.reduce((next, spec, index) => {
    try {
      return withEndpoint(engine, next, spec, 'pack').world
    } catch (error) {
      if (!isSandboxError(error)) throw error
      const message = `The endpoint '${spec.url}' of the pack cannot be used. ${error.message}`
      const pointer = `/webhooks/endpoints/${index}`
      const issue = inPack({ code: 'simulation-invalid', severity: 'error', pointer, message })
      throw new SandboxError('invalid-pack', message, { issues: [issue] })
    }
  }, world)
}

/** The endpoint with other options; its secret stays. Throws as `withEndpoint`. */
export function changedEndpoint(
  engine: Engine,
  record: EndpointRecord,
  changes: Partial<Omit<EndpointOptions, 'secret'>>
): EndpointRecord {
  if (Object.hasOwn(changes, 'secret'))
    throw invalidEndpoint('A secret is not changed with an endpoint: `rotate` gives a new one.')
  const { url, events, description, style, headers, jitter, mode, retries, signatureTime, sink } = record
  const spans = retries === null ? {} : { retries: retries.slice(1) }
  const options: EndpointOptions = {
    url,
    // What a callback is told does not go by types.
    ...(events.length > 0 && { events }),
    description,
    style,
    headers,
    jitter,
    mode,
    signatureTime,
    ...spans,
    ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  }
  const checkUrl = sink || url === options.url ? checkSinkUrl : checkUrlFor(engine)
  const checked = checkEndpoint(options, style, checkUrl)
  if (checked.style !== style) for (const { secret } of record.secrets) refuseSecret(checked.style, secret)
  const isTold = events.length > 0 || changes.events !== undefined
  return { ...record, ...checked, ...(!isTold && { events }) }
}

/** The endpoint with a new secret; until the overlap is over the ones before sign as well. Throws `invalid-endpoint`. */
export function rotatedEndpoint(
  engine: Engine,
  record: EndpointRecord,
  now: number,
  { overlap, secret: given }: { readonly overlap: number; readonly secret?: string | undefined }
): { readonly endpoint: EndpointRecord; readonly secret: string } {
  const secretCount = record.secretCount + 1
  const secret = given ?? newSecret(engine, record.id, secretCount)
  refuseSecret(record.style, secret)
  const until = now + overlap
  const old = record.secrets
    .map((one) => ({ ...one, until: Math.min(one.until ?? until, until) }))
    .filter((one) => one.until > now && one.secret !== secret)
  const secrets = [{ secret, until: null }, ...old].slice(0, mostSecrets)
  return { endpoint: { ...record, secrets, secretCount }, secret }
}

/** The world in which nothing is sent to an endpoint; what was on its way is cancelled. */
export function withDisabled(world: World, [seq, endpoint]: KeptEndpoint): World {
  if (!endpoint.enabled) return world
  const reason = 'It was disabled.'
  const disabled = withEndpointAt(world, seq, { ...endpoint, enabled: false, reason })
  return withoutPending(disabled, endpoint.id, 'The endpoint was disabled.')
}

/** The world without an endpoint; what was on its way to it is cancelled. */
export function withoutEndpoint(world: World, [seq, { id }]: KeptEndpoint): World {
  const bare = world.withCollection(endpointsName, endpointsOf(world).delete(seq))
  return withoutPending(bare, id, 'The endpoint was removed.')
}
