// A timer of a pack fires: its condition is looked at, and its steps are carried out.
import type { World } from '../../../state/world.js'
import type { Ran } from '../../../time/fire.js'
import type { Timer } from '../../../time/timer.js'
import type { Engine } from '../../engine.js'
import { namesFor } from '../names-for.js'
import { payloadOf } from './rule-timers.js'
import { runSteps } from '../steps/run-steps.js'
import { thingAt } from '../steps/named-things.js'

/** Carries out the steps of a timer; `skipped` where its thing is gone or its condition does not hold. Throws where a step cannot be carried out. */
export function runRuleTimer(engine: Engine, world: World, timer: Timer): Ran {
  const { timer: name, thing, fault } = payloadOf(timer)
  if (fault !== undefined) throw new Error(`The timer '${name}' was not set. ${fault}`)
  const rule = engine.simulation?.timers.get(name)
  if (!rule) throw new Error(`The pack has no timer '${name}'`)
  const entity = thing && thingAt(world, thing)
  if (thing && !entity) return { world, outcome: 'skipped' }
  const told = rule.when?.(namesFor(engine, world, { entity: entity?.facts }))
  if (told && 'fault' in told)
    throw new Error(`Whether the timer '${name}' is to do anything cannot be told: ${told.fault}`)
  if (told?.value === false) return { world, outcome: 'skipped' }
  const cause = { kind: 'timer', name, hops: 0 } as const
  return { world: runSteps(engine, world, rule.do, { cause, own: thing }).world }
}
