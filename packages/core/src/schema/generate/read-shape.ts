// Schema -> Shape: follows `$ref`s, merges `allOf`s, and sets the first alternative (`oneOf`, `anyOf`, a discriminator's mapping)
// aside as a choice whose branches are whole schemas again.
import type { Schema, SchemaObject } from '../schema.js'
import { addPart } from './add-part.js'
import { Conjunctions } from './conjunction.js'
import type { DynamicScopes } from './dynamic-scope.js'
import { constraintsOf, Rewriter } from './rewrite.js'
import { emptyShape, isPlainScalar, TYPES } from './shape.js'
import type { Choice, Shape, TypeName } from './shape.js'

const MAX_PARTS = 2_000
const MAX_EXCLUDED = 20
const FOLLOWED = ['$ref', 'dynamicRef', 'allOf', 'not', 'if', 'then', 'else', 'dependentSchemas']

/** One of the schemas that are merged; `inherited` when an `allOf` with more to say led to it. */
interface Part {
  readonly schema: SchemaObject
  readonly inherited: boolean
}

const ONE_TYPE = Object.fromEntries(TYPES.map((type) => [type, { type }])) as Record<TypeName, SchemaObject>

/** Reads shapes, each schema object once. One per generator. */
export class ShapeReader {
  readonly conjunctions = new Conjunctions()
  readonly #rewriter = new Rewriter(this.conjunctions)
  readonly #source: DynamicScopes
  readonly #shapes = new WeakMap<SchemaObject, Shape>()
  readonly #bare = new WeakMap<SchemaObject, Map<string, SchemaObject>>()

  constructor(source: DynamicScopes) {
    this.#source = source
  }

  /** The shape of a schema; the same object each time. */
  read(schema: Schema): Shape {
    if (typeof schema === 'boolean') return { ...emptyShape(schema), impossible: !schema }
    let shape = this.#shapes.get(schema)
    if (!shape) {
      shape = this.#merge(schema)
      this.#shapes.set(schema, shape)
    }
    return shape
  }

