// A schema with its references followed and its `allOf`s merged: what the producers are compiled from.
import type { Schema } from '../schema.js'

/** The names of JSON's types, in the order in which an untyped schema is tried. */
export const TYPES = ['string', 'integer', 'number', 'boolean', 'object', 'array', 'null'] as const
export type TypeName = (typeof TYPES)[number]

/** The members that one of the merged schemas describes; `additional` speaks of those it does not name. */
export interface ObjectPart {
  readonly properties: { readonly [name: string]: Schema }
  readonly patterns: readonly (readonly [pattern: string, schema: Schema])[]
  readonly additional: Schema | undefined
}

/** The items that one of the merged schemas describes. */
export interface ArrayPart {
  readonly prefix: readonly Schema[]
  readonly items: Schema | undefined
}

/** Alternatives; each branch is a whole schema: the alternative together with everything that stands beside it. */
export interface Choice {
  readonly branches: readonly Schema[]
  /** For `oneOf`: the bare alternatives, of which only one may hold. */
  readonly alternatives?: readonly Schema[]
}

export interface Shape {
  /** The schema this shape was made from. */
  readonly schema: Schema
  /** Nothing can be valid. */
  impossible: boolean
  /** Types that are allowed; `undefined` for all. */
  types: readonly TypeName[] | undefined
  /** The types are a guess from the other keywords: a value of another type is valid as well. */
  guessed: boolean
  /** Members of `enum` or `const` of one of the merged schemas. */
  values: readonly unknown[] | undefined
  examples: unknown[]
  readOnly: boolean
  writeOnly: boolean
  choice: Choice | undefined
  /** Something is asked for that construction does not ensure: check what was made, and try again. */
  uncertain: boolean

  format: string | undefined
  patterns: string[]
  minLength: number
  maxLength: number

  minimum: number
  maximum: number
  exclusiveMinimum: number
  exclusiveMaximum: number
  multiples: number[]

  objectParts: ObjectPart[]
  required: Set<string>
  minProperties: number
  maxProperties: number
  propertyNames: Schema[]
  dependentRequired: Map<string, readonly string[]>
  unevaluatedProperties: Schema[]

  arrayParts: ArrayPart[]
  minItems: number
  maxItems: number
  uniqueItems: boolean
  contains: { readonly schema: Schema; readonly min: number }[]
  unevaluatedItems: Schema[]
}

/** A shape that takes everything. */
export function emptyShape(schema: Schema): Shape {
  return {
    schema,
    impossible: false,
    types: undefined,
    guessed: false,
    values: undefined,
    examples: [],
    readOnly: false,
    writeOnly: false,
    choice: undefined,
    uncertain: false,
    format: undefined,
    patterns: [],
    minLength: 0,
    maxLength: Infinity,
    minimum: -Infinity,
    maximum: Infinity,
    exclusiveMinimum: -Infinity,
    exclusiveMaximum: Infinity,
    multiples: [],
    objectParts: [],
    required: new Set(),
    minProperties: 0,
    maxProperties: Infinity,
    propertyNames: [],
    dependentRequired: new Map(),
    unevaluatedProperties: [],
    arrayParts: [],
    minItems: 0,
    maxItems: Infinity,
    uniqueItems: false,
    contains: [],
    unevaluatedItems: []
  }
}
