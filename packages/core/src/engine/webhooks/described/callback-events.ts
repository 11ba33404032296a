// Changes of things that callbacks were registered for become events of theirs.
import type { World } from '../../../state/world.js'
import type { Cause, ThingChange } from '../../changes.js'
import type { Engine } from '../../engine.js'
import { withEventTo } from '../deliveries/deliver-event.js'
import { endpointsOf, type KeptEndpoint } from '../endpoints/endpoint.js'
import { nextEventId } from '../events/event.js'
import { shownThing } from '../events/shown-thing.js'
import { withPayload } from './as-described.js'
import { openTarget } from './callback-target.js'
import { tellsOf } from './tells-of.js'

/** The world with the events that callbacks tell of, and with their deliveries due now. */
export function withCallbackEvents(
  engine: Engine,
  world: World,
  changes: readonly ThingChange[],
  cause: Cause
): World {
  const listening = [...endpointsOf(world)].filter(([, { enabled, callback }]) => enabled && callback)
  let next = world
  for (const [seq, endpoint] of listening)
    for (const change of changes) next = told(engine, next, [seq, endpoint], change, cause)
  return next
}

function told(engine: Engine, world: World, [seq]: KeptEndpoint, change: ThingChange, cause: Cause): World {
  const endpoint = endpointsOf(world).get(seq)
  const target = endpoint?.callback
  if (!target || target.resource !== change.resource || target.seq !== change.seq) return world
  const opened = openTarget(engine, target)
  if (!opened) return world
  const { operation, binding } = opened
  const { state } = engine.understanding.view(change.resource).resource
  // Whoever registered it knows of that change by the answer.
  const isTold = binding.on === undefined ? change.kind !== 'created' : tellsOf(binding, change, state)
  if (!isTold) return world
  const { resource, after } = change
  const event = {
    type: binding.type,
    thing: { resource, seq: change.seq, id: after.id },
    data: shownThing(engine, world, resource, after),
    entity: after
  }
  const id = nextEventId(engine, world)
  const described = withPayload(engine, world, event, { operation, binding, id })
  return withEventTo(engine, world, described, cause, [[seq, endpoint]])
}
