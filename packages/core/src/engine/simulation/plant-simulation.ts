// The world that a sandbox starts with, as its pack describes it: faults and rules in force, endpoints, timers.
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import { withPackEndpoints } from '../webhooks/endpoints/register.js'
import { armFault, armResponse } from './rules/rules.js'
import { startSandboxTimers } from './timers/start-timers.js'

/** The world of the seeds, with everything else that is there from the start. Throws `invalid-pack` for an endpoint of the pack that cannot be. */
export function plantSimulation(engine: Engine, seeds: World): World {
  const { simulation } = engine
  if (!simulation) return seeds
  let world = seeds
  for (const [name, fault] of simulation.faults) if (fault.armed) world = armFault(engine, world, name, fault)
  simulation.responses.forEach((rule, i) => {
    world = armResponse(engine, world, rule.name ?? `response-${i + 1}`, rule)
  })
  return startSandboxTimers(engine, withPackEndpoints(engine, world))
}
