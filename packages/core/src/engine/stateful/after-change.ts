// The thing after its facts have changed: stamped, counted, and standing where the facts say.
import { inKeyOrder } from '../../internal/key-order.js'
import { normaliseName } from '../../internal/normalise-name.js'
import type { Place } from '../../release/resources/inferred.js'
import type { Resource } from '../../release/resources/model.js'
import type { Refusal } from '../errors/refusal.js'
import type { Call } from './call.js'
import { withDerivedAnew } from './links/derived-members.js'
import { sameParents, type Entity } from './entity.js'
import { factAt, idText, withFact, type Facts } from './facts.js'
import { checkReferences } from './references.js'
import { conflict, tooLarge, unprocessable } from './refusals.js'
import { parentsOf } from './scope.js'
import { withStamps, withStateStamps } from './births/stamps.js'
import { siblingsNamed } from './things.js'

/** Where a thing changes: a request is one reason among others. */
export type Changing = Pick<Call, 'engine' | 'understanding' | 'world' | 'view' | 'scope' | 'now'>

/** The thing after a request has changed its facts; what the request refers to has to be there. */
export function afterChange(call: Call, entity: Entity, facts: Facts, sent: Facts): Entity | Refusal {
  return checkReferences(call, sent) ?? changed(call, entity, facts, sent)
}

/** The thing after its facts have changed: stamped, counted, with its parents and its id as the facts say. */
export function changed(call: Changing, entity: Entity, facts: Facts, sent: Facts): Entity | Refusal {
  const { engine, understanding, world, view, scope } = call
  const { resource } = view
  // A clock that stands still would let no client see that something changed.
  const updated = Math.max(call.now, entity.updated + 1000)
  const changes = changesIn(entity.facts, sent)
  let next = withStamps(facts, resource.timestamps, updated, changes, ['updated'])
  next = withStateStamps(call, entity.facts, next, sent, updated)
  if (resource.version) {
    const { at, kind } = resource.version.value
    const revision = entity.revision + 1
    next = withFact(next, at, kind === 'number' ? revision : String(revision))
  }
  // A singleton goes by no name.
  const at = resource.kind.value !== 'singleton' && renames(call) ? resource.id?.at?.value : undefined
  // Without a name it goes by the one that it has.
  if (at && factAt(next, at) === undefined) next = withFact(next, at, factAt(entity.facts, at))
  const named = at && idText(factAt(next, at))
  const refused = (at && checkName(call, entity, next, at)) ?? tooLarge(engine, next, entity.facts)
  if (refused) return refused
  const { deleted, ...alive } = entity
  const id = named ?? entity.id
  const parents = {
    ...entity.parents,
    ...movedParents(parentsOf(understanding, world, view, next, scope), entity, view)
  }
  next = withDerivedAnew(call, entity, { id, parents, facts: next }, changes)
  return {
    ...alive,
    ...(deleted && isBuried(resource, next) ? { deleted } : {}),
    id,
    ...(named !== undefined && named !== entity.id
      ? { formerIds: [...(entity.formerIds ?? []), entity.id].filter((id) => id !== named).slice(-10) }
      : {}),
    facts: inKeyOrder(next) as Facts,
    parents,
    updated,
    revision: entity.revision + 1
  }
}

/** Refuses a name by which the thing could not be found, or that another has. What it was called before is free, and for itself again. */
function checkName({ world, view }: Changing, entity: Entity, facts: Facts, at: Place): Refusal | undefined {
  const named = idText(factAt(facts, at))
  if (factAt(facts, at) === factAt(entity.facts, at) || named === entity.id) return undefined
  // No path can say these (RFC 3986, 5.2.4).
  if (named === undefined || /^\.{0,2}$/.test(named))
    return unprocessable(at, 'must be a name by which it can be found', [422, 400])
  for (const [, other] of siblingsNamed(world, view, named, entity))
    if (other.id === named && other.deleted === undefined && sameParents(entity, other))
      return conflict(`There is already one with the ${at.join('.')} '${named.slice(0, 200)}'`)
  return undefined
}

/** Whether the id is a name that the client may change, such as a slug. */
export function renames({ view }: Pick<Call, 'view'>): boolean {
  const at = view.resource.id?.at?.value
  const name = at && normaliseName(at.at(-1)!)
  return (
    name !== undefined &&
    /(name|slug|login|key|code|title|handle|email)$/.test(name) &&
    (view.writable.has(name) || view.writable.has(`new${name}`))
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
