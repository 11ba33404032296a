// The world that a sandbox starts with, as its pack describes it: faults and rules in force, endpoints, timers.
import type { World } from '../../state/world.js'
import type { Engine } from '../engine.js'
import { withPackEndpoints } from '../webhooks/register.js'
import { armFault, armResponse } from './rules.js'
import { startSandboxTimers } from './start-timers.js'

/** The world of the seeds, with everything else that is there from the start. Throws `invalid-endpoint` for an endpoint of the pack. */
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
