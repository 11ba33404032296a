// Sandboxes as the control plane shows them.
import type { Items } from './control-options.js'

/** A sandbox. */
export interface SandboxView {
  readonly name: string
  readonly main: boolean
  readonly title: string
  readonly version: string
  readonly operations: number
  readonly path: string
  /** Where its API is; null where it is not served. */
  readonly url: string | null
  readonly clock: {
    readonly now: number
    readonly mode: 'manual' | 'live'
    readonly pending: { readonly count: number; readonly nextDueAt: number | null }
  }
  readonly snapshots: number
  /** The names of the scenarios that can be applied. */
  readonly scenarios: readonly string[]
}

/** What `GET /sandboxes` answers. */
export type SandboxList = Items<SandboxView>
