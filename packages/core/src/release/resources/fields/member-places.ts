// The members of an entity where the API's own bookkeeping may stand: at the top, and one level down in objects made for it.
import { normaliseName } from '../../../internal/normalise-name.js'
import { membersOf, typesOf } from '../../../schema/members-of.js'
import { partsOf } from '../../../schema/parts-of.js'
import type { Schema, SchemaObject, SchemaSource } from '../../../schema/schema.js'
import type { Place } from '../inferred.js'

/** A member and what inference asks about it. */
export interface PlacedMember {
  readonly at: Place
  /** The name in lower case without separators. */
  readonly name: string
  readonly schema: Schema
  /** The holder's normalised name; `''` at the top. */
  readonly inside: string
}

/** Objects that hold what an API says of an entity, rather than what a client does. */
const holders = new Set(
  (
    'meta metadata attributes audit auditinfo auditdata audittrail timestamps dates times info system sys systemfields lifecycle properties ' +
    'record recordinfo revisioninfo tracking history header status state'
  ).split(' ')
)

const known = new WeakMap<SchemaObject, readonly PlacedMember[]>()

/** Lists them, those at the top first. */
export function memberPlaces(source: SchemaSource, entity: Schema): readonly PlacedMember[] {
  if (typeof entity !== 'object') return []
  const earlier = known.get(entity)
  if (earlier) return earlier
  const top: PlacedMember[] = []
  const below: PlacedMember[] = []
  for (const [key, { schema }] of membersOf(source, entity)) {
    const name = normaliseName(key)
    top.push({ at: [key], name, schema, inside: '' })
    if (!holders.has(name) || typesOf(source, schema).has('array')) continue
    for (const [inner, member] of membersOf(source, schema))
      below.push({ at: [key, inner], name: normaliseName(inner), schema: member.schema, inside: name })
  }
  const places = [...top, ...below]
  known.set(entity, places)
  return places
}

/** The strings a schema allows, in the order of the description, where it lists them (`enum`, or constants of branches); else `undefined`. */
export function stringsOf(source: SchemaSource, schema: Schema | undefined): readonly string[] | undefined {
  if (typeof schema !== 'object') return undefined
  const found = new Set<string>()
  for (const part of partsOf(source, schema)) {
    const values = part.enum ?? ('const' in part ? [part.const] : [])
    for (const value of values) if (typeof value === 'string') found.add(value)
  }
  return found.size > 0 ? [...found] : undefined
}

/** The constant a schema insists on, by `const` or an `enum` of one; `undefined` where there is none. */
export function constantOf(source: SchemaSource, schema: Schema | undefined): unknown {
  if (typeof schema !== 'object') return undefined
  for (const part of partsOf(source, schema)) {
    if ('const' in part) return part.const
    if (part.enum?.length === 1) return part.enum[0]
  }
  return undefined
}

/** Examples, defaults and the first values of a schema's parts. */
export function examplesOf(source: SchemaSource, schema: Schema | undefined): readonly unknown[] {
  if (typeof schema !== 'object') return []
  return partsOf(source, schema)
    .flatMap((part) => [...(part.examples ?? [])])
    .slice(0, 10)
}
