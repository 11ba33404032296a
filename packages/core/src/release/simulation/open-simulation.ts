// What a pack says about behaviour -> something to carry out, and issues about what cannot be.
import { joinPointer } from '../../internal/json-pointer.js'
import type { Report } from '../readers/report.js'
import { openRule } from './opening/open-rule.js'
import { openSteps } from './opening/open-steps.js'
import { openTimer } from './opening/open-timers.js'
import { openTransition } from './opening/open-transitions.js'
import { openWebhooks } from './opening/open-webhooks.js'
import type { OpenSimulation, Scenario, Transition } from './opened.js'
import type { Grounds } from './grounds.js'
import { eachOf, opening as openingOf, type Opening } from './opening/opening.js'
import type { ScenarioSpec, Simulation } from './simulation.js'
import { simulationMembers } from './formats/simulation-format.js'
import { openInstant } from './opening/spans.js'

/**
 * Opens what was read of a pack; `undefined` where it says nothing about behaviour. What is wrong is reported with pointers into the pack,
 * and left out.
 */
export function openSimulation(
  simulation: Simulation,
  place: Grounds,
  report: Report
): OpenSimulation | undefined {
  if (simulationMembers.every((member) => simulation[member] === undefined)) return undefined
  const opening = openingOf(place, report)
  const { clock, responses = [], webhooks = {}, faults = {} } = simulation
  const transitions = openEach(simulation.transitions, '/transitions', (name, spec, at) =>
    openTransition(opening, name, spec, at)
  )
  checkFaults(opening, simulation)
  const start = clock?.start === undefined ? undefined : openInstant(opening, clock.start, '/clock/start')
  return {
    ...(start !== undefined && { start }),
    transitions,
    transitionsOf: byOperation(transitions),
    timers: openEach(simulation.timers, '/timers', (name, spec, at) =>
      openTimer(opening, name, spec, simulation, at)
    ),
    scenarios: openEach(simulation.scenarios, '/scenarios', (name, spec, at) =>
      openScenario(opening, name, spec, simulation, at)
    ),
    faults: new Map(Object.entries(faults)),
    responses,
    webhooks: openWebhooks(opening, webhooks, simulation, '/webhooks')
  }
}

function openEach<Spec, Opened>(
  specs: { readonly [name: string]: Spec } = {},
  at: string,
  open: (name: string, spec: Spec, at: string) => Opened | undefined
): ReadonlyMap<string, Opened> {
  const opened = new Map<string, Opened>()
  for (const [name, spec] of Object.entries(specs)) {
    const one = open(name, spec, joinPointer(at, name))
    if (one !== undefined) opened.set(name, one)
  }
  return opened
}

function byOperation(
  transitions: ReadonlyMap<string, Transition>
): ReadonlyMap<string, readonly Transition[]> {
  const byKey = new Map<string, Transition[]>()
  for (const transition of transitions.values())
    for (const key of new Set(transition.on)) {
      const others = byKey.get(key)
      if (others) others.push(transition)
      else byKey.set(key, [transition])
    }
  return byKey
}

/** Faults and rules are opened again when they come into force: here it only shows whether they can be. */
function checkFaults(opening: Opening, { faults = {}, responses = [] }: Simulation): void {
  for (const [name, fault] of Object.entries(faults)) {
    const at = joinPointer('/faults', name)
    if (name === 'faults' || name === 'responses')
      opening.invalid(at, `\`${name}\` cannot be the name of a fault: \`clear\` means something else by it.`)
    openRule(fault, opening, opening.report, at)
  }
  const names = new Set(Object.keys(faults))
  for (const [rule, at] of eachOf(responses, '/responses')) {
    openRule(rule, opening, opening.report, at)
    if (rule.name === undefined) continue
    if (names.has(rule.name))
      opening.invalid(`${at}/name`, `Another fault or rule has the name \`${rule.name}\` already.`)
    names.add(rule.name)
  }
}

function openScenario(
  opening: Opening,
  name: string,
  { description, parameters = {}, byRequest = false, steps }: ScenarioSpec,
  simulation: Simulation,
  at: string
): Scenario {
  return {
    name,
    ...(description !== undefined && { description }),
    parameters,
    byRequest,
    steps: openSteps(opening, eachOf(steps, `${at}/steps`), {
      name,
      params: Object.keys(parameters),
      simulation,
      noAdvance: byRequest ? 'A scenario that requests may ask for cannot move the clock.' : undefined
    })
  }
}
