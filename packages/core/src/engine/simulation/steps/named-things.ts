// Things that steps have named with `as`: kept by where they are, looked up when an expression asks.
import { setOwn } from '../../../internal/json.js'
import type { World } from '../../../state/world.js'
import type { Entity } from '../../stateful/entity.js'
import type { Facts } from '../../stateful/facts.js'

/** Which thing a timer or step is about, by the number it is kept under. */
export interface ThingMark {
  readonly resource: string
  readonly seq: number
}

/** Name -> the thing that a step named so. */
export interface NamedThings {
  readonly [name: string]: ThingMark
}

/** The living thing of a mark. */
export function thingAt(world: World, { resource, seq }: ThingMark): Entity | undefined {
  const entity = world.collection<Entity>(resource).get(seq)
  return entity?.deleted === undefined ? entity : undefined
}

/** The members of the named things that are there. */
export function factsOf(world: World, named: NamedThings): { readonly [name: string]: Facts } {
  const facts = {}
  for (const [name, mark] of Object.entries(named)) {
    const thing = thingAt(world, mark)
    if (thing) setOwn(facts, name, thing.facts)
  }
  return facts
}
