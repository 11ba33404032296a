// What a payload says beside the thing: the event's id and moment, the ids of the thing and its relatives, and those that it shows whole.
import { normaliseName } from '../../../internal/normalise-name.js'
import { readNumber } from '../../../internal/read-number.js'
import type { Place } from '../../../release/resources/inferred.js'
import { conjuncts, schemaAt } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import { instantText } from '../../../time/instant.js'
import type { World } from '../../../state/world.js'
import type { Engine } from '../../engine.js'
import { shapeOf, type Shape, type ShapeMember } from '../../stateful/bodies/shape.js'
import { inWorld } from '../../stateful/bodies/in-world.js'
import { printInstant } from '../../stateful/births/print-instant.js'
import { uuidFor } from '../derived.js'
import type { Relative } from './relatives.js'

/** What is known of an event. */
export interface Occasion {
  readonly id: string
  /** Epoch milliseconds. */
  readonly now: number
  /** Noun and id of the thing, normalised, where there is one; then those of its relatives. */
  readonly ids: readonly (readonly [noun: string, id: string])[]
  readonly relatives: readonly Relative[]
}

const envelopes = /^(data|payload|object|event|detail|details|content|body|meta|metadata|context)$/

/** What goes where in a payload, beside the thing itself (at `thing`) and what tells events apart. */
export function aroundThing(
  engine: Engine,
  world: World,
  payload: Schema,
  thing: Place | undefined,
  occasion: Occasion
): readonly (readonly [place: Place, value: unknown])[] {
  const told: (readonly [place: Place, value: unknown])[] = []
  const visit = (at: Place): void => {
    const schema = schemaAt(engine.release, payload, at)
    if (schema === undefined || isThing(at, thing)) return
    for (const member of shapeOf(engine.release, schema).members) {
      const place = [...at, member.name]
      if (isThing(place, thing)) continue
      const value = saidOf(engine, world, member, occasion, at.length === 0)
      if (value !== undefined) told.push([place, value])
      else if (at.length < 2 && (leadsTo(place, thing) || envelopes.test(member.plain))) visit(place)
    }
  }
  visit([])
  return told
}

function isThing(at: Place, thing: Place | undefined): boolean {
  return thing !== undefined && thing.length === at.length && leadsTo(at, thing)
}

function leadsTo(at: Place, thing: Place | undefined): boolean {
  return thing !== undefined && at.every((token, index) => thing[index] === token)
}

const ownId =
  /^(id|eventid|deliveryid|webhookid|messageid|notificationid|uuid|eventuuid|requestid|idempotencykey)$/
const moments =
  /^(created|createdat|createdon|timestamp|time|datetime|date|occurredat|occurred|eventtime|eventtimestamp|eventdate|sentat|triggeredat|firedat|emittedat|publishedat|happenedat)(ms|millis)?$/

function saidOf(
  engine: Engine,
  world: World,
  member: ShapeMember,
  { id, now, ids, relatives }: Occasion,
  isTop: boolean
): unknown {
  const { plain, schema } = member
  const shape = shapeOf(engine.release, schema)
  if (ownId.test(plain) && (isTop || plain !== 'id')) return idAs(engine, schema, shape, id, uuidFor(id))
  if (moments.test(plain)) return instantAs(engine, schema, shape, plain, now)
  const noun = /^(.+?)(?:id|uid|uuid|key|number)$/.exec(plain)?.[1]
  const named = noun === undefined ? undefined : ids.find(([name]) => name === noun)?.[1]
  if (named !== undefined) return idAs(engine, schema, shape, named)
  return shape.isObject ? wholeRelative(engine, world, member, shape, relatives) : undefined
}

/** The first of some ids that the member takes, as a number where it wants one. */
function idAs(engine: Engine, schema: Schema, shape: Shape, ...ids: readonly string[]): unknown {
  if (shape.fallback) return undefined
  const forms = shape.types.has('integer') || shape.types.has('number') ? ids.map(readNumber) : ids
  return forms.find((form) => form !== undefined && engine.checker.isValid(schema, form, 'response'))
}

/** The moment as the schema writes instants. */
function instantAs(engine: Engine, schema: Schema, shape: Shape, plain: string, now: number): unknown {
  const isMilli = /(ms|millis)$/.test(plain)
  const format =
    typeof schema === 'object'
      ? conjuncts(engine.release, schema).find((part) => part.format)?.format
      : undefined
  const forms = shape.types.has('string')
    ? format === 'date'
      ? [printInstant(now, 'date')]
      : [printInstant(now, 'date-time'), instantText(now), printInstant(now, 'date')]
    : shape.types.has('integer') || shape.types.has('number')
      ? [printInstant(now, isMilli ? 'milliseconds' : 'seconds')]
      : []
  return forms.find((form) => engine.checker.isValid(schema, form, 'response'))
}

const doers =
  /^(sender|actor|user|author|initiator|requester|triggeredby|performedby|createdby|owner|account)$/

/** A relative that the member shows whole: it has the schema of one, or is called after it and looks like it. */
function wholeRelative(
  engine: Engine,
  world: World,
  { plain, schema, required }: ShapeMember,
  shape: Shape,
  relatives: readonly Relative[]
): unknown {
  const { understanding } = engine
  const resources = understanding.resourcesOf(schema)
  const isCalled = ({ names }: Relative): boolean => names.includes(plain)
  const fits = relatives.filter((one) => resources.includes(one.resource))
  const found =
    fits.find(isCalled) ??
    (required || doers.test(plain) ? fits[0] : undefined) ??
    relatives.find((one) => isCalled(one) && looksLike(engine, shape, one.resource) >= 0) ??
    relatives.find((one) => looksLike(engine, shape, one.resource) > 0.7)
  if (!found) return undefined
  if (!found.entity) return found.value
  const view = understanding.view(found.resource)
  return inWorld({ understanding, world }, view, found.entity).facts
}

/** The share of the shape's members that things of a resource have, too. */
function looksLike({ understanding, release }: Engine, shape: Shape, resource: string): number {
  const { schema } = understanding.view(resource)
  if (schema === undefined || shape.members.length < 3) return 0
  const own = new Set(shapeOf(release, schema).members.map((member) => normaliseName(member.name)))
  return shape.members.filter(({ plain }) => own.has(plain)).length / shape.members.length
}
