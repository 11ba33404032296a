// The thing that a pack means by an id: a kept one wherever it stands, or one that is there although nobody made it.
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import type { Engine } from '../engine.js'
import type { Entity } from '../stateful/entity.js'
import { lookUp, singletonAt } from '../stateful/standing.js'
import { thingsWithId } from '../stateful/things.js'

/** A thing with its number; `undefined` for one that nobody made. */
export type Found = readonly [seq: number | undefined, entity: Entity]

/** Looks it up; `undefined` where there is none, or it is deleted. Of several with one id below different parents, the oldest. */
export function thingCalled(engine: Engine, world: World, resource: string, id: string): Found | undefined {
  const { understanding, options } = engine
  const view = understanding.view(resource)
  for (const kept of thingsWithId(world, view, id)) if (kept[1].deleted === undefined) return kept
  // Below which parents one that nobody made would stand, an id does not say.
  if (view.itemParents.size > 0) return undefined
  const around = { engine, understanding, world, view, scope: [], now: nowOf(world, options.now) }
  const found = view.resource.kind.value === 'singleton' ? singletonAt(around) : lookUp(around, id)
  return found?.[1].deleted === undefined ? found : undefined
}
