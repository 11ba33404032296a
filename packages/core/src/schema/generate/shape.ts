// A schema with its references followed and its `allOf`s merged: what the producers are compiled from.
import type { Schema, SchemaObject } from '../schema.js'

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
  examples: readonly unknown[]
  readOnly: boolean
  writeOnly: boolean
  choice: Choice | undefined
  /** Something is asked for that construction does not ensure: check what was made, and try again. */
  uncertain: boolean

  format: string | undefined
  patterns: readonly string[]
  minLength: number
  maxLength: number

  minimum: number
  maximum: number
  exclusiveMinimum: number
  exclusiveMaximum: number
  multiples: readonly number[]

  objectParts: readonly ObjectPart[]
  required: ReadonlySet<string>
  minProperties: number
  maxProperties: number
  propertyNames: readonly Schema[]
  dependentRequired: ReadonlyMap<string, readonly string[]>
  unevaluatedProperties: readonly Schema[]

  arrayParts: readonly ArrayPart[]
  minItems: number
  maxItems: number
  uniqueItems: boolean
  contains: readonly { readonly schema: Schema; readonly min: number }[]
  unevaluatedItems: readonly Schema[]
}

// Most shapes have most lists empty; they share these.
const NONE: readonly never[] = []
const NO_NAMES: ReadonlySet<string> = new Set()
const NO_DEPENDENTS: ReadonlyMap<string, readonly string[]> = new Map()

/** A shape that takes everything. */
export function emptyShape(schema: Schema): Shape {
  return {
    schema,
    impossible: false,
    types: undefined,
    guessed: false,
    values: undefined,
    examples: NONE,
    readOnly: false,
    writeOnly: false,
    choice: undefined,
    uncertain: false,
    format: undefined,
    patterns: NONE,
    minLength: 0,
    maxLength: Infinity,
    minimum: -Infinity,
    maximum: Infinity,
    exclusiveMinimum: -Infinity,
    exclusiveMaximum: Infinity,
    multiples: NONE,
    objectParts: NONE,
    required: NO_NAMES,
    minProperties: 0,
    maxProperties: Infinity,
    propertyNames: NONE,
    dependentRequired: NO_DEPENDENTS,
    unevaluatedProperties: NONE,
    arrayParts: NONE,
    minItems: 0,
    maxItems: Infinity,
    uniqueItems: false,
    contains: NONE,
    unevaluatedItems: NONE
  }
}

/** Whether a schema is so plainly one of a scalar that nobody needs its shape to know. */
export function isPlainScalar(schema: Schema): schema is SchemaObject {
  if (typeof schema === 'boolean' || typeof schema.type !== 'string') return false
  if (
    schema.type === 'object' ||
    schema.type === 'array' ||
    schema.$ref !== undefined ||
    schema.dynamicRef !== undefined
  )
    return false
  return (
    schema.allOf === undefined &&
    schema.anyOf === undefined &&
    schema.oneOf === undefined &&
    schema.not === undefined &&
    schema.if === undefined &&
    schema.dependentSchemas === undefined &&
    schema.discriminator === undefined &&
    schema.dynamicAnchors === undefined
  )
}
