// What the engine reads from: an index, and operations and schemas by key, made on first use. A description that was just opened
// and a release that was loaded both look like this, so they behave alike.
import type { Schema, SchemaSource } from '../schema/schema.js'
import type { Operation, ReleaseIndex } from './release.js'
import type { ResourceModel } from './resources/model.js'

/** The running form of a release. The same key gives the same object each time. */
export interface ReleaseSource extends SchemaSource {
  readonly index: ReleaseIndex
  /** The operation with this key; throws a RangeError for a key that the index does not have. */
  operation(key: string): Operation
  schema(key: string): Schema | undefined
  /** What the operations do to which kinds of things; inferred when it is first asked for. */
  readonly model: ResourceModel
  readonly webhookNames: readonly string[]
  webhook(name: string): Operation
  /** The simulation pack that a release brings along, as it was given. */
  readonly pack?: unknown
  /** The auth profile that it brings along, unread. */
  readonly authProfile?: unknown
}
