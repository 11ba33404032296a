// `sandbox.apply`: a scenario by name, from the check of its parameters to the move of the clock that its steps ask for.
import { SandboxError } from '../../../errors.js'
import { setOwn, type Json } from '../../../internal/json.js'
import { inKeyOrder } from '../../../internal/key-order.js'
import type { Scenario } from '../../../release/simulation/opened.js'
import type { ScenarioParameter } from '../../../release/simulation/simulation.js'
import type { World } from '../../../state/world.js'
import { advance, refuseBusy } from '../../../time/advance.js'
import { nowOf } from '../../../time/clock-state.js'
import { addDuration } from '../../../time/duration.js'
import type { ClockDriver } from '../../../time/fire.js'
import type { AdvanceResult } from '../../../time/tally.js'
import type { Engine } from '../../engine.js'
import type { Running } from '../../sandbox/running.js'
import { entryOf, type StateEntry } from '../../sandbox/state-view.js'
import type { Entity } from '../../stateful/entity.js'
import type { Facts } from '../../stateful/facts.js'
import { continueScenario, runScenarioSteps, scenarioKind, type ScenarioProgress } from './run-scenario.js'
import { StepFailure } from '../steps/run-steps.js'
import { unknownName } from '../unknown-name.js'

/** What a scenario can be asked for. */
export interface ScenarioSummary {
  readonly name: string
  readonly description?: string
  readonly parameters: { readonly [name: string]: ScenarioParameter }
  /** Whether a request may ask for it with the header `Sandbed-Scenario`. */
  readonly byRequest: boolean
}

/** What came of a scenario. */
export interface Applied {
  /** The things that its steps named with `as`, as they are now, or were last; without those that are gone. */
  readonly things: { readonly [as: string]: StateEntry }
  /** What happened while it let time pass; null where it did not. Steps that failed then are among its `failures`. */
  readonly advanced: AdvanceResult | null
}

/** The scenarios of a pack, in its order. */
export function scenariosOf({ simulation }: Engine): readonly ScenarioSummary[] {
  return Array.from(simulation?.scenarios.values() ?? [], ({ name, description, parameters, byRequest }) => ({
    name,
    ...(description !== undefined && { description }),
    parameters,
    byRequest
  }))
}

/** The scenario with a name. Throws `unknown-scenario`. */
function scenarioCalled({ simulation }: Engine, name: string): Scenario {
  const scenario = simulation?.scenarios.get(name)
  if (scenario) return scenario
  throw unknownName('unknown-scenario', 'scenario', name, [...(simulation?.scenarios.keys() ?? [])])
}

/** What a scenario knows as `params`: what is given, and the defaults. Throws `invalid-parameters` for what is missing, unknown or no JSON. */
export function readParameters(
  { name, parameters }: Scenario,
  given: Readonly<Record<string, unknown>>
): Facts {
  const unknown = Object.keys(given).filter((one) => !Object.hasOwn(parameters, one))
  const missing = Object.keys(parameters).filter(
    (one) => given[one] === undefined && parameters[one]!.default === undefined
  )
  const faults = [
    ...missing.map((one) => `\`${one}\` has to be given`),
    ...unknown.slice(0, 20).map((one) => `there is no \`${one.slice(0, 100)}\``)
  ]
  if (faults.length > 0)
    throw new SandboxError(
      'invalid-parameters',
      `The scenario '${name}' cannot be applied so: ${faults.join(', ')}. ${known(parameters)}`
    )
  const params = {}
  for (const one of Object.keys(parameters)) setOwn(params, one, given[one] ?? parameters[one]!.default)
  return inKeyOrder(plain(name, params)) as Facts
}

function known(parameters: Scenario['parameters']): string {
  const names = Object.keys(parameters)
  return names.length === 0 ? 'It takes no parameters.' : `It takes: ${names.join(', ')}.`
}

/** The caller's values stay the caller's. */
function plain(name: string, params: object): Json {
  try {
    return JSON.parse(JSON.stringify(params)) as Json
  } catch (cause) {
    throw new SandboxError(
      'invalid-parameters',
      `The parameters of the scenario '${name}' must be plain JSON.`,
      {
        cause
      }
    )
  }
}

/**
 * Carries out a scenario, and moves the clock as far as its steps say. Throws `unknown-scenario`, `invalid-parameters`, `clock-busy`, and
 * `step-failed` for a step before the first `advance`; then nothing has happened.
 */
export function applyScenario(
  running: Running,
  name: string,
  given: Readonly<Record<string, unknown>> = {}
): Applied {
  const { engine } = running
  running.tick()
  const scenario = scenarioCalled(engine, name)
  const parameters = readParameters(scenario, given)
  const begun = begin(engine, running.world(), scenario, parameters)
  const target = targetOf(scenario, nowOf(running.world(), engine.options.now))
  if (target !== undefined) refuseBusy(running.world(), running.driver)
  running.tracer.scenario(name, parameters as Json, running.world(), begun.world)
  if (target === undefined) {
    running.settle(begun.world)
    return { things: thingsOf(running.world(), begun), advanced: null }
  }
  const followed = follow(running, begun)
  const { world, result } = advance(begun.world, followed.driver, { to: target })
  running.move(world)
  return { things: thingsOf(running.world(), followed.progress()), advanced: running.tracer.told(result) }
}

function begin(engine: Engine, world: World, scenario: Scenario, params: Facts): ScenarioProgress {
  try {
    return runScenarioSteps(engine, world, scenario, params)
  } catch (cause) {
    if (!(cause instanceof StepFailure)) throw cause
    throw new SandboxError(
      'step-failed',
      `The scenario '${scenario.name}' was not applied. ${cause.message}.`,
      {
        cause
      }
    )
  }
}

/** The instant at which it ends, in epoch milliseconds; `undefined` where it takes no time. */
function targetOf({ steps }: Scenario, now: number): number | undefined {
  const spans = steps.flatMap((step) => (step.kind === 'advance' ? [step.by] : []))
  return spans.length === 0 ? undefined : spans.reduce((at, by) => addDuration(at, by), now)
}

/** A driver that also tells how far the scenario has come. */
function follow({ driver, engine, tracer }: Running, begun: ScenarioProgress) {
  let progress = begun
  const run: ClockDriver['run'] = (world, timer, effectResult) => {
    if (timer.kind !== scenarioKind || timer.seq !== progress.pending)
      return driver.run(world, timer, effectResult)
    progress = continueScenario(engine, world, timer)
    tracer.timer(timer, world, progress.world)
    return progress.world
  }
  return { driver: { ...driver, run }, progress: () => progress }
}

function thingsOf(world: World, { named }: ScenarioProgress): Applied['things'] {
  const things = {}
  for (const name of Object.keys(named)) {
    const { resource, seq } = named[name]!
    const entity = world.collection<Entity>(resource).get(seq)
    if (entity) setOwn(things, name, entryOf(resource, entity, world))
  }
  return things
}
