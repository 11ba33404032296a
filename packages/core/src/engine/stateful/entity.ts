// What is kept of one thing, and how things are found again: by id, and by what they stand below.
import { canonicalJson } from '../../internal/canonical-json.js'
import { isObject } from '../../internal/json.js'
import type { Place } from '../../release/resources/model.js'
import type { Collection } from '../../state/collection.js'
import type { World } from '../../state/world.js'
import type { ResourceView } from './resource-view.js'

/** A JSON object. */
export type Facts = Readonly<Record<string, unknown>>

/** The record of one thing. Plain JSON; never changed, only replaced. */
export interface Entity {
  /** What the API calls it, as text. Things below different parents may share an id. `''` for a singleton. */
  readonly id: string
  /** Seeds what is made up for it. */
  readonly key: number
  /** What is known: its members as responses show them, and what clients sent beyond those. */
  readonly facts: Facts
  /** Resource -> `#seq` of a kept parent, or `=name` of one that is only named. */
  readonly parents: { readonly [resource: string]: string }
  /** Epoch milliseconds of the sandbox's clock. */
  readonly created: number
  readonly updated: number
  /** Counts changes, from 1. */
  readonly revision: number
  /** Deleted, and kept because later reads still show it (`shown`) or so that it stays away (`gone`). */
  readonly deleted?: 'shown' | 'gone'
}

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
  for (const key of [`=${id}`, `~${id}`])
    for (const seq of index.seqs(key)) yield [seq, things.get(seq)!]
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

/** What stands below a parent. */
export function childrenOf(world: World, view: ResourceView, parent: string, at: string): Iterable<number> {
  return thingsOf(world, view).index('scope', scopeKeys).seqs(scopeKey([[parent, at]]))
}

/** The index key of things below some parents; `''` for none. */
export function scopeKey(parents: readonly (readonly [resource: string, at: string])[]): string {
  return parents
    .map(([resource, at]) => `${resource} ${at}`)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join('\t')
}

/** Index keys of a thing that lists show: for all, for each parent, and for its parents together. */
export function scopeKeys({ parents, deleted }: Entity): readonly string[] {
  if (deleted !== undefined) return []
  const each = Object.keys(parents).map((resource) => [resource, parents[resource]!] as const)
  const keys = ['', ...each.map((one) => scopeKey([one]))]
  return each.length > 1 ? [...keys, scopeKey(each)] : keys
}

/** A scalar as the text of an id; `undefined` for what cannot be one. */
export function idText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  return value === undefined || value === null ? undefined : canonicalJson(value)
}

/** What stands at a place of a value; `undefined` where there is nothing. */
export function factAt(facts: unknown, place: Place): unknown {
  let at = facts
  for (const token of place) {
    if (!isObject(at) || !Object.hasOwn(at, token)) return undefined
    at = at[token]
  }
  return at
}

/** A copy of the facts with a place set; objects on the way are made. */
export function withFact(facts: Facts, place: Place, value: unknown): Facts {
  const [token, ...rest] = place
  if (token === undefined || token === '*') return facts
  const inner = Object.hasOwn(facts, token) ? facts[token] : undefined
  const next = rest.length === 0 ? value : withFact(isObject(inner) ? inner : {}, rest, value)
  return token === '__proto__'
    ? (Object.defineProperty({ ...facts }, token, { value: next, enumerable: true, configurable: true, writable: true }) as Facts)
    : { ...facts, [token]: next }
}
