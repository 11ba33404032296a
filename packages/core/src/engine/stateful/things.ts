// The things of a resource in a world: found by id, listed by parent, added, replaced.
import type { Collection } from '../../state/collection.js'
import type { World } from '../../state/world.js'
import { scopeKey, type Entity } from './entity.js'
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

/** A parent that a thing must stand below to be found, by any of these marks: `#seq` or `=name`. */
export interface Below {
  readonly resource: string
  readonly marks: readonly string[]
}

/**
 * The things an id names that may stand below these parents: those that do, and those that do not say. Things below other parents may
 * be among them, but not so many that finding one takes a pass over all that share the id.
 */
export function* thingsNamed(
  world: World,
  view: ResourceView,
  id: string,
  below: readonly Below[]
): Generator<Kept> {
  const things = thingsOf(world, view)
  const index = things.index('id', view.idKeys)
  if (index.count(`=${id}`) + index.count(`~${id}`) <= few) return yield* thingsWithId(world, view, id)
  const byParent = things.index('id below', (entity) => keysBelow(view, entity))
  for (const key of [`=${id}`, `~${id}`]) {
    let least = index.count(key)
    let seqs: readonly Iterator<number>[] = [index.seqs(key)]
    for (const { resource, marks } of below) {
      if (!view.parents.has(resource)) continue
      const keys = ['', ...marks].map((mark) => keyBelow(key, resource, mark))
      const count = keys.reduce((sum, one) => sum + byParent.count(one), 0)
      if (count >= least) continue
      least = count
      seqs = keys.map((one) => byParent.seqs(one))
    }
    for (const seq of inOrder(seqs)) yield [seq, things.get(seq)!]
  }
}

/** The things an id names that may stand below the parents of another thing. */
export function siblingsNamed(
  world: World,
  view: ResourceView,
  id: string,
  { parents }: Pick<Entity, 'parents'>
): Generator<Kept> {
  const below = Object.keys(parents).map((resource) => ({ resource, marks: [parents[resource]!] }))
  return thingsNamed(world, view, id, below)
}

/** So many things of one id are looked at one by one. */
const few = 8

/** Index keys of a thing by its ids and each parent that it could have: `''` for one that it does not say. */
function keysBelow(view: ResourceView, entity: Entity): readonly string[] {
  const { parents } = entity
  return view
    .idKeys(entity)
    .flatMap((key) =>
      [...view.parents].map((name) => keyBelow(key, name, Object.hasOwn(parents, name) ? parents[name]! : ''))
    )
}

function keyBelow(key: string, resource: string, mark: string): string {
  return JSON.stringify([key, resource, mark])
}

/** Ascending numbers out of several such sequences, each once. */
function* inOrder(sequences: readonly Iterator<number>[]): Generator<number> {
  const heads = sequences.map((sequence) => sequence.next())
  for (;;) {
    let least: number | undefined
    for (const { done, value } of heads) if (!done && (least === undefined || value < least)) least = value
    if (least === undefined) return
    yield least
    heads.forEach((head, i) => {
      if (!head.done && head.value === least) heads[i] = sequences[i]!.next()
    })
  }
}

/** The world with one thing more. */
export function withThing(world: World, view: ResourceView, entity: Entity): World {
  const things = thingsOf(world, view)
  // Indexes that are there from the first thing on grow with it; made later they cost a pass over all.
  if (things.size === 0) {
    things.index('id', view.idKeys)
    things.index('scope', view.scopeKeys)
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
    .index('scope', view.scopeKeys)
    .seqs(scopeKey([[parent, at]]))
}
