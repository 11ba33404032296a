// The things that a list chooses from: those below the parents of its path, as rows over the persistent collection.
import type { JsonObject } from '../../internal/json.js'
import type { Place } from '../../release/resources/inferred.js'
import type { Collection } from '../../state/collection.js'
import type { Call } from './call.js'
import { scopeKey, scopeKeys, type Entity } from './entity.js'
import { thingsOf } from './things.js'
import { equalityKey, keysAt } from './lists/values-at.js'
import type { Row, Rows } from './lists/rows.js'
import { standsBelow } from './scope.js'
import { standingThings } from './standing.js'

const known = new WeakMap<Collection<Entity>, Map<string, Rows>>()

/** The rows of a list. The same collection and scope give the same object. */
export function rowsOf(call: Call): Rows {
  const { world, view, scope } = call
  const things = thingsOf(world, view)
  if (view.standing && view.resource.known?.length !== 0)
    return listedRows([
      ...standingThings(call),
      ...alive(things).filter((entity) => standsBelow(view, entity, scope))
    ])
  let ofCollection = known.get(things)
  if (!ofCollection) known.set(things, (ofCollection = new Map()))
  const marks = scope.map(({ resource, at }) => [resource, at] as const)
  const name = JSON.stringify(marks)
  const earlier = ofCollection.get(name)
  if (earlier) return earlier
  // A parent that is kept is below its own parents already; of those that are only named all have to be the same.
  const inner = marks.at(-1)
  const key =
    inner === undefined
      ? ''
      : inner[1].startsWith('#') || marks.length === 1
        ? scopeKey([inner])
        : scopeKey(marks)
  const rows = indexedRows(things, view.idKeys, key)
  ofCollection.set(name, rows)
  return rows
}

const mostShown = 1000

/** What stands below the parents of a path, oldest first, for answers that show all of it. */
export function allOf(call: Call): readonly Entity[] {
  return rowsOf(call)
    .page(0, mostShown)
    .map((row) => (row as EntityRow).entity)
}

function alive(things: Collection<Entity>): Entity[] {
  return [...things]
    .map(([, entity]) => entity)
    .filter(({ deleted }) => deleted === undefined || deleted === 'ended')
}

/** Rows of one key of the index of scopes. */
function indexedRows(
  things: Collection<Entity>,
  idKeys: (entity: Entity) => readonly string[],
  key: string
): Rows {
  return narrowed(things, idKeys, things.index('scope', scopeKeys), key, (place) => {
    const index = things.index(`scope ${place.join('.')}`, (entity) => {
      const values = keysAt(entity.facts, place)
      return scopeKeys(entity).flatMap((scope) => values.map((value) => `${scope}\n${value}`))
    })
    return (value) => {
      const text = equalityKey(value)
      return text === undefined ? undefined : narrowed(things, idKeys, index, `${key}\n${text}`, undefined)
    }
  })
}

function narrowed(
  things: Collection<Entity>,
  idKeys: (entity: Entity) => readonly string[],
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
      for (const seq of things.index('id', idKeys).seqs(`=${id}`)) {
        const entity = things.get(seq)!
        if (key === '' || scopeKeys(entity).some((scope) => key === scope || key.startsWith(`${scope}\n`)))
          return rowOf(seq, entity)
      }
      return undefined
    },
    equal: (place, value) => indexAt?.(place)(value)
  }
}

/** Rows of things that are few and in no index. */
function listedRows(entities: readonly Entity[]): Rows {
  const rows = entities.map((entity, seq) => rowOf(seq, entity))
  return {
    size: rows.length,
    page: (offset, limit, direction) =>
      (direction === 'descending' ? rows.toReversed() : rows).slice(offset, offset + limit),
    rankOf: (seq) => Math.min(Math.max(seq, 0), rows.length),
    find: (id) => rows.find((row) => row.id === id),
    equal: () => undefined
  }
}

/** A row that knows its entity. */
export interface EntityRow extends Row {
  readonly entity: Entity
}

function rowOf(seq: number, entity: Entity): EntityRow {
  return { seq, id: entity.id, value: entity.facts as JsonObject, entity }
}
