// What a sandbox keeps, for users to look at: things by resource, as plain JSON.
import { SandboxError } from '../../errors.js'
import { sortKeys } from '../../internal/sort-keys.js'
import { suggest } from '../../internal/suggest.js'
import type { Collection } from '../../state/collection.js'
import { isDomainName, type World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import type { Entity } from '../stateful/entity.js'
import { thingsWithId } from '../stateful/things.js'
import { parentsOf } from './parents-of.js'

/** A thing as users see it. */
export interface StateEntry {
  /** With the id it names the thing, as in `sandbox.possible(entry)`. */
  readonly resource: string
  readonly id: string
  /** What it stands below, by resource, where it stands below anything: things below different parents may share an id. */
  readonly parents?: { readonly [resource: string]: string }
  /** Its members as the sandbox knows them: what responses show, and what clients sent beyond that. */
  readonly value: { readonly [member: string]: unknown }
}

/** A read-only view of one moment; what happens afterwards does not show in it. Throws `unknown-resource` for a name that the API does not have. */
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
  const known = understanding.model.resources
  const collectionOf = (resource: string): Collection<Entity> => {
    const collection = world.collection<Entity>(resource)
    // What a snapshot brought may be of a pack that is not in use here.
    const isKnown = Object.hasOwn(known, resource) || (isDomainName(resource) && collection.size > 0)
    if (!isKnown) throw unknownResource(resource, Object.keys(known))
    return collection
  }
  return {
    resources: world.names('domain').filter((name) => world.collection(name).size > 0),
    list: (resource) =>
      [...collectionOf(resource)]
        .map(([, entity]) => entity)
        .filter(isThere)
        .map((entity) => entryOf(resource, entity, world)),
    get(resource, id) {
      collectionOf(resource)
      if (!Object.hasOwn(known, resource)) return undefined
      for (const [, entity] of thingsWithId(world, understanding.view(resource), id))
        if (isThere(entity)) return entryOf(resource, entity, world)
      return undefined
    },
    count: (resource) => collectionOf(resource).size
  }
}

/** Throws `unknown-resource` for a name that the API does not have. */
export function checkResource({ understanding }: Engine, resource: string): void {
  const known = understanding.model.resources
  if (!Object.hasOwn(known, resource)) throw unknownResource(resource, Object.keys(known))
}

function unknownResource(resource: string, known: readonly string[]): SandboxError {
  const nearest = suggest(resource, known)
  const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`
  const named = sortKeys([...known])
    .slice(0, 50)
    .join(', ')
  return new SandboxError(
    'unknown-resource',
    `There is no resource '${resource.slice(0, 100)}'.${hint} ${known.length === 0 ? 'The API keeps none.' : `There are: ${named}${known.length > 50 ? ', …' : ''}.`}`
  )
}

/** A thing as users see it. */
export function entryOf(resource: string, entity: Entity, world: World): StateEntry {
  return { resource, id: entity.id, ...parentsOf(world, entity), value: entity.facts }
}
