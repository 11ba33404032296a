// The contract of a mode.
import type { MediaType } from '../../release/release.js'
import type { Engine } from '../engine.js'
import type { MadeBody, Plan } from '../stages.js'

/** How a mode answers. */
export interface ModeStrategy {
  /** True when an answer follows from the engine and the request alone, so that it may be remembered; false for modes with state. */
  readonly pure: boolean
  /** True when the request plays no part: one answer for each operation, status, media type and example. */
  readonly constant: boolean
  /** A 32-bit key from which everything generated for this answer is derived. */
  key(engine: Engine, plan: Plan): number
  /** Makes the body for `plan.mediaType`. */
  body(engine: Engine, plan: Plan & { readonly mediaType: MediaType }, key: number): MadeBody
}
