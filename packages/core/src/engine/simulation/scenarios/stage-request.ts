// A scenario that a request asks for by header: it is carried out before the request is, and what it puts in force holds for that request alone.
import { isSandboxError } from '../../../errors.js'
import { readItem } from '../../../http/structured-item.js'
import { echo } from '../../../http/problem.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import { refuse, type Refusal } from '../../errors/refusal.js'
import type { Validated } from '../../stages.js'
import { readParameters } from './apply-scenario.js'
import { rulesIn, rulesName } from '../rules/rules.js'
import { runScenarioSteps } from './run-scenario.js'
import { StepFailure } from '../steps/run-steps.js'

/** The header by which requests ask: a name, and parameters as RFC 9651 has them. */
export const scenarioHeader = 'sandbed-scenario'

/** The world after the scenario that a request asks for; the world itself where it asks for none. A refusal where there is no such scenario. */
export function stageRequest(engine: Engine, world: World, { headers }: Validated): World | Refusal {
  const asked = headers[scenarioHeader]
  if (asked === undefined) return world
  const item = readItem(asked)
  if (typeof item?.value !== 'string')
    return refused(`${echo(asked)} is not of the form \`name; parameter=value\` (an item of RFC 9651)`)
  const open = Array.from(engine.simulation?.scenarios.values() ?? []).filter(({ byRequest }) => byRequest)
  const scenario = open.find(({ name }) => name === item.value)
  if (!scenario) {
    const names = open.slice(0, 50).map(({ name }) => name)
    const rest = names.length === 0 ? 'there are none' : `there are: ${names.join(', ')}`
    return refused(`There is no scenario ${echo(item.value)} that requests may ask for; ${rest}`)
  }
  try {
    const params = readParameters(scenario, Object.fromEntries(item.parameters))
    return runScenarioSteps(engine, world, scenario, params).world
  } catch (error) {
    if (!isSandboxError(error) && !(error instanceof StepFailure)) throw error
    return refused(error.message.replace(/\.$/, ''))
  }
}

function refused(detail: string): Refusal {
  return refuse({ slug: 'invalid-scenario', detail })
}

/** A world after a request with a scenario, with the rules that were in force before it; how often those matched is kept. */
export function withRulesOf(before: World, after: World): World {
  const now = rulesIn(after)
  let rules = rulesIn(before)
  for (const [seq, rule] of rules) {
    const same = now.get(seq)
    if (same && same.spec === rule.spec && same.from === rule.from) rules = rules.set(seq, same)
  }
  return after.withCollection(rulesName, rules)
}
