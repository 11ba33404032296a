// What is remembered of the bodies that were made of entities for one schema: those in use as they are, and of all the others
// whether they are the very facts, so that nothing has to be made or checked again.
import { RecentMap } from '../../internal/recent-map.js'
import { followRefs } from '../../schema/follow-refs.js'
import type { Schema } from '../../schema/schema.js'
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import type { Composed } from './composed.js'
import type { Entity } from './entity.js'
import type { Facts } from './facts.js'

const mostBodies = 5_000

/** The bodies of one schema. */
export class BodyMemory {
  readonly #recent = new RecentMap<Entity, { readonly body: Composed; readonly world: World | undefined }>(
    mostBodies
  )
  /** Facts that the schema shows as they are. */
  readonly #plain = new WeakSet<Facts>()

  /** The body of an entity in a world. */
  get(entity: Entity, world: World): Composed | undefined {
    const recent = this.#recent.get(entity)
    if (recent && (recent.world === undefined || recent.world === world)) return recent.body
    if (!this.#plain.has(entity.facts)) return undefined
    return this.#keep(entity, { value: entity.facts, notes: [], isValid: true }, undefined)
  }

  /** Remembers a body; `world` where it is true of that one only, for it shows other things too. */
  set(entity: Entity, body: Composed, world: World | undefined): Composed {
    if (body.value === entity.facts && body.isValid && world === undefined) this.#plain.add(entity.facts)
    return this.#keep(entity, body, world)
  }

  #keep(entity: Entity, body: Composed, world: World | undefined): Composed {
    this.#recent.set(entity, { body, world })
    return body
  }
}

const memories = new WeakMap<Engine, Map<Schema, BodyMemory>>()

/** The bodies that an engine made for a schema, and for every other one that only refers to the same. */
export function bodiesFor(engine: Engine, schema: Schema): BodyMemory {
  let ofEngine = memories.get(engine)
  if (!ofEngine) memories.set(engine, (ofEngine = new Map()))
  const earlier = ofEngine.get(schema)
  if (earlier) return earlier
  const { schema: target } = followRefs(schema, engine.release)
  const bodies = ofEngine.get(target) ?? new BodyMemory()
  ofEngine.set(target, bodies).set(schema, bodies)
  return bodies
}
