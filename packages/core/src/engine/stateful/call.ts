// One request to a resource: what every operation of this folder is given, and what it gives back.
import type { Binding } from '../../release/resources/model.js'
import type { World } from '../../state/world.js'
import type { Performed } from '../changes.js'
import type { Engine } from '../engine.js'
import type { Refusal } from '../errors/refusal.js'
import type { Answer, Plan } from '../stages.js'
import type { ResourceView, Understanding } from './resource-view.js'
import type { Scope } from './scope.js'

/** A request that has been understood. */
export interface Call {
  readonly engine: Engine
  readonly understanding: Understanding
  readonly world: World
  /** What the request came to: `world` may have gone on, by transitions that come before the operation. */
  readonly asked: World
  readonly plan: Plan
  readonly binding: Binding
  readonly view: ResourceView
  /** What the path leads through. */
  readonly scope: Scope
  /** The sandbox's clock, epoch milliseconds. */
  readonly now: number
  /** What the trace is to say of the way to the answer; added to while the request is carried out. */
  readonly notes: string[]
  /** The transitions that things go through on the way, in order; added to likewise. */
  readonly performed: Performed[]
}

/** What became of it. */
export interface Outcome {
  readonly world: World
  /** A refusal where it cannot be shown: then nothing has become of it either. */
  readonly answer: Answer | Refusal
  /** The transitions that things went through, in order. */
  readonly performed?: readonly Performed[]
}
