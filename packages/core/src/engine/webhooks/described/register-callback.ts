// A callback becomes an endpoint: registered by a request, for one thing only.
import { SandboxError } from '../../../errors.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import { endpointsOf, endpointWithId, withEndpointAt, type KeptEndpoint } from '../endpoints/endpoint.js'
import { withEndpoint, withoutEndpoint } from '../endpoints/register.js'
import type { CallbackTarget } from './callback-target.js'

/** How many endpoints of callbacks there are at most; the oldest go. */
export const mostCallbacks = 50

/** The world with an endpoint for a callback, or with none more and the reason why, as a sentence. */
export function registerCallback(
  engine: Engine,
  world: World,
  url: string,
  target: CallbackTarget
): { readonly world: World; readonly problem?: string } {
  const known = [...endpointsOf(world)].filter(([, { source }]) => source === 'callback')
  if (
    known.some(
      ([, endpoint]) => endpoint.enabled && endpoint.url === url && isSame(endpoint.callback, target)
    )
  )
    return { world }
  try {
    const description = `${target.callback.slice(0, 200)} of ${target.operation.slice(0, 500)}`
    const room = withoutOldest(world, known)
    const registered = withEndpoint(engine, room, { url, description }, 'callback')
    const [seq, endpoint] = endpointWithId(registered.world, registered.endpoint.id)!
    // Nothing that happens elsewhere is for it: what it is told is found by its target.
    return { world: withEndpointAt(registered.world, seq, { ...endpoint, events: [], callback: target }) }
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error
    return { world, problem: error.message }
  }
}

function withoutOldest(world: World, known: readonly KeptEndpoint[]): World {
  return known
    .slice(0, Math.max(0, known.length - mostCallbacks + 1))
    .reduce((next, endpoint) => withoutEndpoint(next, endpoint), world)
}

function isSame(one: CallbackTarget | undefined, other: CallbackTarget): boolean {
  return (
    one !== undefined &&
    one.operation === other.operation &&
    one.callback === other.callback &&
    one.expression === other.expression &&
    one.resource === other.resource &&
    one.seq === other.seq
  )
}
