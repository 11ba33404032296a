// What a sandbox keeps, for users to look at: things by resource, as plain JSON.
import type { World } from '../state/world.js'
import type { Engine } from './engine.js'
import type { Entity } from './stateful/entity.js'
import { thingsWithId } from './stateful/things.js'

/** A thing as users see it. */
export interface StateEntry {
  readonly id: string
  /** Its members as the sandbox knows them: what responses show, and what clients sent beyond that. */
  readonly value: { readonly [member: string]: unknown }
}

/** A read-only view of one moment; what happens afterwards does not show in it. */
export interface StateView {
  /** The resources that have things, in order of their names. */
  readonly resources: readonly string[]
  /** The things of a resource, oldest first; empty for one that has none. */
  list(resource: string): readonly StateEntry[]
  /** The thing with an id; `undefined` when there is none. */
  get(resource: string, id: string): StateEntry | undefined
  /** How many things a resource has. */
  count(resource: string): number
}

/** Looks at a world. */
export function viewOf({ understanding }: Engine, world: World): StateView {
  const isThere = ({ deleted }: Entity): boolean => deleted === undefined
  return {
    resources: world.names('domain').filter((name) => world.collection(name).size > 0),
    list: (resource) =>
      [...world.collection<Entity>(resource)]
        .map(([, entity]) => entity)
        .filter(isThere)
        .map(entryOf),
    get(resource, id) {
      if (!Object.hasOwn(understanding.model.resources, resource)) return undefined
      for (const [, entity] of thingsWithId(world, understanding.view(resource), id))
        if (isThere(entity)) return entryOf(entity)
      return undefined
    },
    count: (resource) => world.collection(resource).size
  }
}

function entryOf({ id, facts }: Entity): StateEntry {
  return { id, value: facts }
}
