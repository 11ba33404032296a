// One seed -> one thing: made as a create makes it, but with the id, the parents and everything else as it says, and checked as it would show.
import { joinPointer } from '../../../internal/json-pointer.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import { linkedFacts } from '../links/linked-facts.js'
import { sameParents, type Entity } from '../entity.js'
import { factAt, withFact, type Facts } from '../facts.js'
import { newborn } from '../births/newborn.js'
import type { ResourceView } from '../resource-view.js'
import type { Scope } from '../scope.js'
import { checkSeed } from './check-seed.js'
import type { OnFault } from './seed-fault.js'
import { saidId } from './seed-ids.js'
import { seedScope } from './seed-scope.js'
import { siblingsNamed } from '../things.js'

/** A seed as it was written, and the ordinal to make it with (absent: the next of its kind). */
export interface Seed {
  readonly seed: Facts
  readonly ordinal: number | undefined
  /** When it is made, in epoch milliseconds. @default the start of the clock */
  readonly now?: number
}

/** A thing, and the parents that it stands below. */
export interface Planted {
  readonly entity: Entity
  readonly scope: Scope
}

/** Makes the thing; `undefined` when it cannot be there. Nothing is kept yet. */
export function plantSeed(
  engine: Engine,
  world: World,
  view: ResourceView,
  { seed, ordinal, now }: Seed,
  onFault: OnFault
): Planted | undefined {
  const { resource } = view
  if (resource.kind.value === 'ambient') {
    onFault({
      pointer: '',
      message: `${resource.name} are only ever named in paths; nothing shows one.`,
      hint: 'List the names that exist as `known`.'
    })
    return undefined
  }
  const { $parents: parents, ...given } = seed
  const scope = seedScope(engine.understanding, world, view, given, parents, onFault)
  if (!scope) return undefined
  const made = { seed: given, ordinal, now: now ?? engine.options.now }
  const entity = makeEntity(engine, world, view, made, scope)
  if (isTaken(world, view, entity)) {
    onFault({
      pointer:
        resource.kind.value === 'singleton' ? '' : (resource.id?.at?.value ?? ['id']).reduce(joinPointer, ''),
      message:
        resource.kind.value === 'singleton'
          ? 'There is one already, and there can be no more.'
          : `There is one with the id '${entity.id.slice(0, 100)}' already.`
    })
    return undefined
  }
  return checkSeed(engine, world, view, entity, given, onFault) ? { entity, scope } : undefined
}

function makeEntity(
  engine: Engine,
  world: World,
  view: ResourceView,
  { seed: given, ordinal, now }: Required<Seed>,
  scope: Scope
): Entity {
  const { understanding } = engine
  const { version } = view.resource
  const id = saidId(view.resource, given)
  const linked = id === undefined ? undefined : linkedFacts({ understanding, world, view, scope }, id, given)
  const made = newborn({
    engine,
    understanding,
    world,
    view,
    scope,
    now,
    sent: linked?.facts ?? given,
    ...(id === undefined ? {} : { id }),
    ...(ordinal === undefined ? {} : { ordinal })
  })
  // A thing that is made has its first version; one that was there may have had more.
  const at = version && factAt(given, version.value.at)
  if (!version || at === undefined) return made
  return {
    ...made,
    facts: withFact(made.facts, version.value.at, at),
    revision: Number.isSafeInteger(at) && (at as number) > 0 ? (at as number) : made.revision
  }
}

function isTaken(world: World, view: ResourceView, entity: Entity): boolean {
  // Things that have no ids are told apart by nothing.
  if (entity.id === '' && view.resource.kind.value !== 'singleton') return false
  for (const [, other] of siblingsNamed(world, view, entity.id, entity))
    if (sameParents(entity, other)) return true
  return false
}
