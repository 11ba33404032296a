// A resource while it is corrected, and what each of its corrections needs.
import type { OperationSummary } from '../../release.js'
import type { Resource } from '../model.js'
import type { WrittenPlace } from './overrides.js'
import type { OverrideContext } from './override-context.js'

/** A resource whose findings can be set. */
export type ResourceDraft = { -readonly [K in keyof Resource]: Resource[K] }

/** What the names in an override can mean. */
export interface Names {
  /** Every resource that there will be. */
  readonly resources: ReadonlySet<string>
  /** Operations by key and by operationId. */
  readonly operations: ReadonlyMap<string, OperationSummary>
}

/** The context of a resource. */
export interface ResourceContext extends OverrideContext {
  readonly names: Names
  /** Whether entities may have a member; says so when not. `path` is where the user wrote it. */
  isMember(place: WrittenPlace, path: readonly string[]): boolean
}
