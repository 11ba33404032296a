// A request in stateful mode: carried out on what the sandbox keeps.
import type { World } from '../../state/world.js'
import { errorResponse } from '../errors/error-response.js'
import { isRefusal, type Refusal } from '../errors/refusal.js'
import type { Engine } from '../engine.js'
import type { Settled } from '../settled.js'
import type { Plan } from '../stages.js'
import { act } from './act.js'
import type { Outcome } from './call.js'

/** Answers; `undefined` when the operation is about no resource. */
export function answerStateful(engine: Engine, world: World, plan: Plan): Settled | undefined {
  const outcome = act(engine, world, plan)
  return outcome && settle(engine, world, plan, outcome)
}

function settle(engine: Engine, world: World, plan: Plan, outcome: Outcome | Refusal): Settled {
  if (isRefusal(outcome)) return refused(engine, world, plan, outcome)
  const { answer } = outcome
  if (isRefusal(answer)) return refused(engine, world, plan, answer)
  const { performed } = outcome
  return { world: outcome.world, answer, ...(performed && { performed }) }
}

/** Nothing has become of it: the API says why. */
export function refused(engine: Engine, world: World, plan: Plan, refusal: Refusal): Settled {
  return { world, answer: errorResponse(engine, plan.request.operation, refusal), refusal }
}
