// How timers are carried out: by their kind.
import type { Json } from '../internal/json.js'
import type { World } from '../state/world.js'
import type { ClockDriver, Ran } from '../time/fire.js'
import type { Timer } from '../time/timer.js'
import type { Engine } from './engine.js'
import { runScenarioTimer, scenarioKind } from './simulation/scenarios/run-scenario.js'
import { ruleKind } from './simulation/timers/rule-timers.js'
import { runRuleTimer } from './simulation/timers/run-timer.js'
import { runAttempt } from './webhooks/deliveries/attempt.js'
import { attemptKind } from './webhooks/deliveries/keep-delivery.js'

type Handler = (engine: Engine, world: World, timer: Timer, effectResult?: Json) => Ran

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  [ruleKind, runRuleTimer],
  [scenarioKind, runScenarioTimer],
  [attemptKind, runAttempt]
])

/** The driver of a sandbox's clock. */
export function driverFor(engine: Engine): ClockDriver {
  return {
    start: engine.options.now,
    run(world, timer, effectResult) {
      const handler = handlers.get(timer.kind)
      if (!handler) throw new Error(`Nothing carries out timers of the kind '${timer.kind}'`)
      return handler(engine, world, timer, effectResult)
    }
  }
}
