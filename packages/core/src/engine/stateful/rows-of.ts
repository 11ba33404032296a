// The things that a list chooses from: those below the parents of its path, as rows over the persistent collection.
import type { JsonObject } from '../../internal/json.js'
import type { Place } from '../../release/resources/inferred.js'
import type { Collection } from '../../state/collection.js'
import type { World } from '../../state/world.js'
import type { Call } from './call.js'
import { innermostKey, type Entity } from './entity.js'
import type { ResourceView } from './resource-view.js'
import { thingsOf, type Kept } from './things.js'
import { equalityKey, keysAt } from './lists/values-at.js'
import type { Row, Rows } from './lists/rows.js'
import { rowsOfArray } from './lists/rows-of-array.js'
import { standsBelow } from './scope.js'
import { standingThings } from './standing.js'

const known = new WeakMap<Collection<Entity>, Map<string, Rows>>()

/** The rows of a list, `withDeleted` that reads still show. The same collection and scope give the same object. */
export function rowsOf(call: Call, withDeleted = false): Rows {
  const { world, view, scope } = call
  const things = thingsOf(world, view)
  if (view.standing && view.resource.known?.length !== 0)
    return rowsOfArray([
      // What nobody made has no number of its own: it comes before all that has one.
      ...standingThings(call).map((entity, n) => rowOf(n - mostStanding, entity)),
      ...listed(things, withDeleted ? view.shownKeys : view.scopeKeys).filter(({ entity }) =>
        standsBelow(view, entity, scope)
      )
    ])
  let ofCollection = known.get(things)
  if (!ofCollection) known.set(things, (ofCollection = new Map()))
  const name = JSON.stringify([withDeleted, scope.map(({ resource, at }) => [resource, at])])
  const earlier = ofCollection.get(name)
  if (earlier) return earlier
  const index: ScopeIndex = withDeleted ? ['scope shown', view.shownKeys] : ['scope', view.scopeKeys]
  const rows = indexedRows(things, view.idKeys, innermostKey(scope), index)
  if (ofCollection.size < mostRemembered) ofCollection.set(name, rows)
  return rows
}

/** How many scopes are remembered for one state of a collection: names on the way come in endless variety. */
const mostRemembered = 1000
const mostStanding = 1_000_000
const mostShown = 1000

/** What stands below the parents of a path, oldest first, for answers that show all of it. */
export function allOf(call: Call): readonly Entity[] {
  return rowsOf(call)
    .page(0, mostShown)
    .map((row) => (row as EntityRow).entity)
}

/** How many things lists show that have an index key of scopes; of those only the ones with a value at a place, where one is said. */
export function countBelow(
  world: World,
  view: ResourceView,
  key: string,
  where?: { readonly at: Place; readonly value: unknown }
): number {
  const things = thingsOf(world, view)
  if (things.size === 0) return 0
  const rows = indexedRows(things, view.idKeys, key, ['scope', view.scopeKeys])
  return (where ? rows.equal?.(where.at, where.value) : rows)?.size ?? 0
}

/** The things with an index key of scopes that were made first. */
export function pageBelow(world: World, view: ResourceView, key: string, most: number): readonly Kept[] {
  const things = thingsOf(world, view)
  return things.size === 0 ? [] : things.index('scope', view.scopeKeys).page(key, 0, most)
}

/** The thing made last of those below the parents of a path. */
export function lastOf(call: Call): readonly [number, Entity] | undefined {
  const rows = rowsOf(call)
  const [row] = rows.page(Math.max(0, rows.size - 1), 1) as readonly EntityRow[]
  return row && [row.seq, row.entity]
}

function listed(things: Collection<Entity>, keysOf: ScopeIndex[1]): EntityRow[] {
  return [...things]
    .filter(([, entity]) => keysOf(entity).length > 0)
    .map(([seq, entity]) => rowOf(seq, entity))
}

/** An index of scopes by its name: what is in lists, or that and what is deleted and still shown. */
type ScopeIndex = readonly [name: string, keysOf: (entity: Entity) => readonly string[]]

/** Rows of one key of the index of scopes. */
function indexedRows(
  things: Collection<Entity>,
  idKeys: (entity: Entity) => readonly string[],
  key: string,
  [name, keysOf]: ScopeIndex
): Rows {
  return narrowed(things, [idKeys, keysOf], things.index(name, keysOf), key, (place) => {
    const keysWithValue = (entity: Entity): readonly string[] => {
      const values = keysAt(entity.facts, place)
      return keysOf(entity).flatMap((scope) => values.map((value) => `${scope}\n${value}`))
    }
    const index = things.index(`${name} ${JSON.stringify(place)}`, keysWithValue)
    return (value) => {
      const text = equalityKey(value)
      return text === undefined
        ? undefined
        : narrowed(things, [idKeys, keysWithValue], index, `${key}\n${text}`, undefined)
    }
  })
}

function narrowed(
  things: Collection<Entity>,
  [idKeys, keysOf]: readonly [ids: ScopeIndex[1], rows: ScopeIndex[1]],
  index: ReturnType<Collection<Entity>['index']>,
  key: string,
  indexAt: ((place: Place) => (value: unknown) => Rows | undefined) | undefined
): Rows {
  return {
    size: index.count(key),
    page: (offset, limit, direction) =>
      index.page(key, offset, limit, direction).map(([seq, entity]) => rowOf(seq, entity)),
    rankOf: (seq) => index.rankOf(key, seq),
    find(id) {
      const ids = things.index('id', idKeys)
      // Of those that have the id and those that are in the list, whichever are fewer.
      const isFew = index.count(key) < ids.count(`=${id}`)
      for (const seq of isFew ? index.seqs(key) : ids.seqs(`=${id}`)) {
        const entity = things.get(seq)!
        if (isFew ? entity.id === id : keysOf(entity).includes(key)) return rowOf(seq, entity)
      }
      return undefined
    },
    equal: (place, value) => indexAt?.(place)(value)
  }
}

/** A row that knows its entity. */
export interface EntityRow extends Row {
  readonly entity: Entity
}

function rowOf(seq: number, entity: Entity): EntityRow {
  return { seq, id: entity.id, value: entity.facts as JsonObject, entity }
}
