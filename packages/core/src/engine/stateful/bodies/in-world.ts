// What a thing shows of other things: how many stand below it, those that it names whole, and those that are linked to it. Its facts with
// these in their places are composed like any others.
import { canonicalJson } from '../../../internal/canonical-json.js'
import { hashText } from '../../../internal/random.js'
import type { CountMember } from '../../../release/resources/model.js'
import { scopeKey, type Entity } from '../entity.js'
import { factAt, withFact, type Facts } from '../facts.js'
import type { Change, Surroundings } from './shown-instead.js'
import { linkedMembers, linkedThings } from '../links/linked-members.js'
import { namedThing } from '../links/named-thing.js'
import { countBelow } from '../rows-of.js'
import { siblingsNamed } from '../things.js'
import type { ResourceView } from '../resource-view.js'
import { wholeReferences, type WholeReference } from './whole-references.js'

/** The thing as it shows in a world; as long as what it shows of others is the same, the same object, so that its bodies are made once. */
export function inWorld(around: Surroundings, view: ResourceView, entity: Entity): Entity {
  const { counts = [] } = view.resource
  const whole = wholeReferences(view)
  const linked = linkedMembers(around.understanding, view)
  if (counts.length + whole.length + linked.length === 0 || entity.deleted !== undefined) return entity
  const changes: Change[] = []
  for (const reference of whole) changes.push(...namedWhole(around, reference, entity))
  const mark = counts.length + linked.length === 0 ? undefined : markOf(around, view, entity)
  if (mark !== undefined) {
    for (const count of counts) changes.push(...counted(around, view, count, mark, entity.facts))
    for (const member of linked) changes.push(...linkedThings(around, view, member, mark, entity.facts))
  }
  return changes.length === 0 ? entity : changed(entity, changes)
}

const known = new WeakMap<Entity, { readonly changes: readonly Change[]; readonly shown: Entity }>()

function changed(entity: Entity, changes: readonly Change[]): Entity {
  const earlier = known.get(entity)
  if (
    earlier?.changes.length === changes.length &&
    changes.every((one, n) => isSame(one, earlier.changes[n]!))
  )
    return earlier.shown
  let { facts } = entity
  for (const { at, value } of changes) facts = withFact(facts, at, value)
  const shown = { ...entity, facts }
  known.set(entity, { changes, shown })
  shownOthers.set(shown, changes)
  return shown
}

const shownOthers = new WeakMap<Entity, readonly Change[]>()

/** Tells what a thing from `inWorld` shows of others from what it showed before; `undefined` where that is nothing. */
export function printOfOthers(shown: Entity): number | undefined {
  const changes = shownOthers.get(shown)
  return changes && hashText(canonicalJson(changes))
}

function isSame(a: Change, b: Change): boolean {
  if (a.at !== b.at) return false
  if (!Array.isArray(a.value) || !Array.isArray(b.value)) return a.value === b.value
  const others: readonly unknown[] = b.value
  return a.value.length === others.length && a.value.every((item, n) => item === others[n])
}

/** What names the thing where others stand below it: the number that it is kept under, or its name. */
function markOf({ world }: Surroundings, view: ResourceView, entity: Entity): string | undefined {
  if (view.resource.kind.value === 'singleton') return undefined
  for (const [seq, other] of siblingsNamed(world, view, entity.id, entity))
    if (other === entity) return `#${seq}`
  return `=${entity.id}`
}

function counted(
  { understanding, world }: Surroundings,
  { resource }: ResourceView,
  { at, value, state }: CountMember,
  mark: string,
  facts: Facts
): readonly Change[] {
  const view = Object.hasOwn(understanding.model.resources, value) ? understanding.view(value) : undefined
  const place = view?.resource.state?.at
  if (!view || (state !== undefined && !place)) return []
  const where = state === undefined ? undefined : { at: place!, value: state }
  const count = countBelow(world, view, scopeKey([[resource.name, mark]]), where)
  return (factAt(facts, at) ?? 0) === count ? [] : [{ at, value: count }]
}

const mostWhole = 100

/** The things that a reference names, in place of their names. */
function namedWhole(
  around: Surroundings,
  { at, many, resources }: WholeReference,
  entity: Entity
): readonly Change[] {
  const said = factAt(entity.facts, at)
  const whole = (name: unknown): unknown => {
    if (typeof name !== 'string' && typeof name !== 'number') return name
    const thing = namedThing(around, resources, name, entity)
    return thing && thing.deleted === undefined ? thing.facts : name
  }
  if (many !== Array.isArray(said)) return []
  const value = Array.isArray(said) ? said.slice(0, mostWhole).map(whole) : whole(said)
  if (Array.isArray(value) && Array.isArray(said)) {
    if (value.every((item, n) => item === said[n])) return []
    return [{ at, value: [...value, ...said.slice(mostWhole)] as unknown[] }]
  }
  return value === said ? [] : [{ at, value }]
}
