// A schema as something to put facts into: which members it has, which of them must be there, what stands in for one that is not known.
// Read once for each schema, through references, `allOf` and unions with null.
import { normaliseName } from '../../../internal/normalise-name.js'
import { hashText } from '../../../internal/random.js'
import { conjuncts, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaObject, SchemaSource } from '../../../schema/schema.js'

/** A member to be filled. */
export interface ShapeMember {
  readonly name: string
  /** `normaliseName(name)`. */
  readonly plain: string
  /** `hashText(name)`: what its key is derived by. */
  readonly hash: number
  readonly schema: Schema
  readonly required: boolean
  readonly writeOnly: boolean
  readonly readOnly: boolean
}

/** What a value of a schema looks like. */
export interface Shape {
  readonly members: readonly ShapeMember[]
  /** The names of the members. */
  readonly names: ReadonlySet<string>
  /** Alternatives of the whole value (`oneOf`, `anyOf`), null left out; empty: there is no choice. */
  readonly branches: readonly Schema[]
  readonly nullable: boolean
  readonly types: ReadonlySet<string>
  readonly items: Schema | undefined
  /** Members beyond the declared ones are welcome: their schema. */
  readonly others: Schema | undefined
  /** Something stands ready for a value that nobody gave. */
  readonly fallback: { readonly value: unknown } | undefined
  readonly isObject: boolean
}

const shapes = new WeakMap<SchemaObject, Shape>()
const anything: Shape = {
  members: [],
  names: new Set(),
  branches: [],
  nullable: true,
  types: new Set(),
  items: undefined,
  others: true,
  fallback: undefined,
  isObject: false
}

/** The shape of a schema. */
export function shapeOf(source: SchemaSource, schema: Schema): Shape {
  if (typeof schema !== 'object') return anything
  const known = shapes.get(schema)
  if (known) return known
  const shape = readShape(source, schema)
  shapes.set(schema, shape)
  return shape
}

function readShape(source: SchemaSource, schema: SchemaObject): Shape {
  const parts = conjuncts(source, schema)
  const schemas = new Map<string, Schema[]>()
  const required = new Set<string>()
  let branches: readonly Schema[] = []
  let items: Schema | undefined
  let others: Schema | undefined
  let closed = false
  for (const part of parts) {
    for (const [name, member] of Object.entries(part.properties ?? {})) {
      const same = schemas.get(name)
      if (same) same.push(member)
      else schemas.set(name, [member])
    }
    for (const name of part.required ?? []) required.add(name)
    if (branches.length === 0) branches = choices(part)
    items ??= part.items
    if (part.additionalProperties === false) closed = true
    else if (part.additionalProperties !== undefined) others ??= part.additionalProperties
    else if (part.patternProperties) others ??= true
  }
  const types = typesOf(source, schema)
  const only = branches.length === 1 ? shapeOf(source, branches[0]!) : undefined
  const own = [...schemas.keys(), ...[...required].filter((name) => !schemas.has(name))]
  const members = own.map((name): ShapeMember => {
    const said = schemas.get(name) ?? [true]
    const whole: Schema = said.length === 1 ? said[0]! : { allOf: said }
    const marks = typeof whole === 'object' ? conjuncts(source, whole) : []
    return {
      name,
      plain: normaliseName(name),
      hash: hashText(name),
      schema: whole,
      required: required.has(name),
      writeOnly: marks.some((part) => part.writeOnly === true),
      readOnly: marks.some((part) => part.readOnly === true)
    }
  })
  const isObject = members.length > 0 || types.has('object') || only?.isObject === true
  const all = only ? mergeMembers(members, only.members) : members
  return {
    members: all,
    names: new Set(all.map(({ name }) => name)),
    branches: only ? [] : branches,
    nullable: types.has('null') || types.size === 0,
    types,
    items: items ?? only?.items,
    others: closed
      ? undefined
      : (others ??
        only?.others ??
        (isObject && members.length === 0 && !only?.members.length && branches.length === 0
          ? true
          : undefined)),
    fallback: fallbackOf(parts),
    isObject
  }
}

/** The alternatives of a part, without null and without those that only require something. */
function choices({ oneOf, anyOf }: SchemaObject): readonly Schema[] {
  const list = oneOf ?? anyOf ?? []
  return list.filter(
    (branch) =>
      typeof branch === 'object' &&
      branch.type !== 'null' &&
      !onlyRequires(branch) &&
      !(branch.enum?.length === 1 && branch.enum[0] === null)
  )
}

function onlyRequires(branch: SchemaObject): boolean {
  return Object.keys(branch).every(
    (keyword) => keyword === 'required' || keyword === 'not' || keyword === 'title'
  )
}

const choicesOf = new WeakMap<Shape, Map<Schema, Shape>>()

/** The shape of an alternative together with the members that stand beside the choice. */
export function shapeOfBranch(source: SchemaSource, shape: Shape, branch: Schema): Shape {
  let known = choicesOf.get(shape)
  if (!known) choicesOf.set(shape, (known = new Map()))
  const earlier = known.get(branch)
  if (earlier) return earlier
  const inner = shapeOf(source, branch)
  const members = mergeMembers(inner.members, shape.members)
  const whole: Shape = {
    ...inner,
    members,
    names: new Set(members.map(({ name }) => name)),
    isObject: true,
    others: shape.others ?? inner.others
  }
  known.set(branch, whole)
  return whole
}

function mergeMembers(own: readonly ShapeMember[], more: readonly ShapeMember[]): readonly ShapeMember[] {
  if (own.length === 0) return more
  const names = new Set(own.map(({ name }) => name))
  return [...own, ...more.filter(({ name }) => !names.has(name))]
}

function fallbackOf(parts: readonly SchemaObject[]): Shape['fallback'] {
  for (const part of parts) {
    if ('const' in part) return { value: part.const }
    if (part.enum?.length === 1) return { value: part.enum[0] }
  }
  // An empty text that has to have a form is nothing at all.
  const isFormed = parts.some(({ format }) => format !== undefined)
  for (const part of parts)
    if (part.default !== undefined && !(part.default === '' && isFormed)) return { value: part.default }
  return undefined
}
