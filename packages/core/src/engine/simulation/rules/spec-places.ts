// Where the faults and response rules of a pack stand in it. One that holds functions cannot be a record of a world: the world says where
// it stands instead.
import type { OpenSimulation, OpenStep } from '../../../release/simulation/opened.js'
import type { FaultSpec, ResponseRule } from '../../../release/simulation/fault-spec.js'

/** A fault or a response rule as it is written. */
export type RuleSpec = FaultSpec | ResponseRule

interface Places {
  readonly specs: ReadonlyMap<string, RuleSpec>
  readonly places: ReadonlyMap<RuleSpec, string>
}

/** The spec at a place of the pack; `undefined` where there is none. */
export function specAt(simulation: OpenSimulation | undefined, place: string): RuleSpec | undefined {
  return simulation && placesOf(simulation).specs.get(place)
}

/** The place of this very spec; `undefined` for one that is not in the pack. */
export function placeOf(simulation: OpenSimulation | undefined, spec: RuleSpec): string | undefined {
  return simulation && placesOf(simulation).places.get(spec)
}

const known = new WeakMap<OpenSimulation, Places>()

function placesOf(simulation: OpenSimulation): Places {
  let places = known.get(simulation)
  if (!places) known.set(simulation, (places = findPlaces(simulation)))
  return places
}

function findPlaces({ faults, responses, scenarios, timers }: OpenSimulation): Places {
  const specs = new Map<string, RuleSpec>()
  const add = (at: readonly (string | number)[], spec: RuleSpec) => specs.set(JSON.stringify(at), spec)
  const addSteps = (at: readonly string[], steps: readonly OpenStep[]): void =>
    steps.forEach((step, i) => {
      if (step.kind === 'fault') add([...at, i], step.fault)
      if (step.kind === 'respond') add([...at, i], step.rule)
    })
  for (const [name, { steps }] of scenarios) addSteps(['scenarios', name], steps)
  for (const [name, timer] of timers) addSteps(['timers', name], timer.do)
  for (const [name, fault] of faults) add(['faults', name], fault)
  responses.forEach((rule, i) => add(['responses', i], rule))
  return { specs, places: new Map(Array.from(specs, ([place, spec]) => [spec, place])) }
}
