// What the names of expressions stand for at one moment: the thing, the request, everything that is kept, the time.
import { setOwn } from '../../internal/json.js'
import type { Names } from '../../release/simulation/written-values.js'
import type { Collection } from '../../state/collection.js'
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import type { Engine } from '../engine.js'
import type { Validated } from '../stages.js'
import type { Entity } from '../stateful/entity.js'
import type { Facts } from '../stateful/facts.js'

/** What an expression is about. What is left out is null, or empty. */
export interface About {
  /** The members of the thing. */
  readonly entity?: Facts | undefined
  /** What a changed thing was before. */
  readonly previous?: Facts | undefined
  readonly request?: Validated | undefined
  readonly params?: Facts | undefined
  /** Name -> the members of a thing that an earlier step named with `as`. */
  readonly named?: { readonly [name: string]: Facts } | undefined
}

/** The names, for formulas and for functions of packs. Things are listed when they are asked for. */
export function namesFor(engine: Engine, world: World, about: About = {}): Names {
  const { entity = null, previous = null, request, params = {}, named = {} } = about
  const names = {}
  for (const name of Object.keys(named)) setOwn(names, name, named[name])
  return Object.defineProperty(
    Object.assign(names, {
      entity,
      previous,
      request: request ? requestNames(request) : null,
      params,
      now: nowOf(world, engine.options.now)
    }),
    'things',
    { enumerable: true, get: () => thingsIn(engine, world) }
  ) as unknown as Names
}

function requestNames({ request: { method }, headers, input }: Validated): NonNullable<Names['request']> {
  const { path, query, header, cookie, body = null } = input
  // Declared ones are read as described; the others are there as text, in lower case.
  return { method, path, query, header: { ...headers, ...header }, cookie, body }
}

type Things = Names['things']

const latest = new WeakMap<Engine, { readonly world: World; readonly things: Things }>()

/** All things by resource: the same object as long as the world is the same. */
function thingsIn(engine: Engine, world: World): Things {
  const known = latest.get(engine)
  if (known?.world === world) return known.things
  const things = {}
  for (const resource of Object.keys(engine.understanding.model.resources))
    Object.defineProperty(things, resource, {
      enumerable: true,
      get: () => livingIn(world.collection<Entity>(resource))
    })
  latest.set(engine, { world, things })
  return things
}

const living = new WeakMap<Collection<Entity>, readonly Facts[]>()

/** The members of the things that are not deleted, oldest first. */
function livingIn(collection: Collection<Entity>): readonly Facts[] {
  const known = living.get(collection)
  if (known) return known
  const facts: Facts[] = []
  for (const [, entity] of collection) if (entity.deleted === undefined) facts.push(entity.facts)
  living.set(collection, facts)
  return facts
}
