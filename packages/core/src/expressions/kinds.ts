// The kinds of values that expressions have, and what is known of them before anything is evaluated.
import type { Value } from './frame.js'

/**
 * What is known about the value of an expression. `any` is known at evaluation only (CEL's `dyn`); `optional` may be absent. There is one
 * kind of numbers, as in JSON: whole ones beyond 2^53 are bigints inside.
 */
export type Kind = 'any' | 'null' | 'boolean' | 'number' | 'string' | 'list' | 'map' | 'optional'

/** The kind of a value; never `any`. */
export function kindOf(value: Value): Kind {
  switch (typeof value) {
    case 'boolean':
    case 'string':
    case 'number':
      return typeof value as Kind
    case 'bigint':
      return 'number'
    case 'undefined':
      return 'optional'
    default:
      return value === null ? 'null' : Array.isArray(value) ? 'list' : 'map'
  }
}

/** Whether a value of which this much is known can be one of the kinds. */
export function canBe(known: Kind, kinds: readonly Kind[]): boolean {
  return known === 'any' || kinds.includes(known) || kinds.includes('any')
}

/** As it is said in a sentence: `a number`. */
export function nameKind(kind: Kind): string {
  return kind === 'null' || kind === 'any' ? kind : kind === 'optional' ? 'an optional value' : `a ${kind}`
}
