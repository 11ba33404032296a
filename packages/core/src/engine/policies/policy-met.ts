// What the policies in force said about a request that may go on, for the steps after them.
import type { Applying, PolicySaid } from '../../policies/decide.js'

/** Carried along with the request. */
export interface PolicyMet {
  /** In order, and last the one that refuses the request, where there is one. */
  readonly said: readonly PolicySaid[]
  readonly notes: readonly string[]
  /** Headers that tell of rate limits. */
  readonly headers: { readonly [name: string]: string }
  readonly faults: readonly Applying<'fault'>[]
  readonly redactions: readonly Applying<'redact'>[]
}
