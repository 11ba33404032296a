// One request to a resource: what every operation of this folder is given, and what it gives back.
import type { Binding } from '../../release/resources/model.js'
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import type { Answer, Plan } from '../stages.js'
import type { ResourceView, Understanding } from './resource-view.js'
import type { Scope } from './scope.js'

/** A request that has been understood. */
export interface Call {
  readonly engine: Engine
  readonly understanding: Understanding
  readonly world: World
  readonly plan: Plan
  readonly binding: Binding
  readonly view: ResourceView
  /** What the path leads through. */
  readonly scope: Scope
  /** The sandbox's clock, epoch milliseconds. */
  readonly now: number
}

/** What became of it. */
export interface Outcome {
  readonly world: World
  readonly answer: Answer
}
