// The members of an entity by what parameters call them: `created` finds `created_at`, `customer_id` finds `customer` or `customer.id`.
import { standInNames } from '../../../internal/identity-names.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { keywordOf } from '../../../schema/keyword-of.js'
import { onFirstUse } from '../../../internal/memoise.js'
import { itemsOf, membersOf, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaObject, SchemaSource } from '../../../schema/schema.js'
import type { Place } from '../inferred.js'
import { nounOf } from './names.js'

/** A member that a parameter may speak of. */
export interface EntityMember {
  readonly at: Place
  readonly schema: Schema
  readonly types: ReadonlySet<string>
  /** Whether it holds a point in time. */
  readonly isTime: boolean
}

/** Looks members of one entity up. */
export interface EntityMembers {
  /** The member of this (plain) name, at the top or as `owner.login`. */
  named(plain: string): EntityMember | undefined
  /** The point in time that `created`, `updated` or any other word speaks of. */
  time(plain: string): EntityMember | undefined
  /** The values of an array by its name in the singular, or by its name. */
  array(plain: string): EntityMember | undefined
  /** What names the thing that a member holds in values of these types: the member, or its `id`, `login`, `name`. */
  key(member: EntityMember, types: ReadonlySet<string>): Place | undefined
}

const known = new WeakMap<SchemaObject, EntityMembers>()
const nobody: EntityMembers = {
  named: () => undefined,
  time: () => undefined,
  array: () => undefined,
  key: () => undefined
}

/** The members of an entity; the same object for the same schema. */
export function entityMembers(source: SchemaSource, entity: Schema | undefined): EntityMembers {
  if (typeof entity !== 'object') return nobody
  let members = known.get(entity)
  if (!members) known.set(entity, (members = read(source, entity)))
  return members
}

/** Types are worked out when they are asked for: most members never are. */
function memberAt(source: SchemaSource, at: Place, schema: Schema): EntityMember {
  let types: ReadonlySet<string> | undefined
  let time: boolean | undefined
  return {
    at,
    schema,
    get types() {
      return (types ??= typesOf(source, schema))
    },
    get isTime() {
      return (time ??= isTime(source, normaliseName(at.at(-1)!), this))
    }
  }
}

function read(source: SchemaSource, entity: SchemaObject): EntityMembers {
  const top = new Map<string, EntityMember>()
  for (const [name, { schema }] of membersOf(source, entity)) {
    if (!top.has(normaliseName(name))) top.set(normaliseName(name), memberAt(source, [name], schema))
  }
  // What APIs with typed envelopes put one level down: `attributes`.
  const wrapped = top.get('attributes') ?? top.get('fields')
  if (wrapped && top.has('id') && top.size < 9)
    for (const [name, { schema }] of membersOf(source, wrapped.schema)) {
      const at = [...wrapped.at, name]
      if (!top.has(normaliseName(name))) top.set(normaliseName(name), memberAt(source, at, schema))
    }
  const below = (member: EntityMember, plain: string): EntityMember | undefined => {
    for (const [name, { schema }] of membersOf(source, member.schema))
      if (normaliseName(name) === plain) return memberAt(source, [...member.at, name], schema)
    return undefined
  }
  const nested = (plain: string): EntityMember | undefined => {
    // `ownerlogin`: the longest member that it begins with, and a member of that.
    for (let end = plain.length - 2; end > 2; end--) {
      const outer = top.get(plain.slice(0, end))
      const inner = outer?.types.has('object') ? below(outer, plain.slice(end)) : undefined
      if (inner) return inner
    }
    return undefined
  }
  const named = (plain: string): EntityMember | undefined => {
    if (plain === '') return undefined
    const whole = top.get(plain) ?? nested(plain)
    if (whole) return whole
    const stem = /^(.{3,}?)(?:id|uuid|key)$/.exec(plain)?.[1]
    return (
      (stem === undefined ? undefined : top.get(stem)) ??
      top.get(`${plain}id`) ??
      (plain === 'id' ? top.get('uuid') : undefined)
    )
  }
  return {
    named,
    time: onFirstUse((plain) => timeOf(top, plain)),
    array(plain) {
      for (const [name, member] of top)
        if ((name === plain || nounOf(name) === plain || name === nounOf(plain)) && member.types.has('array'))
          return member
      return undefined
    },
    key(member, wanted) {
      const array = member.types.has('array')
      const schema = array ? itemsOf(source, member.schema) : member.schema
      const at = array ? [...member.at, '*'] : member.at
      const types = typesOf(source, schema)
      if (!types.has('object') || types.has('string')) return at
      const names = membersOf(source, schema)
      for (const key of standInNames)
        for (const [name, inner] of names)
          if (normaliseName(name) === key && goTogether(wanted, typesOf(source, inner.schema)))
            return [...at, name]
      return undefined
    }
  }

  function timeOf(all: ReadonlyMap<string, EntityMember>, plain: string): EntityMember | undefined {
    const stems = /^(?:creat|insert|add|date$|time$|timestamp|publish|start)/.test(plain)
      ? /creat/
      : /^(?:updat|modif|chang|lastupdat|lastmodif)/.test(plain)
        ? /updat|modif|chang/
        : undefined
    const exact = all.get(plain)
    if (exact?.isTime) return exact
    for (const ending of ['at', 'on', 'date', 'time', 'datetime', 'timestamp', 'ts']) {
      const found = all.get(plain + ending)
      if (found && !found.types.has('object')) return found
    }
    for (const [name, member] of all) {
      if (!member.isTime) continue
      if (stems?.test(name)) return member
      if (
        name === `date${plain}` ||
        name === `time${plain}` ||
        name === `${plain}d` ||
        name === `${plain}edat`
      )
        return member
    }
    if (exact) return exact.types.has('object') || exact.types.has('array') ? undefined : exact
    // Events and the like have one time only.
    return stems?.source === 'creat'
      ? (all.get('timestamp') ?? all.get('date') ?? all.get('time'))
      : undefined
  }
}

/** Whether a value of one set of types can equal one of the other: a text is no number, unless nothing is said. */
function goTogether(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const kind = (types: ReadonlySet<string>) =>
    types.has('integer') || types.has('number') ? 'number' : types.has('string') ? 'text' : ''
  const [a, b] = [kind(one), kind(other)]
  return a === '' || b === '' || a === b
}

/** Whether a member holds a point in time, by its format, or by its name and type. */
function isTime(source: SchemaSource, plain: string, { schema, types }: EntityMember): boolean {
  const format = keywordOf(source, schema, 'format')
  if (format === 'date-time' || format === 'date' || format === 'unix-time') return true
  if (types.has('object') || types.has('array') || types.has('boolean')) return false
  return (
    /(?:at|on|date|time|timestamp|datetime)$|^(?:date|time|creat|updat|modif)/.test(plain) &&
    !/(?:by|id|url|format|zone)$/.test(plain)
  )
}
