// A request in stateful mode, as one transaction: answered before under the same idempotency key, or carried out; kept together with its answer.
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import { errorResponse } from '../errors/error-response.js'
import { isRefusal, type Refusal } from '../errors/refusal.js'
import type { Engine } from '../engine.js'
import type { Answer, Plan } from '../stages.js'
import { act } from './act.js'
import type { Outcome } from './call.js'
import { findReplay, idempotencyOf, remember } from './idempotency.js'
import { tooMuch } from './refusals.js'

/** What became of the request. */
export interface Settled {
  readonly world: World
  readonly answer: Answer
  readonly refusal?: Refusal
}

/** Answers; `undefined` when the operation is about no resource. */
export function answerStateful(engine: Engine, world: World, plan: Plan): Settled | undefined {
  const now = nowOf(world, engine.options.now)
  const idempotency = idempotencyOf(engine, plan)
  const earlier = idempotency && findReplay(world, idempotency, now)
  if (earlier) return isRefusal(earlier) ? refused(engine, world, plan, earlier) : { world, answer: earlier }
  const outcome = act(engine, world, plan)
  if (!outcome) return undefined
  const settled = settle(engine, world, plan, outcome)
  const after = idempotency
    ? remember(settled.world, idempotency, settled.answer.response, now)
    : settled.world
  const full = tooMuch(engine, world, after)
  return full ? refused(engine, world, plan, full) : { ...settled, world: after }
}

function settle(engine: Engine, world: World, plan: Plan, outcome: Outcome | Refusal): Settled {
  if (isRefusal(outcome)) return refused(engine, world, plan, outcome)
  const { answer } = outcome
  return isRefusal(answer) ? refused(engine, world, plan, answer) : { world: outcome.world, answer }
}

function refused(engine: Engine, world: World, plan: Plan, refusal: Refusal): Settled {
  return { world, answer: errorResponse(engine, plan.request.operation, refusal), refusal }
}
