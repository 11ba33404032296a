// What is remembered of the bodies that were made of entities for one schema: those in use as they are, and of all the others
// whether they are the very facts, so that nothing has to be made or checked again.
import { RecentMap } from '../../../internal/recent-map.js'
import { followRefs } from '../../../schema/follow-refs.js'
import type { Place } from '../../../release/resources/inferred.js'
import type { Schema } from '../../../schema/schema.js'
import { weigh } from '../../../state/weigh.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import type { Composed } from './composed.js'
import type { Entity } from '../entity.js'
import type { Facts } from '../facts.js'

const mostBodies = 5_000
/** Their sizes, as `weigh` tells them; with what is printed of them they take about twice that. */
const mostBytes = 16_000_000

interface Remembered {
  readonly body: Composed
  /** The one world that it is true of, where it shows other things too. */
  readonly world: World | undefined
  readonly bytes: number
}

/** The bodies of one schema, with the thing at one place. */
export class BodyMemory {
  readonly #recent = new RecentMap<Entity, Remembered>(mostBodies, mostBytes, ({ bytes }) => bytes)
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
    this.#recent.set(entity, { body, world, bytes: weigh(body.value) })
    return body
  }
}

const memories = new WeakMap<Engine, Map<Schema, Map<string, BodyMemory>>>()

/** The bodies that an engine made for a schema, and for every other one that only refers to the same, with the thing at a place of them. */
export function bodiesFor(engine: Engine, schema: Schema, at: Place): BodyMemory {
  let ofEngine = memories.get(engine)
  if (!ofEngine) memories.set(engine, (ofEngine = new Map()))
  let ofSchema = ofEngine.get(schema)
  if (!ofSchema) {
    const { schema: target } = followRefs(schema, engine.release)
    ofSchema = ofEngine.get(target) ?? new Map<string, BodyMemory>()
    ofEngine.set(target, ofSchema).set(schema, ofSchema)
  }
  const place = at.length === 0 ? '' : JSON.stringify(at)
  let bodies = ofSchema.get(place)
  if (!bodies) ofSchema.set(place, (bodies = new BodyMemory()))
  return bodies
}
