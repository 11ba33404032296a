// A request that may change something, as one transaction: answered before under the same idempotency key, or carried out and kept together
// with its answer.
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import type { Engine } from '../engine.js'
import { isRefusal } from '../errors/refusal.js'
import type { Plan } from '../stages.js'
import type { Settled } from '../settled.js'
import { refused } from './answer-stateful.js'
import { findReplay, idempotencyOf, remember } from './idempotency.js'
import { tooMuch } from './refusals.js'

/** What was carried out. `forgets`: its answer is not kept under the idempotency key, so that the request may be made again. */
export type Transaction = Settled & { readonly forgets?: boolean }

/** Answers as before, or carries out what the request asks for. */
export function once(engine: Engine, world: World, plan: Plan, carryOut: () => Transaction): Settled {
  const start = engine.options.now
  const idempotency = idempotencyOf(engine, plan)
  const earlier = idempotency && findReplay(world, idempotency, nowOf(world, start))
  if (earlier) return isRefusal(earlier) ? refused(engine, world, plan, earlier) : { world, answer: earlier }
  const { forgets = false, ...settled } = carryOut()
  const after =
    idempotency && !forgets
      ? remember(settled.world, idempotency, settled.answer.response, nowOf(settled.world, start))
      : settled.world
  const before = settled.base ?? world
  const full = tooMuch(engine, before, after)
  return full ? { ...settled, ...refused(engine, before, plan, full) } : { ...settled, world: after }
}