  #merge(schema: SchemaObject): Shape {
    const shape = emptyShape(schema)
    // Most schemas are a scalar's: there is nothing to follow and nothing to choose.
    const isPlain = isPlainScalar(schema)
    const parts = isPlain ? [{ schema, inherited: false }] : this.#collect(schema, shape)
    for (const part of parts) addPart(shape, part.schema)
    if (shape.types?.length === 0 || shape.minLength > shape.maxLength || shape.minItems > shape.maxItems) {
      shape.impossible = true
    }
    if (shape.values || shape.impossible) return shape
    if (isPlain) return shape
    shape.choice = this.#choice(parts)
    if (!shape.choice) this.#settleTypes(shape)
    return shape
  }

  /** An untyped shape gets the type its keywords speak of; one that may be a container or something else becomes a choice. */
  #settleTypes(shape: Shape): void {
    if (!shape.types) {
      const type = likelyType(shape)
      shape.types = type && [type]
      shape.guessed = type !== undefined
    } else if (shape.types.length > 1 && shape.types.some((type) => type === 'object' || type === 'array')) {
      const branches = shape.types.map((type) => this.conjunctions.of([shape.schema, ONE_TYPE[type]]))
      shape.choice = { branches }
    }
  }

  /** Every schema that must hold with this one, references and `allOf`s followed. */
  #collect(root: SchemaObject, shape: Shape): Part[] {
    const parts: Part[] = []
    const seen = new Set<Schema>()
    const pending: { schema: Schema; inherited: boolean }[] = [{ schema: root, inherited: false }]
    for (let next = pending.pop(); next; next = pending.pop()) {
      const { inherited } = next
      if (next.schema === false) shape.impossible = true
      if (typeof next.schema === 'boolean') continue
      const schema = this.#source.enter(next.schema)
      if (seen.has(schema)) continue
      if (parts.length >= MAX_PARTS) {
        shape.uncertain = true
        break
      }
      seen.add(schema)
      parts.push({ schema, inherited })
      const adds =
        inherited ||
        (schema.allOf !== undefined && (schema.allOf.length > 1 || constraintsOf(schema).length > 1))
      for (const member of this.#rewriter.rewrite(schema).toReversed())
        pending.push({ schema: member, inherited })
      for (const member of schema.allOf?.toReversed() ?? []) pending.push({ schema: member, inherited: adds })
      for (const ref of [schema.dynamicRef?.ref, schema.$ref]) {
        if (ref !== undefined) pending.push({ schema: this.#source.schema(ref) ?? true, inherited })
      }
      if (schema.not !== undefined) shape.uncertain = true
    }
    return parts
  }

  #choice(parts: readonly Part[]): Choice | undefined {
    const seen = new Set<Schema | undefined>(parts.map((part) => part.schema))
    const isMade = (one: Schema): boolean =>
      seen.has(one) ||
      (typeof one === 'object' && one.$ref !== undefined && seen.has(this.#source.schema(one.$ref)))
    for (const part of parts) {
      const { schema } = part
      // A base that lists its subtypes, reached from one of them: the choice has been made already.
      const isChosen = part.inherited && [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].some(isMade)
      if (schema.oneOf && !isChosen) return this.#alternatives(parts, schema, 'oneOf', schema.oneOf)
      if (schema.anyOf && !isChosen) return this.#alternatives(parts, schema, 'anyOf', schema.anyOf)
      const choice = schema.discriminator?.mapping
        ? this.#subtypes(parts, part, schema.discriminator.mapping)
        : undefined
      if (choice) return choice
    }
    return undefined
  }

  #alternatives(
    parts: readonly Part[],
    owner: SchemaObject,
    keyword: 'oneOf' | 'anyOf',
    alternatives: readonly Schema[]
  ): Choice {
    const rest = this.#rest(parts, owner, [keyword])
    const excludable = keyword === 'oneOf' && alternatives.length <= MAX_EXCLUDED
    const onlyRequired = excludable ? alternatives.filter(isOnlyRequired) : []
    const branches = alternatives.map((alternative) => {
      const others = onlyRequired
        .filter((other) => other !== alternative)
        .map((other) => this.#rewriter.negate(other))
      return this.conjunctions.of([
        ...rest,
        alternative,
        ...this.#discriminated(owner, alternative),
        ...others
      ])
    })
    return keyword === 'oneOf' ? { branches, alternatives } : { branches }
  }

  /** The constraint that a discriminator puts on one alternative (OpenAPI 3.1.1, section 4.8.25). */
  #discriminated(owner: SchemaObject, alternative: Schema): Schema[] {
    const { discriminator } = owner
    if (!discriminator?.mapping || typeof alternative === 'boolean' || alternative.$ref === undefined)
      return []
    const values = Object.keys(discriminator.mapping).filter(
      (value) => discriminator.mapping?.[value] === alternative.$ref
    )
    return values.length === 0 ? [] : [this.conjunctions.memberIs(discriminator.propertyName, values)]
  }

  /** A base schema with a mapping stands for its subtypes; reached from a subtype, it asks for that subtype's value. */
  #subtypes(
    parts: readonly Part[],
    base: Part,
    mapping: { readonly [value: string]: string }
  ): Choice | undefined {
    const propertyName = base.schema.discriminator?.propertyName as string
    const values = new Map<Schema, string[]>()
    for (const [value, ref] of Object.entries(mapping)) {
      const target = this.#source.schema(ref)
      if (target !== undefined) values.set(target, [...(values.get(target) ?? []), value])
    }
    const rest = this.#rest(parts, base.schema, ['oneOf', 'anyOf'])
    const subtype = parts.find((part) => part.schema !== base.schema && values.has(part.schema))
    if (subtype) {
      const fixed = this.conjunctions.memberIs(propertyName, values.get(subtype.schema) as string[])
      return { branches: [this.conjunctions.of([...rest, fixed])] }
    }
    if (base.inherited || values.size === 0) return undefined
    const branches = [...values].map(([target, texts]) => {
      const members = target === base.schema ? rest : [...rest, target]
      return this.conjunctions.of([...members, this.conjunctions.memberIs(propertyName, texts)])
    })
    return { branches }
  }

  /** Everything but the alternatives themselves, which are under the owner's `keywords`. */
  #rest(parts: readonly Part[], owner: SchemaObject, keywords: readonly string[]): SchemaObject[] {
    return parts
      .map(({ schema }) => this.#without(schema, schema === owner ? [...keywords, 'discriminator'] : []))
      .filter((schema) => constraintsOf(schema).length > 0)
  }

  /** The schema without what its shape has already followed, and without more keywords; the same object each time. */
  #without(schema: SchemaObject, keywords: readonly string[]): SchemaObject {
    const without = [...FOLLOWED, ...keywords]
    if (!without.some((name) => Object.hasOwn(schema, name))) return schema
    const copies = this.#bare.get(schema) ?? new Map<string, SchemaObject>()
    this.#bare.set(schema, copies)
    let copy = copies.get(keywords.join())
    if (!copy) {
      copy = Object.fromEntries(Object.entries(schema).filter(([name]) => !without.includes(name)))
      copies.set(keywords.join(), copy)
    }
    return copy
  }
}

function isOnlyRequired(schema: Schema): boolean {
  return (
    typeof schema === 'object' &&
    schema.required !== undefined &&
    constraintsOf(schema).every((k) => k === 'required' || k === 'type')
  )
}

function likelyType(shape: Shape): TypeName | undefined {
  const { objectParts, required, propertyNames, unevaluatedProperties, dependentRequired } = shape
  if (objectParts.length + required.size + propertyNames.length + unevaluatedProperties.length > 0)
    return 'object'
  if (shape.minProperties > 0 || dependentRequired.size > 0) return 'object'
  if (shape.arrayParts.length + shape.contains.length + shape.unevaluatedItems.length + shape.minItems > 0)
    return 'array'
  if (shape.multiples.length > 0 || shape.minimum > -Infinity || shape.maximum < Infinity) return 'number'
  if (shape.exclusiveMinimum > -Infinity || shape.exclusiveMaximum < Infinity) return 'number'
  if (shape.patterns.length > 0 || shape.minLength > 0 || shape.maxLength < Infinity) return 'string'
  return shape.format === undefined ? undefined : 'string'
}
