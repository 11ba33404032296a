// What a thing shows instead of its facts, because it follows from other things.
import type { World } from '../../../state/world.js'
import type { Place } from '../../../release/resources/inferred.js'
import type { Understanding } from '../resource-view.js'

/** Where things stand. */
export interface Surroundings {
  readonly understanding: Understanding
  readonly world: World
}

/** What stands at a place instead of the fact. An array shows things, whose facts are its items. */
export interface Change {
  readonly at: Place
  readonly value: unknown
}
