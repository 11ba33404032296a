// A scenario is carried out until it lets time pass; what is left of it is then a timer, so that snapshots and forks have it.
import type { Json } from '../../../internal/json.js'
import type { Scenario } from '../../../release/simulation/opened.js'
import type { World } from '../../../state/world.js'
import type { Ran } from '../../../time/fire.js'
import type { Timer } from '../../../time/timer.js'
import { schedule } from '../../../time/timers.js'
import type { Engine } from '../../engine.js'
import type { Facts } from '../../stateful/facts.js'
import { runSteps } from '../steps/run-steps.js'
import type { NamedThings } from '../steps/named-things.js'

/** The kind of the timers by which scenarios go on. */
export const scenarioKind = 'simulation.scenario'

/** Where a scenario stands. Parameters are those of `readParameters`. */
export interface ScenarioProgress {
  readonly world: World
  /** The things that steps have named with `as` so far. */
  readonly named: NamedThings
  /** The number of the timer that goes on with it; absent where it has come to its end. */
  readonly pending?: number
}

/** Carries out the steps of a scenario from the first one on, until time has to pass. Throws `StepFailure`. */
export function runScenarioSteps(
  engine: Engine,
  world: World,
  scenario: Scenario,
  params: Facts
): ScenarioProgress {
  return goOn(engine, world, scenario, { scenario: scenario.name, params, step: 0, named: {} })
}

/** Carries out the next steps of a scenario. Throws where one cannot be carried out. */
export function runScenarioTimer(engine: Engine, world: World, timer: Timer): Ran {
  return { world: continueScenario(engine, world, timer).world }
}

/** The same, saying where the scenario stands then. */
export function continueScenario(engine: Engine, world: World, { payload }: Timer): ScenarioProgress {
  const rest = payload as unknown as Rest
  const scenario = engine.simulation?.scenarios.get(rest.scenario)
  if (!scenario) throw new Error(`The pack has no scenario '${rest.scenario}'`)
  return goOn(engine, world, scenario, rest)
}

/** What is left of a scenario, as the payload of its timer. */
interface Rest {
  readonly scenario: string
  readonly params: Facts
  readonly step: number
  readonly named: NamedThings
}

function goOn(engine: Engine, start: World, { name, steps }: Scenario, rest: Rest): ScenarioProgress {
  const { params, named: before, step } = rest
  const cause = { kind: 'scenario', name, hops: 0 } as const
  const after = runSteps(engine, start, steps, { cause, params, named: before }, step)
  const { world, named } = after
  if (!after.rest || after.rest.step === steps.length) return { world, named }
  const payload = { ...rest, named, step: after.rest.step } as unknown as Json
  const timer = schedule(world, engine.options.now, { at: after.rest.at, kind: scenarioKind, payload })
  return { world: timer.world, named, pending: timer.seq }
}
