// What may happen to a thing: its transitions, and why not where they may not. Nothing changes.
import { SandboxError } from '../../../errors.js'
import { checkResource } from '../../sandbox/state-view.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import { idText } from '../../stateful/facts.js'
import { nameOf } from '../../stateful/name-of.js'
import { thingCalled } from '../thing-called.js'
import { namesFor } from '../names-for.js'
import { barrierTo } from './transition.js'

/** Names a thing: its resource and id, as entries of `sandbox.state` have them. */
export interface ThingName {
  readonly resource: string
  readonly id: string
}

/** A transition of a thing. */
export interface PossibleTransition {
  readonly transition: string
  readonly description?: string
  /** The states that it may start from; absent: any but `to`. */
  readonly from?: readonly string[]
  /** The state that it leads to; absent: it stays where it is. */
  readonly to?: string
  readonly possible: boolean
  /** Why not; for a possible one, what of its condition only a request can tell. */
  readonly why?: string
  /** The keys of the operations that bring it about. */
  readonly operations: readonly string[]
}

/** The transitions of a thing's resource, in the order of the pack. Throws `unknown-resource` and `unknown-entity`. */
export function possible(
  engine: Engine,
  world: World,
  { resource, id: said }: ThingName
): readonly PossibleTransition[] {
  checkResource(engine, resource)
  const view = engine.understanding.view(resource)
  const id = idText(said) ?? ''
  const found = thingCalled(engine, world, resource, id)
  if (!found)
    throw new SandboxError(
      'unknown-entity',
      `There is no ${nameOf({ view })} '${id.slice(0, 100)}'. See sandbox.state.list('${resource}').`
    )
  const [, entity] = found
  const names = namesFor(engine, world, { entity: entity.facts })
  return [...(engine.simulation?.transitions.values() ?? [])]
    .filter((transition) => transition.resource === resource)
    .map((transition) => {
      const barrier = barrierTo(view, transition, entity, names)
      const { name, description, from, to, on } = transition
      return {
        transition: name,
        ...(description !== undefined && { description }),
        ...(from && { from }),
        ...(to !== undefined && { to }),
        // What a condition says of a request can only be told of a request.
        possible: barrier === undefined || barrier.kind === 'unknown',
        ...(barrier && { why: barrier.why }),
        operations: on
      }
    })
}
