// The thing after its facts have changed: stamped, counted, and standing where the facts say.
import { inKeyOrder } from '../../internal/key-order.js'
import { normaliseName } from '../../internal/normalise-name.js'
import type { Resource } from '../../release/resources/model.js'
import type { Refusal } from '../errors/refusal.js'
import type { Call } from './call.js'
import { sameParents, type Entity } from './entity.js'
import { factAt, idText, withFact, type Facts } from './facts.js'
import { checkReferences } from './references.js'
import { conflict } from './refusals.js'
import { parentsOf } from './scope.js'
import { withStamps, withStateStamps } from './stamps.js'
import { thingsWithId } from './things.js'

/** The thing after its facts have changed: stamped, counted, with its parents and its id as the facts say. */
export function afterChange(call: Call, entity: Entity, facts: Facts, sent: Facts): Entity | Refusal {
  const { understanding, world, view, scope } = call
  const { resource } = view
  const missing = checkReferences(call, sent)
  if (missing) return missing
  // A clock that stands still would let no client see that something changed.
  const updated = Math.max(call.now, entity.updated + 1000)
  let next = withStamps(facts, resource.timestamps, updated, changesIn(entity.facts, sent), ['updated'])
  next = withStateStamps(call, entity.facts, next, sent, updated)
  if (resource.version) {
    const { at, kind } = resource.version.value
    const revision = entity.revision + 1
    next = withFact(next, at, kind === 'number' ? revision : String(revision))
  }
  const at = resource.id?.at?.value
  const named = at && renames(call) ? idText(factAt(next, at)) : undefined
  if (named !== undefined && named !== entity.id) {
    // What a thing was called before is free for others, and for itself again.
    for (const [, other] of thingsWithId(world, view, named))
      if (other.id === named && other.deleted === undefined && sameParents(entity, other))
        return conflict(`There is already one with the ${at!.join('.')} '${named.slice(0, 200)}'`)
  }
  const { deleted, ...alive } = entity
  return {
    ...alive,
    ...(deleted && isBuried(resource, next) ? { deleted } : {}),
    id: named ?? entity.id,
    ...(named !== undefined && named !== entity.id
      ? { formerIds: [...(entity.formerIds ?? []), entity.id].filter((id) => id !== named).slice(-10) }
      : {}),
    facts: inKeyOrder(next) as Facts,
    parents: {
      ...entity.parents,
      ...movedParents(parentsOf(understanding, world, view, next, scope), entity, view)
    },
    updated,
    revision: entity.revision + 1
  }
}

/** Whether the id is a name that the client may change, such as a slug. */
export function renames({ view }: Call): boolean {
  const at = view.resource.id?.at?.value
  const name = at && normaliseName(at.at(-1)!)
  return (
    name !== undefined &&
    /(name|slug|login|key|code|title|handle|email)$/.test(name) &&
    view.writable.has(name)
  )
}

/** The sent members that say something new: a client that sends back what it read does not set a timestamp. */
function changesIn(facts: Facts, sent: Facts): Facts {
  return Object.fromEntries(
    Object.entries(sent).filter(([name, value]) => !Object.hasOwn(facts, name) || facts[name] !== value)
  )
}

/** Only members can move a thing to another parent; what the path said at its making stays. */
function movedParents(
  now: Readonly<Record<string, string>>,
  entity: Entity,
  { resource }: Call['view']
): Record<string, string> {
  const moved: Record<string, string> = {}
  for (const parent of resource.parents) {
    const at = now[parent.resource]
    if (at !== undefined && (parent.at || entity.parents[parent.resource] === undefined))
      moved[parent.resource] = at
  }
  return moved
}

/** Whether the facts still say that the thing is deleted. */
function isBuried({ tombstone }: Resource, facts: Facts): boolean {
  if (!tombstone) return false
  const { value } = tombstone
  return factAt(facts, value.at) === (value.kind === 'flag' ? true : value.state)
}
