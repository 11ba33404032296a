// The contract of a mode, and the only list of them.
import type { ResponseSpec, MediaType } from '../../release/release.js'
import type { Engine, MadeBody, Validated } from '../engine.js'
import type { Mode } from '../options.js'
import { dynamicMode } from './dynamic.js'
import { staticMode } from './static.js'

/** What is to be answered: chosen before the mode makes the body. */
export interface Plan {
  readonly request: Validated
  readonly mode: Mode
  readonly status: number
  readonly spec: ResponseSpec | undefined
  /** The media type that describes the body; `undefined` for responses without one. */
  readonly mediaType: MediaType | undefined
  /** The example that the client asked for by name. */
  readonly example: string | undefined
}

/** How a mode answers. */
export interface ModeStrategy {
  /** True when the request plays no part: one answer for each operation, status, media type and example. */
  readonly constant: boolean
  /** A 32-bit key from which everything generated for this answer is derived. */
  key(engine: Engine, plan: Plan): number
  /** Makes the body for `plan.mediaType`. */
  body(engine: Engine, plan: Plan & { readonly mediaType: MediaType }, key: number): MadeBody
}

/** Mode -> strategy. */
export const modeStrategies: Readonly<Record<Mode, ModeStrategy>> = {
  static: staticMode,
  dynamic: dynamicMode
}
