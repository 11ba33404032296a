// Delete: the thing goes, and what becomes of what stands below it is the model's to say: it goes too, it forbids it, or it is let go.
import type { World } from '../../state/world.js'
import { isRefusal, type Refusal } from '../errors/refusal.js'
import type { Changing } from './after-change.js'
import { rowsOf, type EntityRow } from './rows-of.js'
import { answerWith } from './bodies/answer.js'
import type { Call, Outcome } from './call.js'
import { conflict, notFound } from './refusals.js'
import type { Entity } from './entity.js'
import { withFact, type Facts } from './facts.js'
import { childrenOf, keep, thingsOf } from './things.js'
import { keyOf } from './input.js'
import { nameOf } from './name-of.js'
import type { ResourceView, Understanding } from './resource-view.js'
import { allOf } from './rows-of.js'
import { existsUnasked } from './scope.js'
import { lookUp, singletonAt } from './standing.js'
import { withStamps, withStateStamps } from './births/stamps.js'
import { checkPreconditions } from './validators.js'

/** Deletes the thing and says so. */
export function remove(call: Call): Outcome | Refusal {
  const { view } = call
  const id = keyOf(call)
  const isSingleton = view.resource.kind.value === 'singleton'
  if (!isSingleton && !call.binding.key) return removeAll(call)
  const found = isSingleton ? singletonAt(call) : lookUp(call, id ?? '')
  if (!found || found[1].deleted !== undefined) return notFound(nameOf(call), id ?? '')
  const refused = checkPreconditions(call, found[1])
  if (refused) return refused
  const [seq, entity] = found
  const removed = withoutThing(call, seq, entity)
  if (isRefusal(removed)) return removed
  const { world, tombstone } = removed
  const shown = tombstone ?? { ...entity, facts: markDeleted(entity.facts) }
  const after = { ...call, world }
  const entities = call.binding.output.value.kind === 'items' ? allOf(after) : [shown]
  return { world, answer: answerWith(after, call.plan, { entities, key: entity.key }) }
}

/**
 * The world without a thing and what goes with it, and what is left of the thing where later reads still show it. Refuses where others below it
 * forbid that.
 */
export function withoutThing(
  place: Changing,
  seq: number | undefined,
  entity: Entity
): { readonly world: World; readonly tombstone: Entity | undefined } | Refusal {
  const { understanding, view } = place
  const { onDelete, kind } = view.resource
  if (
    seq !== undefined &&
    onDelete.value === 'restrict' &&
    hasChildren(understanding, place.world, view, seq)
  )
    return conflict(`This ${nameOf(place)} still has others below it; delete those first`)
  const tombstone = buried(place, entity)
  // What would be there unasked stays away only if it is kept that it went.
  const isKept =
    tombstone || seq === undefined || kind.value === 'singleton' || existsUnasked(view.resource, entity.id)
  const world = isKept
    ? keep(place, seq, tombstone ?? { ...entity, deleted: 'gone' })
    : place.world.withCollection(view.resource.name, thingsOf(place.world, view).delete(seq))
  return { world: seq === undefined ? world : withoutChildren(understanding, world, view, seq), tombstone }
}

/** DELETE on a collection: all that its list would show. */
function removeAll(call: Call): Outcome {
  const { view, understanding } = call
  let { world } = call
  const all = rowsOf(call)
  for (const row of all.page(0, all.size)) {
    const { entity, seq } = row as EntityRow
    const tombstone = buried(call, entity)
    if (seq < 0) {
      // Nobody made it: that it is gone is all there is to keep.
      world = keep({ ...call, world }, undefined, { ...entity, deleted: 'gone' })
      continue
    }
    world = tombstone
      ? keep({ ...call, world }, seq, { ...tombstone, deleted: 'shown' })
      : world.withCollection(view.resource.name, thingsOf(world, view).delete(seq))
    world = withoutChildren(understanding, world, view, seq)
  }
  return { world, answer: answerWith({ ...call, world }, call.plan, { entities: [], key: view.hash }) }
}

/** What is left of a thing that later reads still show. */
function buried(call: Changing, entity: Entity): Entity | undefined {
  const { view, now } = call
  const tombstone = view.resource.tombstone?.value
  if (!tombstone) return undefined
  const facts = withFact(entity.facts, tombstone.at, tombstone.kind === 'flag' ? true : tombstone.state)
  const deleted = Math.max(now, entity.updated + 1000)
  const stamped = withStateStamps(call, entity.facts, facts, {}, deleted)
  return {
    ...entity,
    facts: withStamps(stamped, view.resource.timestamps, deleted, {}, ['deleted', 'updated']),
    revision: entity.revision + 1,
    deleted: tombstone.kind === 'state' ? 'ended' : 'shown'
  }
}

/** A body such as `{ id, deleted: true }` says so by its own schema; a boolean that says so in the thing's own schema is helped. */
function markDeleted(facts: Facts): Facts {
  return { ...facts, deleted: true }
}

function hasChildren(
  understanding: Understanding,
  world: World,
  { resource, children }: ResourceView,
  seq: number
): boolean {
  return children.some((name) => {
    for (const child of childrenOf(world, understanding.view(name), resource.name, `#${seq}`))
      if (thingsOf(world, understanding.view(name)).get(child)!.deleted === undefined) return true
    return false
  })
}

/** Lets go of, or deletes with theirs, the things below a deleted one. Each thing stands below only so many: no recursion without end. */
function withoutChildren(
  understanding: Understanding,
  start: World,
  top: ResourceView,
  topSeq: number
): World {
  let world = start
  const queue: { view: ResourceView; seq: number }[] = [{ view: top, seq: topSeq }]
  for (let parent = queue.pop(); parent; parent = queue.pop()) {
    const { resource, children } = parent.view
    for (const name of children) {
      const view = understanding.view(name)
      for (const seq of childrenOf(world, view, resource.name, `#${parent.seq}`)) {
        const things = thingsOf(world, view)
        if (resource.onDelete.value === 'set-null') {
          world = world.withCollection(name, things.set(seq, letGo(things.get(seq)!, resource.name, view)))
          continue
        }
        world = world.withCollection(name, things.delete(seq))
        queue.push({ view, seq })
      }
    }
  }
  return world
}

function letGo(entity: Entity, parent: string, { resource }: ResourceView): Entity {
  const { [parent]: _parent, ...parents } = entity.parents
  const at = resource.parents.find((one) => one.resource === parent)?.at?.value
  return {
    ...entity,
    parents,
    facts: at ? withFact(entity.facts, at, null) : entity.facts,
    revision: entity.revision + 1
  }
}
