// The timers of a pack: what starts and cancels them, when they fire, and what they do.
import { checkTransition } from './check-transition.js'
import { openTest } from './formulas.js'
import { namesHere } from '../names/names-here.js'
import { said } from './said.js'
import { openSteps } from './open-steps.js'
import type { TimerRule } from '../opened.js'
import { eachOf, type Opening } from './opening.js'
import type { Simulation, SimulationStep, TimerSpec } from '../simulation.js'
import { openInstantOrFormula, openInterval, openSpanOrFormula } from './spans.js'

/** Opens one that stands at a pointer; `undefined` where its resource is not there. */
export function openTimer(
  opening: Opening,
  name: string,
  spec: TimerSpec,
  simulation: Simulation,
  at: string
): TimerRule | undefined {
  const resource = spec.resource === undefined ? undefined : opening.resource(spec.resource, `${at}/resource`)
  if (spec.resource !== undefined && !resource) return undefined
  const after = eachOf(spec.after, `${at}/after`)
  const cancel = eachOf(spec.cancel, `${at}/cancel`)
  for (const [transition, pointer] of [...after.filter(([one]) => one !== 'create'), ...cancel])
    checkTransition(opening, transition, resource?.name, simulation, pointer)
  if (!resource && after.length > 0)
    opening.invalid(
      `${at}/after`,
      'Only the things of a resource start timers.',
      'Say the `resource` as well.'
    )
  const names = namesHere(opening, { entity: resource })
  const steps: SimulationStep | readonly SimulationStep[] = spec.do
  return {
    name,
    ...said({ description: spec.description, resource: resource?.name }),
    afterCreate:
      resource !== undefined && (spec.after === undefined || after.some(([one]) => one === 'create')),
    after: after.map(([one]) => one).filter((one) => one !== 'create'),
    ...openMoments(opening, spec, at, names),
    ...said({ when: openTest(opening, spec.when, `${at}/when`, names) }),
    cancel: cancel.map(([one]) => one),
    do: openSteps(opening, eachOf(steps, `${at}/do`), {
      name,
      thing: resource,
      simulation,
      noAdvance: 'A timer cannot move the clock that fires it.'
    })
  }
}

function openMoments(
  opening: Opening,
  spec: TimerSpec,
  at: string,
  names: ReturnType<typeof namesHere>
): Pick<TimerRule, 'in' | 'at' | 'every'> {
  if (spec.in !== undefined && spec.at !== undefined)
    opening.invalid(
      `${at}/at`,
      'A timer fires some time after something, or at an instant.',
      'Leave out `in` or `at`.'
    )
  if (spec.in === undefined && spec.at === undefined && spec.every === undefined)
    opening.invalid(at, 'The timer does not say when it fires.', 'Say it with `in`, `at` or `every`.')
  return said({
    in: spec.in === undefined ? undefined : openSpanOrFormula(opening, spec.in, `${at}/in`, names),
    at: spec.at === undefined ? undefined : openInstantOrFormula(opening, spec.at, `${at}/at`, names),
    every: openInterval(opening, spec.every, `${at}/every`)
  })
}
