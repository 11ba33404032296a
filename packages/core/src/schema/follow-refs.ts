// Follows schemas that are nothing but a `$ref`. Used by the checker and the generator, so that long chains cost no stack and loops end.
import type { Schema, SchemaSource } from './schema.js'

/** Where a chain of plain `$ref`s ends. */
export interface FollowedRefs {
  /** The first schema that is more than a `$ref`; `true` when the chain leads nowhere or back to itself. */
  readonly schema: Schema
  /** The key of that schema, `undefined` when the first one was no plain `$ref`. */
  readonly key: string | undefined
  /** True when the chain leads back to itself. */
  readonly loop: boolean
}

/** Follows plain `$ref`s, however many, to what they mean. */
export function followRefs(schema: Schema, source: SchemaSource): FollowedRefs {
  let current = schema
  let key: string | undefined
  let visited: Set<string> | undefined
  while (typeof current !== 'boolean' && isPlainRef(current)) {
    key = current.$ref as string
    if (visited?.has(key)) return { schema: true, key, loop: true }
    visited = (visited ?? new Set()).add(key)
    current = source.schema(key) ?? true
  }
  return { schema: current, key, loop: false }
}

function isPlainRef(schema: object): boolean {
  let count = 0
  for (const _ in schema) if (++count > 1) return false
  return count === 1 && Object.hasOwn(schema, '$ref')
}
