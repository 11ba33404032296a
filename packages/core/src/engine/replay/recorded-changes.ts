// What a request did, taken from the record of it: for requests whose bodies are gone.
import { deriveKey } from '../../internal/random.js'
import { isObject } from '../../internal/json.js'
import { inKeyOrder } from '../../internal/key-order.js'
import { changeJson } from '../../state/change-json.js'
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import type { TraceChange, TraceRecord } from '../../traces/record.js'
import type { Engine } from '../engine.js'
import { isRefusal } from '../errors/refusal.js'
import type { Plan } from '../stages.js'
import type { Changing } from '../stateful/after-change.js'
import { counted } from '../stateful/births/number-within.js'
import type { Entity } from '../stateful/entity.js'
import type { Facts } from '../stateful/facts.js'
import { withoutThing } from '../stateful/remove.js'
import type { ResourceView } from '../stateful/resource-view.js'
import { findThing, parentsOf, scopeOf, type Scope } from '../stateful/scope.js'
import { keep, thingsOf, thingsWithId, type Kept } from '../stateful/things.js'

/** The world after what a request did to things. Those of resources that the release does not have are left out. */
export function withRecordedChanges(
  engine: Engine,
  from: World,
  { request }: Plan,
  changes: readonly TraceChange[]
): World {
  const { understanding, options } = engine
  const known = understanding.model.resources
  const now = nowOf(from, options.now)
  const binding = understanding.binding(request.operation.key)
  const found = binding ? scopeOf(understanding, from, binding.within, request.input.path, false) : []
  const own = 'missing' in found ? [] : found
  let world = from
  for (const change of changes) {
    if (!Object.hasOwn(known, change.resource)) continue
    const scope = binding?.resource?.value === change.resource ? own : []
    const view = understanding.view(change.resource)
    world = withChange({ engine, understanding, world, view, scope, now }, from, change)
  }
  return world
}

/** Whether what a record tells of its changes may not be all: lists are cut behind so many, and long values become texts. */
export function isCutShort({ changes, events, timers }: TraceRecord): boolean {
  const isMany = (list: readonly unknown[]): boolean => list.length >= 100
  return (
    [changes, events, timers.scheduled, timers.cancelled].some(isMany) ||
    changes.some(
      ({ kind, fields }) =>
        isMany(fields) ||
        fields.some(({ after }) =>
          typeof after === 'string' ? isCut(after) : kind === 'created' && !isObject(after)
        )
    )
  )
}

function isCut(text: string): boolean {
  return text.length === 4000 && text.endsWith('…')
}

function withChange(place: Changing, from: World, change: TraceChange): World {
  switch (change.kind) {
    case 'created':
      return withCreated(place, change)
    case 'updated': {
      const kept = thingOf(place, from, change)
      return kept ? withUpdated(place, kept, change) : place.world
    }
    case 'deleted': {
      const kept = thingOf(place, from, change)
      if (!kept || kept[1].deleted !== undefined) return place.world
      const removed = withoutThing(place, ...kept)
      if (!isRefusal(removed)) return removed.world
      const { world, view } = place
      return world.withCollection(view.resource.name, thingsOf(world, view).delete(kept[0]))
    }
  }
}

function withCreated(place: Changing, { id, seq, fields }: TraceChange): World {
  const { engine, understanding, world, view, now } = place
  const facts = fields[0]?.after
  if (!isObject(facts)) return world
  const scope: Scope = place.scope
  const there = findThing(world, view, id, scope)
  const entity: Entity = {
    id,
    key: deriveKey(deriveKey(engine.seedKey, view.hash), seq),
    facts: inKeyOrder(facts) as Facts,
    parents: parentsOf(understanding, world, view, facts, scope),
    created: now,
    updated: now,
    revision: 1
  }
  const kept = keep(place, there?.[1].id === id ? there[0] : undefined, entity)
  return counted(kept, view, scope)
}

function withUpdated(place: Changing, [seq, entity]: Kept, { id, fields }: TraceChange): World {
  const { understanding, world, view, now } = place
  const facts = changeJson(entity.facts, fields)
  if (!isObject(facts)) return world
  const { deleted: _deleted, ...alive } = entity
  return keep(place, seq, {
    ...alive,
    id,
    ...(id !== entity.id && { formerIds: [...(entity.formerIds ?? []), entity.id].slice(-10) }),
    facts: inKeyOrder(facts) as Facts,
    parents: { ...entity.parents, ...parentsOf(understanding, world, view, facts, []) },
    updated: Math.max(now, entity.updated + 1000),
    revision: entity.revision + 1
  })
}

/** A thing as it is by now, looked up as the request found it: what went along with another is gone, and nothing else goes for it. */
function thingOf({ world, view }: Changing, from: World, change: TraceChange): Kept | undefined {
  const before = thingIn(from, view, change)
  const entity = before && thingsOf(world, view).get(before[0])
  return entity && [before[0], entity]
}

/** By its number, where that thing goes by the id; else by the id; else by its number: then it has another id now. */
function thingIn(world: World, view: ResourceView, { id, seq }: TraceChange): Kept | undefined {
  const entity = thingsOf(world, view).get(seq)
  if (entity?.id === id) return [seq, entity]
  const [named] = thingsWithId(world, view, id)
  return named ?? (entity && [seq, entity])
}
