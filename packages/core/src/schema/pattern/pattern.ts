// The syntax tree of an ECMAScript regular expression: made by `parse-pattern.ts`, read by the matcher and the string generator.
import type { CodePointRange } from './code-points.js'

/** One node of the tree. An empty `sequence` matches the empty string. */
export type PatternNode =
  | { readonly type: 'alternation'; readonly alternatives: readonly PatternNode[] }
  | { readonly type: 'sequence'; readonly items: readonly PatternNode[] }
  | PatternQuantifier
  | PatternSet
  | { readonly type: 'group'; readonly item: PatternNode; readonly index?: number; readonly name?: string }
  | { readonly type: 'look'; readonly behind: boolean; readonly negated: boolean; readonly item: PatternNode }
  | { readonly type: 'backreference'; readonly group: number }
  | { readonly type: 'start' }
  | { readonly type: 'end' }
  | { readonly type: 'boundary'; readonly negated: boolean }

/** `item{min,max}`; `max` is `Infinity` for `*`, `+` and `{n,}`. */
export interface PatternQuantifier {
  readonly type: 'quantifier'
  readonly item: PatternNode
  readonly min: number
  readonly max: number
  readonly lazy: boolean
}

/**
 * One code point out of a set: literals, `.`, `\d`, classes. `ranges` are sorted and merged, and already inverted for `[^...]`
 * unless `properties` (such as `\p{L}` or `\P{Nd}`) are present: then a code point is in the set when it is in the ranges or has
 * one of the properties, and `negated` turns that round.
 */
export interface PatternSet {
  readonly type: 'set'
  readonly ranges: readonly CodePointRange[]
  readonly properties: readonly string[]
  readonly negated: boolean
}

/** A parsed pattern. */
export interface Pattern {
  readonly source: string
  readonly root: PatternNode
  /** False when the source is only valid without the `u` flag: then text is matched by UTF-16 code units. */
  readonly unicode: boolean
  /** How many capturing groups there are; they are numbered from 1. */
  readonly groups: number
}

/** Why a source is no pattern. */
export interface PatternError {
  readonly message: string
  /** The offset in the source, in UTF-16 units. */
  readonly offset: number
}

/** Tells a pattern from an error. */
export function isPattern(result: Pattern | PatternError): result is Pattern {
  return 'root' in result
}
