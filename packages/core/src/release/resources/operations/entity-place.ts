// Where one entity stands in a body: at its top, or inside an envelope such as `data`, `result` or the noun itself.
import { idNames } from '../../../internal/identity-names.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { itemsOf, membersOf, typesOf, type Member } from '../../../schema/members-of.js'
import type { Direction, Schema, SchemaSource } from '../../../schema/schema.js'
import type { Place } from '../inferred.js'
import { singularOf } from '../words.js'

/** Where the entity stands, and why; a last `*` means that it stands in an array of one. */
export interface EntityPlace {
  readonly at: Place
  readonly schema: Schema
  readonly confidence: number
  readonly reason: string
}

const envelopes = new Set(
  'data result results payload response item resource entity object record body content value attributes model'.split(
    ' '
  )
)
const asides = new Set(
  (
    'success ok status statuscode statusreason statustext statusmessage statusdescription code message messages msg error errors meta metadata ' +
    'links link warnings warning requestid ' +
    'included jsonapi timestamp request version apiversion notifications info href self type kind debug duration time risk'
  ).split(' ')
)

const requestAsides = new Set('meta links included jsonapi'.split(' '))

const known = new WeakMap<object, Map<string, EntityPlace>>()

/**
 * Finds the entity in a body of an operation about things called `noun`. Looks two envelopes deep. In a response an object that stands alone
 * and has an id is the thing, whatever it is called; in a request it may be a part of one.
 */
export function entityPlace(
  source: SchemaSource,
  schema: Schema,
  noun: string,
  direction: Direction
): EntityPlace {
  if (typeof schema !== 'object') return findPlace(source, schema, noun, direction, 0)
  const places = known.get(schema) ?? new Map<string, EntityPlace>()
  known.set(schema, places)
  const key = `${direction} ${noun}`
  const place = places.get(key) ?? findPlace(source, schema, noun, direction, 0)
  places.set(key, place)
  return place
}

function findPlace(
  source: SchemaSource,
  schema: Schema,
  noun: string,
  direction: Direction,
  depth: number
): EntityPlace {
  const whole: EntityPlace = {
    at: [],
    schema,
    confidence: depth === 0 ? 0.9 : 0.8,
    reason: 'the body is the thing itself'
  }
  const members = membersOf(source, schema)
  if (members.size === 0 || depth > 2) return whole
  const singular = normaliseName(singularOf(noun))
  const names = [...members.keys()]
  if (names.some((name) => isIdentity(normaliseName(name), singular))) return whole
  // What stands beside the thing in a response tells of the call; in a request most members are the thing's own.
  const aside = direction === 'response' ? asides : requestAsides
  const alone = names.filter((name) => !aside.has(normaliseName(name)))
  for (const name of names) {
    const normal = normaliseName(name)
    const isNoun = normal === singular || normal === normaliseName(noun)
    const inner = members.get(name)!.schema
    const isAlone =
      direction === 'response' && alone.length === 1 && alone[0] === name && namesItself(source, inner)
    if (!isNoun && !isAlone && !envelopes.has(normal)) continue
    const others = alone.filter((other) => other !== name)
    // Beside what the thing is called, a member with its noun is a part of it: `{ name, polygon: { points } }`.
    if (others.some(isCalled) && !hasName(source, inner)) continue
    const most = isNoun ? 2 : direction === 'response' ? 1 : 0
    if (others.length > most && !(direction === 'response' && wrapsOne(source, members, name))) continue
    if (membersOf(source, inner).size > 0) {
      const below = findPlace(source, inner, noun, direction, depth + 1)
      return {
        at: [name, ...below.at],
        schema: below.schema,
        confidence: isNoun ? 0.95 : 0.9,
        reason: `the thing stands in \`${name}\``
      }
    }
    const items = typesOf(source, inner).has('array') ? itemsOf(source, inner) : undefined
    if (items !== undefined && others.length === 0 && membersOf(source, items).size > 0) {
      return {
        at: [name, '*'],
        schema: items,
        confidence: 0.7,
        reason: `the thing stands in the array \`${name}\``
      }
    }
  }
  return whole
}

/**
 * Whether a member is the one object among a few scalars, which then tell of the call: `service`, `operation`, `cost`. It has an id, or is
 * called after what a call gives and stands beside the status of one.
 */
function wrapsOne(source: SchemaSource, members: ReadonlyMap<string, Member>, name: string): boolean {
  const own = [...membersOf(source, members.get(name)!.schema).keys()]
  const isGiven = given.has(normaliseName(name)) && [...members.keys()].some(isStatusOfCall)
  if (members.size > 8 || !(isGiven || own.some((inner) => isIdentity(normaliseName(inner), ''))))
    return false
  return [...members].every(([other, { schema }]) => {
    const types = typesOf(source, schema)
    return other === name || asides.has(normaliseName(other)) || !(types.has('object') || types.has('array'))
  })
}

const given = new Set(['data', 'result', 'payload', 'response'])

function isStatusOfCall(name: string): boolean {
  return /^(?:statuscode|httpstatus|success|ok|requestid)$/.test(normaliseName(name))
}

function isCalled(name: string): boolean {
  return /^(?:name|title|slug)$/i.test(name)
}

function hasName(source: SchemaSource, schema: Schema): boolean {
  return [...membersOf(source, schema).keys()].some(
    (name) => isCalled(name) || isIdentity(normaliseName(name), '')
  )
}

/** Whether an object has a member that things are known by. */
function namesItself(source: SchemaSource, schema: Schema): boolean {
  return [...membersOf(source, schema).keys()].some((name) =>
    /^(id|uuid|guid|name|slug|key|code|number|token|.*_id|.*Id)$/.test(name)
  )
}

/** Whether a (normalised) member name is that of an id by itself, or with the noun before it. */
export function isIdentity(name: string, singular: string): boolean {
  return (
    identityNames.has(name) ||
    (singular !== '' && identityNames.has(name.slice(singular.length)) && name.startsWith(singular))
  )
}

const identityNames = new Set(idNames)
