// What paths say: the collection that an operation is about, its noun, and where a response's schema stands.
import { locate, member } from '../oracle/raw-document.js'
import type { PlainOperation } from './plain-operation.js'
import { nounOf } from './words.js'

/** A description's operations, for looking them up. */
export interface Finder {
  readonly document: unknown
  readonly operations: readonly PlainOperation[]
  /** By method and blank path. */
  readonly byKey: ReadonlyMap<string, PlainOperation>
}

/** The collection that a create adds to: `/things` for `/things` and for `/things/create`. */
export function collectionOf({ blank }: PlainOperation): string {
  return blank.replace(/\/(?:create|new|add)$/i, '') || '/'
}

/** A path without its trailing parameters and without a word like `by-id` before them. */
export function withoutKeys(blank: string): string {
  return blank.replace(/(?:\/(?:by[-_]?)?(?:id|key|uuid))?(?:\/\{\})+$/i, '') || '/'
}

/** The noun of the last literal segment. */
export function nounAt(blank: string): string {
  const literals = blank.split('/').filter((segment) => segment !== '' && !segment.includes('{'))
  return nounOf(literals.at(-1) ?? '')
}

/** The last segment. */
export function lastOf(blank: string): string {
  return blank.slice(blank.lastIndexOf('/') + 1)
}

/** An example of a successful answer, where the author gave one for the whole of it. */
export function exampleOf(document: unknown, { success }: PlainOperation): unknown {
  for (const { pointer } of success) {
    const media = locate(document, pointer)?.value
    const named = Object.values(member(media, 'examples') ?? {})[0]
    const example = member(media, 'example') ?? member(named, 'value')
    if (example !== undefined) return example
  }
  return undefined
}

/** The pointer of the schema of a successful answer. */
export function schemaOf(operation: PlainOperation): string | undefined {
  return operation.success.find(({ schema }) => schema !== undefined)?.schema
}
