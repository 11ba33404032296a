// What composing gives: a body that can be shown.
import type { SerialisedBody } from '../../http/bodies/serialise-body.js'

/** A body, and what had to be done to make it valid. */
export interface Composed {
  readonly value: unknown
  readonly notes: readonly string[]
  /** It was found to be valid as it is. */
  readonly isValid?: boolean
  /** How it was printed last: most are shown more than once. */
  printed?: { readonly type: string; readonly body: SerialisedBody }
}
