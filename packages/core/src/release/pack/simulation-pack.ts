// All that a simulation pack can say: corrections of what was inferred, and behaviour. Published as `schemas/pack.schema.json`.
import type { Overrides } from '../resources/overrides/overrides.js'
import type { Simulation } from '../simulation/simulation.js'

/** A pack as users keep it, in a file or in code. The root's `x-sandbed` has the same members. */
export interface SimulationPack extends Overrides, Simulation {
  /** For editors: where the JSON Schema is. */
  readonly $schema?: string
  readonly format?: 'sandbed-pack'
  readonly version?: 1
  /** For messages: `set by the pack 'name'`. */
  readonly name?: string
}
