// What is sent in a member that shows linked things is linked; of what is linked, also at a path of its own, the member holds the names.
import { isObject } from '../../../internal/json.js'
import { schemaAt } from '../../../schema/members-of.js'
import type { World } from '../../../state/world.js'
import { refuse, type Refusal } from '../../errors/refusal.js'
import type { Call } from '../call.js'
import { scopeKey, type Entity } from '../entity.js'
import { factAt, idText, withFact, type Facts } from '../facts.js'
import { linkedFacts } from './linked-facts.js'
import { linkedMembers, mostLinked, type LinkedMember } from './linked-members.js'
import { newborn } from '../births/newborn.js'
import type { ResourceView } from '../resource-view.js'
import { pageBelow } from '../rows-of.js'
import { keep, thingsOf } from '../things.js'

/** The world with the links that a kept thing was sent with, in place of those that it had, and the thing. Refuses too many of them. */
export function withLinksSent(
  call: Call,
  seq: number,
  entity: Entity,
  sent: Facts
): { readonly world: World; readonly entity: Entity } | Refusal {
  let after = { world: call.world, entity }
  for (const member of linkedMembers(call.understanding, call.view)) {
    const names = namesIn(call, member, factAt(sent, member.at))
    if (!names) continue
    if (names.length > mostLinked)
      return refuse(
        { slug: 'too-complex', detail: `\`${member.at.join('.')}\` holds at most ${mostLinked} names` },
        { statuses: [400, 413, 422] }
      )
    const world = relinked({ ...call, world: after.world }, member, { seq, entity }, names)
    after = withNames({ ...call, world }, call.view, member, seq, after.entity)
  }
  return after
}

/** The world in which the things that a path leads through say what is linked to them now. */
export function withLinksTold(call: Call, world: World): World {
  const { understanding, view, scope } = call
  let told = world
  for (const { resource, at } of scope) {
    const parent = understanding.view(resource)
    const seq = at.startsWith('#') ? Number(at.slice(1)) : undefined
    for (const member of linkedMembers(understanding, parent)) {
      const entity = seq === undefined ? undefined : thingsOf(told, parent).get(seq)
      if (member.through === view.resource.name && entity)
        told = withNames({ ...call, world: told }, parent, member, seq!, entity).world
    }
  }
  return told
}

/** The thing with the names of what is linked to it in its member: lists are narrowed by them. */
function withNames(
  { engine, understanding, world }: Call,
  view: ResourceView,
  { at, through }: LinkedMember,
  seq: number,
  entity: Entity
): { readonly world: World; readonly entity: Entity } {
  const links = understanding.view(through)
  const items = schemaAt(engine.release, view.schema, [...at, '*']) ?? true
  const place = links.resource.id?.at?.value ?? ['id']
  const names = pageBelow(world, links, scopeKey([[view.resource.name, `#${seq}`]]), mostLinked).map(
    ([, { id }]) => (engine.checker.isValid(items, id, 'response') ? id : withFact({}, place, id))
  )
  const told = { ...entity, facts: withFact(entity.facts, at, names) }
  return { world: keep({ world, view }, seq, told), entity: told }
}

/** The names of a list of things: its scalars, and what its objects are called; `undefined` for what is no such list. */
function namesIn(
  { understanding }: Call,
  { through }: LinkedMember,
  list: unknown
): readonly string[] | undefined {
  if (!Array.isArray(list)) return undefined
  const at = understanding.view(through).resource.id?.at?.value ?? ['id']
  const names = list.flatMap((item: unknown) => idText(isObject(item) ? factAt(item, at) : item) ?? [])
  return names.length === list.length ? [...new Set(names)] : undefined
}

function relinked(
  call: Call,
  { through }: LinkedMember,
  { seq, entity }: { readonly seq: number; readonly entity: Entity },
  names: readonly string[]
): World {
  const view = call.understanding.view(through)
  const parent = call.view.resource.name
  let { world } = call
  for (const [link] of pageBelow(world, view, scopeKey([[parent, `#${seq}`]]), Infinity))
    world = world.withCollection(through, thingsOf(world, view).delete(link))
  const scope = [
    ...call.scope.filter(({ resource }) => resource !== parent),
    { resource: parent, text: entity.id, at: `#${seq}` }
  ]
  for (const name of names) {
    const linked = linkedFacts({ ...call, world, view }, name, {})
    const made = newborn({ ...call, world, view, scope, sent: linked?.facts ?? {}, id: name })
    world = keep({ world, view }, undefined, made)
  }
  return world
}
