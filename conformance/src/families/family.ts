// A resource family: the operations that create, read, list, change and remove one kind of thing.
import type { PlainOperation } from './plain-operation.js'

/** An operation on one thing, and where the thing's key goes. */
export interface ItemOperation {
  readonly operation: PlainOperation
  /** Names of the path parameters, the query parameter or the body member that take the key. */
  readonly key: { readonly in: 'path' | 'query' | 'body'; readonly names: readonly string[] }
}

/** How a family was recognised. */
export type FamilyKind = 'collection' | 'client key' | 'other path' | 'rpc' | 'list only'

/** A kind of thing that can be created and read back. */
export interface Family {
  /** The key of the operation that creates: `POST /pets`. */
  readonly name: string
  readonly kind: FamilyKind
  /** The noun in plain form, for comparing: `payment method`. */
  readonly noun: string
  readonly create: PlainOperation
  readonly read?: ItemOperation
  readonly list?: PlainOperation
  readonly updates: readonly ItemOperation[]
  readonly remove?: ItemOperation
}

/** An operation that looks like a create and is not judged, and why. */
export interface Skipped {
  readonly operation: string
  readonly reason: string
}

/** All that a description's reader finds. */
export interface Families {
  readonly operations: readonly PlainOperation[]
  readonly families: readonly Family[]
  readonly skipped: readonly Skipped[]
}

/** Keys of all operations of a family. */
export function operationsOf(family: Family): string[] {
  const { create, read, list, updates, remove } = family
  return [create, read?.operation, list, ...updates.map((one) => one.operation), remove?.operation].flatMap(
    (operation) => (operation === undefined ? [] : [operation.key])
  )
}
