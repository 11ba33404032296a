// The things of a resource in a world: found by id, listed by parent, added, replaced.
import type { Collection } from '../../state/collection.js'
import type { World } from '../../state/world.js'
import { scopeKey, scopeKeys, type Entity } from './entity.js'
import type { ResourceView } from './resource-view.js'

/** An entity with its number in the collection. */
export type Kept = readonly [seq: number, entity: Entity]

/** The things of a resource. */
export function thingsOf(world: World, view: ResourceView): Collection<Entity> {
  return world.collection<Entity>(view.resource.name)
}

/** The things an id names, wherever they stand. */
export function* thingsWithId(world: World, view: ResourceView, id: string): Generator<Kept> {
  const things = thingsOf(world, view)
  const index = things.index('id', view.idKeys)
  for (const key of [`=${id}`, `~${id}`]) {
    const [first, second] = index.page(key, 0, 2)
    if (first && !second) yield first
    else if (second) for (const seq of index.seqs(key)) yield [seq, things.get(seq)!]
  }
}

/** The world with one thing more. */
export function withThing(world: World, view: ResourceView, entity: Entity): World {
  const things = thingsOf(world, view)
  // Indexes that are there from the first thing on grow with it; made later they cost a pass over all.
  if (things.size === 0) {
    things.index('id', view.idKeys)
    things.index('scope', scopeKeys)
  }
  return world.withCollection(view.resource.name, things.insert(entity).collection)
}

/** The world with an entity kept under the number it has, or anew. */
export function keep(
  { world, view }: { readonly world: World; readonly view: ResourceView },
  seq: number | undefined,
  entity: Entity
): World {
  if (seq === undefined) return withThing(world, view, entity)
  return world.withCollection(view.resource.name, thingsOf(world, view).set(seq, entity))
}

/** What stands below a parent. */
export function childrenOf(world: World, view: ResourceView, parent: string, at: string): Iterable<number> {
  return thingsOf(world, view)
    .index('scope', scopeKeys)
    .seqs(scopeKey([[parent, at]]))
}
