// The members in which a thing says where it is read: `href`, `self`, `links.self`, `_links.self.href`; where it has no id, `uri` and `url` too.
import { unreachableOrigin } from '../../http/request-target.js'
import type { Engine } from '../engine.js'
import { addressOf, type Standpoint } from './address.js'
import type { Entity } from './entity.js'
import { factAt, withFact, type Facts } from './facts.js'
import type { ResourceView } from './resource-view.js'
import { shapeOf, type ShapeMember } from './shape.js'
import type { Schema } from '../../schema/schema.js'

const own = /^(?:href|self|selflink|selfuri|selfurl|selfhref|resourceuri)$/
const ownOfNameless = /^(?:href|self|selflink|selfuri|selfurl|selfhref|resourceuri|uri|url)$/

interface SelfLink {
  readonly at: readonly string[]
  readonly schema: Schema
  readonly required: boolean
}

const known = new WeakMap<ResourceView, readonly SelfLink[]>()

/** The facts with these members set, where they are there (or have to be) and take the address. */
export function withSelfLinks(
  at: Standpoint,
  facts: Facts,
  sent: Facts,
  entity: Pick<Entity, 'id' | 'parents'>
): Facts {
  const links = linksOf(at)
  if (links.length === 0) return facts
  const address = addressOf(at, entity)
  if (address === undefined) return facts
  let told = facts
  for (const { at: place, schema, required } of links) {
    if (factAt(sent, place) !== undefined || (!required && factAt(facts, place) === undefined)) continue
    const fit = [address, `${unreachableOrigin}${address}`].find((text) =>
      at.engine.checker.isValid(schema, text, 'response')
    )
    if (fit !== undefined) told = withFact(told, place, fit)
  }
  return told
}

function linksOf({ engine, view }: Standpoint): readonly SelfLink[] {
  let links = known.get(view)
  if (!links)
    known.set(view, (links = view.schema === undefined ? [] : [...findLinks(engine, view, view.schema)]))
  return links
}

function* findLinks(engine: Engine, view: ResourceView, schema: Schema): Generator<SelfLink> {
  const isNameless = view.resource.id?.at === undefined
  const names = isNameless ? ownOfNameless : own
  for (const member of shapeOf(engine.release, schema).members) {
    if (view.writable.has(member.plain)) continue
    if (names.test(member.plain) && isText(engine, member)) yield linkAt([member.name], member, isNameless)
    else if (member.plain === 'links') yield* linksIn(engine, member)
  }
}

/** `self` below `links`: a text, or an object with `href`. */
function* linksIn(engine: Engine, { name, schema }: ShapeMember): Generator<SelfLink> {
  const self = shapeOf(engine.release, schema).members.find(({ plain }) => plain === 'self')
  if (!self) return
  if (isText(engine, self)) yield linkAt([name, self.name], self, false)
  const href = shapeOf(engine.release, self.schema).members.find(({ plain }) => plain === 'href')
  if (href && isText(engine, href)) yield linkAt([name, self.name, href.name], href, false)
}

function linkAt(at: readonly string[], { schema }: ShapeMember, required: boolean): SelfLink {
  return { at, schema, required }
}

function isText(engine: Engine, { schema }: ShapeMember): boolean {
  return shapeOf(engine.release, schema).types.has('string')
}
