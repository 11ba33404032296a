// What a schema says of the members of an object, through references, compositions and branches: for those who look for meaning, not validity.
import { onFirstUse } from '../internal/memoise.js'
import { followRefs } from './follow-refs.js'
import { partsOf } from './parts-of.js'
import type { Schema, SchemaObject, SchemaSource } from './schema.js'

/** A member of an object. */
export interface Member {
  readonly schema: Schema
  /** Every value of the schema has it: required in the schema itself, not only in one branch. */
  readonly required: boolean
}

const known = new WeakMap<SchemaObject, ReadonlyMap<string, Member>>()

/** The members of a schema, by name; empty for what is no object. A member that several parts speak of is a conjunction of theirs. */
export function membersOf(source: SchemaSource, schema: Schema | undefined): ReadonlyMap<string, Member> {
  if (typeof schema !== 'object') return none
  const found = known.get(schema)
  if (found) return found
  // What only refers has the members of what it refers to: they are read once.
  const { schema: target } = followRefs(schema, source)
  const members = target === schema ? readMembers(source, schema) : membersOf(source, target)
  known.set(schema, members)
  return members
}

function readMembers(source: SchemaSource, schema: SchemaObject): ReadonlyMap<string, Member> {
  const schemas = new Map<string, Schema[]>()
  const required = new Set<string>()
  const always = new Set(conjuncts(source, schema))
  for (const part of partsOf(source, schema)) {
    for (const [name, member] of Object.entries(part.properties ?? {})) {
      const others = schemas.get(name)
      if (!others) schemas.set(name, [member])
      else if (!others.includes(member) && always.has(part)) others.push(member)
    }
    if (always.has(part)) for (const name of part.required ?? []) required.add(name)
  }
  const members = new Map<string, Member>()
  for (const [name, [first, ...more]] of schemas) {
    const whole = more.length === 0 ? first! : { allOf: [first!, ...more] }
    members.set(name, { schema: whole, required: required.has(name) })
  }
  return members
}

const none: ReadonlyMap<string, Member> = new Map()

/** The schema and what must hold with it: references and `allOf`, no branches. */
export function conjuncts(source: SchemaSource, schema: SchemaObject): SchemaObject[] {
  const found: SchemaObject[] = []
  const queue: (Schema | undefined)[] = [schema]
  for (let i = 0; i < queue.length && found.length < 200; i++) {
    const part = queue[i]
    if (typeof part !== 'object' || found.includes(part)) continue
    found.push(part)
    if (part.$ref !== undefined) queue.push(source.schema(part.$ref))
    if (part.allOf) queue.push(...part.allOf)
  }
  return found
}

/** The schema of the items of an array; `undefined` for what is no array. */
export function itemsOf(source: SchemaSource, schema: Schema | undefined): Schema | undefined {
  if (typeof schema !== 'object') return undefined
  for (const part of partsOf(source, schema)) {
    const items = part.items ?? part.prefixItems?.[0]
    if (items !== undefined && items !== false) return items
  }
  return undefined
}

const noTypes: ReadonlySet<string> = new Set()
const knownTypes = new WeakMap<SchemaObject, ReadonlySet<string>>()
const singleTypes = onFirstUse<ReadonlySet<string>>((type) => new Set([type]))

/** The types that a value of the schema may have; empty: nothing is said. */
export function typesOf(source: SchemaSource, schema: Schema | undefined): ReadonlySet<string> {
  if (typeof schema !== 'object') return noTypes
  const earlier = knownTypes.get(schema)
  if (earlier) return earlier
  const { schema: target } = followRefs(schema, source)
  const types = target === schema ? shared(readTypes(source, schema)) : typesOf(source, target)
  knownTypes.set(schema, types)
  return types
}

function shared(types: ReadonlySet<string>): ReadonlySet<string> {
  const [only] = types
  return types.size === 1 ? singleTypes(only!) : types
}

function readTypes(source: SchemaSource, schema: SchemaObject): ReadonlySet<string> {
  const types = new Set<string>()
  for (const part of partsOf(source, schema)) {
    if (typeof part.type === 'string') types.add(part.type)
    else if (part.type) for (const type of part.type) types.add(type)
    else if (part.properties) types.add('object')
    else if (part.items !== undefined) types.add('array')
    const values = part.enum ?? ('const' in part ? [part.const] : [])
    if (part.type === undefined)
      for (const value of values)
        types.add(value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)
  }
  return types
}

/** The schema of what stands at a place (member names, `*` for items) of a value; `undefined` where there is none. */
export function schemaAt(
  source: SchemaSource,
  schema: Schema | undefined,
  place: readonly string[]
): Schema | undefined {
  let at = schema
  for (const token of place) {
    at = token === '*' ? itemsOf(source, at) : membersOf(source, at).get(token)?.schema
    if (at === undefined) return undefined
  }
  return at
}

/** The key of the component that a schema is (`#/components/schemas/Pet`), also inside `allOf: [ref]` or a nullable union of one; else `undefined`. */
export function componentOf(schema: Schema | undefined): string | undefined {
  if (typeof schema !== 'object') return undefined
  if (schema.$ref !== undefined) return schema.$ref
  for (const list of [schema.allOf, schema.anyOf, schema.oneOf]) {
    const refs = (list ?? []).filter((part) => typeof part === 'object' && part.$ref !== undefined)
    if (refs.length === 1 && (list?.length === 1 || list === schema.allOf)) return componentOf(refs[0])
  }
  return undefined
}

/** The components that a schema is: one, or the alternatives of a union, of which one may say that the thing is gone. */
export function componentsIn(schema: Schema | undefined): readonly string[] {
  const component = componentOf(schema)
  if (component !== undefined) return [component]
  if (typeof schema !== 'object') return []
  return (schema.anyOf ?? schema.oneOf ?? []).flatMap((branch) => {
    const one = componentOf(branch)
    return one === undefined || /deleted|error/i.test(one) ? [] : [one]
  })
}

/** The components that a schema is, and those that these are unions of: a payment source is a card or a bank account. */
export function allComponentsIn(source: SchemaSource, schema: Schema | undefined): readonly string[] {
  const found = new Set<string>()
  const queue = [...componentsIn(schema)]
  for (let next = queue.pop(); next !== undefined && found.size < 50; next = queue.pop()) {
    if (found.has(next)) continue
    found.add(next)
    const target = source.schema(next)
    if (target !== undefined && target !== true) queue.push(...componentsIn(target))
  }
  return [...found]
}
