// A thing as events tell of it: as the API shows it.
import { equalJson } from '../../../internal/equal-json.js'
import { isObject, setOwn } from '../../../internal/json.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import { entityBody } from '../../stateful/bodies/entity-body.js'
import { inWorld } from '../../stateful/bodies/in-world.js'
import type { Entity } from '../../stateful/entity.js'
import { nameOf } from '../../stateful/name-of.js'

/** The thing as a response of its resource shows it; its facts where no response describes one. */
export function shownThing(engine: Engine, world: World, resource: string, entity: Entity): unknown {
  const { understanding } = engine
  if (!Object.hasOwn(understanding.model.resources, resource)) return entity.facts
  const view = understanding.view(resource)
  const surroundings = { engine, understanding, world }
  const shown = inWorld(surroundings, view, entity)
  return view.schema === undefined ? shown.facts : entityBody(surroundings, view.schema, shown).value
}

/** What a thing of a resource is called in types of events: `payment_intent`. */
export function nounOf({ understanding }: Engine, resource: string): string {
  if (!Object.hasOwn(understanding.model.resources, resource)) return resource
  return nameOf({ view: understanding.view(resource) }).replaceAll(/\s+/g, '_')
}

/** Of the members that changed, what they were; null for those that were not there. `undefined` where none changed. */
export function previousOf(before: unknown, after: unknown): Record<string, unknown> | undefined {
  if (!isObject(before) || !isObject(after)) return equalJson(before, after) ? undefined : {}
  const previous: Record<string, unknown> = {}
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = Object.hasOwn(before, name) ? before[name] : undefined
    const is = Object.hasOwn(after, name) ? after[name] : undefined
    if (was !== is && !equalJson(was, is)) setOwn(previous, name, was ?? null)
  }
  return Object.keys(previous).length === 0 ? undefined : previous
}
