// The facts of a new thing: what the client sent, and what a server adds: id, timestamps, state, counters, names of its parents.
import type { Place } from '../../../release/resources/inferred.js'
import { inKeyOrder } from '../../../internal/key-order.js'
import { isObject, setOwn } from '../../../internal/json.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { readNumber } from '../../../internal/read-number.js'
import { deriveKey } from '../../../internal/random.js'
import { schemaAt } from '../../../schema/members-of.js'
import type { Schema, SchemaObject } from '../../../schema/schema.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import { compose } from '../bodies/compose.js'
import { withDerived } from '../links/derived-members.js'
import type { Entity } from '../entity.js'
import { factAt, idText, withFact, withFacts, type Facts } from '../facts.js'
import { thingsOf, thingsWithId } from '../things.js'
import { makeId } from './make-id.js'
import { withNamesForPaths } from '../bodies/names-for-paths.js'
import { numberWithin } from './number-within.js'
import type { ResourceView, Understanding } from '../resource-view.js'
import { findThing, meantParent, parentsOf, type Scope } from '../scope.js'
import { placeInPart } from '../bodies/own-part.js'
import { withSecrets } from './secrets.js'
import { shapeOf, type ShapeMember } from '../bodies/shape.js'
import { withStamps } from './stamps.js'

/** What a new thing is made from. */
export interface Birth {
  readonly engine: Engine
  readonly understanding: Understanding
  readonly world: World
  readonly view: ResourceView
  readonly scope: Scope
  readonly now: number
  readonly sent: Facts
  /** The id that the client chose, or that the path says. */
  readonly id?: string
  /** Where its ordinal comes from when it is not the next of its kind. */
  readonly ordinal?: number
}

/** Makes a thing; nothing is kept yet. */
export function newborn(birth: Birth): Entity {
  const { engine, understanding, world, view, scope, now, sent } = birth
  const { resource } = view
  const ordinal = birth.ordinal ?? thingsOf(world, view).next
  const base = deriveKey(deriveKey(engine.seedKey, view.hash), ordinal)
  let facts = view.schema === undefined ? sent : composed(birth, view.schema, base)
  facts = withStamps(facts, resource.timestamps, now, sent, ['created', 'updated'])
  if (resource.state && factAt(sent, resource.state.at) === undefined)
    facts = withFact(facts, resource.state.at, resource.state.initial.value)
  if (resource.version)
    facts = withFact(facts, resource.version.value.at, resource.version.value.kind === 'number' ? 1 : '1')
  facts = withParents(facts, birth)
  const number = birth.ordinal === undefined ? numberWithin(world, view, scope) : undefined
  const id = birth.id ?? freshId(birth, facts, base, number ?? ordinal, number !== undefined)
  const at = resource.id?.at?.value
  if (at) facts = withFact(facts, at, asMember(engine, view, at, id))
  const parents = parentsOf(understanding, world, view, facts, scope)
  return {
    id,
    key: base,
    // In the one order that a snapshot restores: what clients send beyond the schema must not say in which order it came.
    facts: inKeyOrder(withDerived(birth, { id, parents, facts }, sent)) as Facts,
    parents,
    created: now,
    updated: now,
    revision: 1
  }
}

function composed(birth: Birth, schema: Schema, key: number): Facts {
  const { engine, view, now, sent } = birth
  const made = compose(engine, schema, sent, {
    key,
    now,
    keepsReferences: true,
    later: view.setLater,
    wants: (member) => isServers(engine, view, member)
  })
  return isObject(made)
    ? withSecrets(engine, view, schema, withLeftovers(engine, schema, made, sent), key)
    : sent
}

/** Members that tell of what has not happened to a new thing. */
const notYet =
  /^(deleted|deletion|archived|cancell?ed|closed|completed|finished|failed|revoked|ended|refunded|voided|merged|removed|suspended|terminated)(at|on|date|time|timestamp|by|reason)?$/

const serversOwn = new WeakMap<ResourceView, Map<ShapeMember, boolean>>()

/** Whether a server would fill a member that nobody sent and nobody needs. */
function isServers(engine: Engine, view: ResourceView, member: ShapeMember): boolean {
  let ofView = serversOwn.get(view)
  if (!ofView) serversOwn.set(view, (ofView = new Map()))
  let is = ofView.get(member)
  if (is === undefined) ofView.set(member, (is = wouldFill(engine, view, member)))
  return is
}

function wouldFill(engine: Engine, { writable }: ResourceView, member: ShapeMember): boolean {
  const shape = shapeOf(engine.release, member.schema)
  if (notYet.test(member.plain) && !shape.nullable) return false
  if (shape.fallback || isMap(engine, member.schema)) return true
  if (shape.nullable && shape.types.size > 0) return true
  if (writable.has(member.plain)) return false
  return !shape.isObject && shape.branches.length === 0 && shape.types.size > 0
}

