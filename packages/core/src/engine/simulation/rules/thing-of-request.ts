// The thing that a request names, as it is before anything is done.
import type { World } from '../../../state/world.js'
import { nowOf } from '../../../time/clock-state.js'
import type { Engine } from '../../engine.js'
import type { Validated } from '../../stages.js'
import type { Facts } from '../../stateful/facts.js'
import { keyOf } from '../../stateful/input.js'
import { scopeOf } from '../../stateful/scope.js'
import { lookUp, singletonAt } from '../../stateful/standing.js'

/** Its members; `undefined` where the request names none, or none that is there. */
export function thingOfRequest(engine: Engine, world: World, request: Validated): Facts | undefined {
  const { understanding } = engine
  const binding = understanding.binding(request.operation.key)
  if (!binding?.resource) return undefined
  const scope = scopeOf(understanding, world, binding.within, request.input.path)
  if ('missing' in scope) return undefined
  const view = understanding.view(binding.resource.value)
  const now = nowOf(world, engine.options.now)
  const place = { engine, understanding, world, view, scope, now }
  const id = keyOf({ binding, plan: { request } })
  const isSingleton = view.resource.kind.value === 'singleton'
  const found = isSingleton ? singletonAt(place) : id === undefined ? undefined : lookUp(place, id)
  return found && found[1].deleted === undefined ? found[1].facts : undefined
}
