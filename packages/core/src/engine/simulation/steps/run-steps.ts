// The steps of scenarios and timers, one after the other: each is carried out on the world that the one before it left, with all that it leads to.
import type { OpenStep } from '../../../release/simulation/opened.js'
import type { World } from '../../../state/world.js'
import { nowOf } from '../../../time/clock-state.js'
import { addDuration } from '../../../time/duration.js'
import { withConsequences } from '../../consequences.js'
import type { Engine } from '../../engine.js'
import { tooMuch } from '../../stateful/refusals.js'
import { thingAt, type NamedThings } from './named-things.js'
import { takeStep, type SoFar, type StepContext } from './take-step.js'

/** What the steps know from the start. */
export interface StepsContext extends Omit<StepContext, 'entity'> {
  /** The things that earlier steps named. */
  readonly named?: NamedThings | undefined
}

/** A world after steps; `rest` where they let time pass before they go on, at a step and at an instant (epoch milliseconds). */
export interface Stepped {
  readonly world: World
  readonly named: NamedThings
  readonly rest?: { readonly step: number; readonly at: number }
}

/** Thrown by a step that cannot be carried out. */
export class StepFailure extends Error {}

/** Carries out steps from one of them on, until time has to pass. Throws `StepFailure`, saying which step failed and why. */
export function runSteps(
  engine: Engine,
  start: World,
  steps: readonly OpenStep[],
  context: StepsContext,
  first = 0
): Stepped {
  const { now } = engine.options
  let entity = context.own && thingAt(start, context.own)?.facts
  let after: SoFar = { world: start, named: context.named ?? {} }
  for (let index = first; index < steps.length; index++) {
    const step = steps[index]!
    const { world, named } = after
    if (step.kind === 'advance')
      return { world, named, rest: { step: index + 1, at: addDuration(nowOf(world, now), step.by) } }
    // A thing that a step removed is still known to those after it.
    entity = (context.own && thingAt(world, context.own)?.facts) ?? entity
    try {
      after = carryOut(engine, after, step, { ...context, entity })
    } catch (error) {
      if (!(error instanceof Error)) throw error
      throw new StepFailure(`Step ${index + 1} (${step.kind}) failed: ${error.message}`, { cause: error })
    }
  }
  return { world: after.world, named: after.named }
}

/** Each step is a change of its own: it has its events, and starts its timers. */
function carryOut(engine: Engine, before: SoFar, step: OpenStep, context: StepContext): SoFar {
  const done = takeStep(engine, before, step, context)
  const full = tooMuch(engine, before.world, done.world)
  if (full) throw new Error(full.problem.detail)
  const world = withConsequences(engine, before.world, done.world, context.cause, done.performed)
  return { world, named: done.named }
}