/** A map of texts, such as labels and metadata: where nobody said any, it is there and empty. */
function isMap(engine: Engine, schema: Schema): boolean {
  const { members, branches, others, isObject: isOne, nullable } = shapeOf(engine.release, schema)
  if (!isOne || nullable || members.length > 0 || branches.length > 0 || typeof others !== 'object')
    return false
  return shapeOf(engine.release, others).types.has('string') && engine.checker.isValid(schema, {}, 'response')
}

/** Sent members that have no place of their own name: at the one place further down that has it, else beside the others. */
function withLeftovers(engine: Engine, schema: Schema, made: Record<string, unknown>, sent: Facts): Facts {
  const strays = Object.keys(sent).filter((name) => !Object.hasOwn(made, name) && sent[name] !== undefined)
  if (strays.length === 0) return made
  const taken = new Set(Object.keys(made).map(normaliseName))
  const beside: Record<string, unknown> = { ...made }
  const deepened: (readonly [Place, unknown])[] = []
  for (const name of strays) {
    if (taken.has(normaliseName(name))) continue
    const deeper =
      placeInPart(engine, schema, name) ??
      (typeof sent[name] === 'object' ? undefined : placesOf(engine, schema).get(normaliseName(name)))
    if (deeper) deepened.push([deeper, sent[name]])
    else setOwn(beside, name, sent[name])
  }
  return withFacts(beside, deepened)
}

const places = new WeakMap<SchemaObject, Map<string, readonly string[]>>()

/** Members below the top, by name, where only one has it. */
function placesOf(engine: Engine, schema: Schema): Map<string, readonly string[]> {
  if (typeof schema !== 'object') return new Map()
  const known = places.get(schema)
  if (known) return known
  const found = new Map<string, readonly string[]>()
  const double = new Set<string>()
  const visit = (inside: Schema, at: readonly string[]): void => {
    for (const member of shapeOf(engine.release, inside).members) {
      const place = [...at, member.name]
      if (at.length > 0 && found.has(member.plain)) double.add(member.plain)
      else if (at.length > 0) found.set(member.plain, place)
      if (place.length < 3 && found.size < 500) visit(member.schema, place)
    }
  }
  visit(schema, [])
  // An id belongs to whatever it stands in.
  for (const plain of [...double, 'id', 'type', 'name', 'object']) found.delete(plain)
  places.set(schema, found)
  return found
}

function withParents(facts: Facts, birth: Birth): Facts {
  const { understanding, world, view, scope, sent } = birth
  let named = facts
  const meant = meantParent(understanding, view, scope)
  const steps = meant ? [...scope, { ...meant, at: `=${meant.text}` }] : scope
  for (const { resource, text, at } of steps) {
    const place = view.resource.parents.find((parent) => parent.resource === resource)?.at?.value
    // What the path says holds, unless the member is the client's to say.
    const isSaid = place && factAt(sent, place) !== undefined
    if (!place || (isSaid && view.writable.has(normaliseName(place[0]!)))) continue
    const kept = at.startsWith('#')
      ? thingsOf(world, understanding.view(resource)).get(Number(at.slice(1)))
      : undefined
    named = withFact(named, place, kept?.id ?? text)
  }
  return withNamesForPaths(birth, named, steps)
}

const attempts = 20

/** `within`: things below other parents may have the same. */
function freshId(
  { engine, world, view, scope }: Birth,
  facts: Facts,
  key: number,
  ordinal: number,
  within: boolean
): string {
  const identity = view.resource.id
  if (!identity) return ''
  const at = identity.at?.value
  const schema = at && schemaAt(engine.release, view.schema, at)
  const { value: shape } = identity.shape
  let id = ''
  for (let attempt = 0; attempt < attempts; attempt++) {
    const from = shape.kind === 'slug' && shape.from ? factAt(facts, shape.from) : undefined
    const made =
      makeId(shape, { key, ordinal, from, attempt }) ??
      (schema === undefined
        ? undefined
        : engine.generator.generate(schema, {
            key: deriveKey(key, attempt + 1000),
            direction: 'response',
            now: 0,
            examples: 'none'
          }).value)
    id = idText(made) ?? String(ordinal + 1)
    const isTaken = within
      ? findThing(world, view, id, scope) !== undefined
      : !thingsWithId(world, view, id).next().done
    if (!isTaken) return id
  }
  return `${id}-${ordinal}`
}

/** An id in the type that its member has. */
function asMember(engine: Engine, view: ResourceView, at: readonly string[], id: string): unknown {
  const schema = schemaAt(engine.release, view.schema, at)
  const types = schema === undefined ? new Set<string>() : shapeOf(engine.release, schema).types
  if (types.has('string') || !/^-?\d{1,1000}$/.test(id) || (!types.has('integer') && !types.has('number')))
    return id
  return readNumber(id)
}
