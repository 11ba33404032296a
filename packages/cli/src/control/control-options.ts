// What every command against a running server is given.
import type { OutputFormat } from '../output.js'
import type { ControlTarget } from './control-client.js'

/** The options of commands against a running server. */
export interface ControlOptions extends ControlTarget {
  readonly output: OutputFormat
}

/** A list as the control plane answers it. */
export interface Items<T> {
  readonly items: readonly T[]
}
