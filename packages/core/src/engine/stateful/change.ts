// Update and replace: members change, the id and what the server keeps stay. PATCH merges or carries out a JSON Patch, PUT replaces, POST merges.
import { inKeyOrder } from '../../internal/key-order.js'
import { isObject, setOwn } from '../../internal/json.js'
import { jsonPatch } from '../../internal/patch/json-patch.js'
import { normaliseName } from '../../internal/normalise-name.js'
import { parseMediaType } from '../../http/media-type.js'
import type { Resource } from '../../release/resources/model.js'
import { isRefusal, refuse, type Refusal } from '../errors/refusal.js'
import { answerWith, withStatus } from './answer.js'
import { conflict, notFound, type Call, type Outcome } from './call.js'
import { createOne, created } from './create.js'
import type { Entity } from './entity.js'
import { factAt, idText, withFact, type Facts } from './facts.js'
import { thingsWithId } from './things.js'
import { entityBody } from './entity-body.js'
import { keyOf, sentThings } from './input.js'
import { mergeFacts } from './merge-facts.js'
import { withStamps } from './newborn.js'
import { nameOf } from './name-of.js'
import { checkReferences } from './references.js'
import { parentsOf } from './scope.js'
import { shapeOf } from './shape.js'
import { keep, lookUp, singletonAt } from './standing.js'
import { withStateStamps } from './state-stamps.js'
import { checkPreconditions, headersFor } from './validators.js'

/** Changes the thing and shows it. */
export function change(call: Call): Outcome | Refusal {
  const { view, binding } = call
  const id = keyOf(call)
  const isSingleton = view.resource.kind.value === 'singleton'
  const found = isSingleton ? singletonAt(call) : lookUp(call, id ?? '')
  const refused = checkPreconditions(call, found?.[1])
  if (refused) return refused
  if (!found || (found[0] === undefined && mayCreate(call))) {
    if (!mayCreate(call) && !isSingleton) return notFound(nameOf(call), id ?? '')
    return upsert(call, id)
  }
  const [seq, entity] = found
  if (entity.deleted !== undefined && !mayRevive(call))
    return mayCreate(call) ? upsert(call, id) : notFound(nameOf(call), id ?? '')
  const changed = changedFacts(call, entity)
  if (isRefusal(changed)) return changed
  const next = afterChange(call, entity, changed.facts, changed.sent)
  if (isRefusal(next)) return next
  const world = keep(call, seq, next)
  const plan = binding.does.value === 'replace' ? withStatus(call.plan, [200, 204, 202]) : call.plan
  return {
    world,
    answer: answerWith({ ...call, world }, plan, {
      entities: [next],
      key: next.key,
      headers: headersFor(call, next)
    })
  }
}

/** PUT on a key of the client's own makes the thing where there is none yet. */
function mayCreate({ binding, plan, view, understanding }: Call): boolean {
  if (binding.does.value !== 'replace' || view.resource.kind.value === 'singleton') return false
  return (
    view.resource.links !== undefined ||
    Object.hasOwn(plan.request.operation.responses, '201') ||
    !understanding.isCreatedByPost(view.resource.name)
  )
}

/** What is left of a deleted thing can be changed where a change can bring it back: `archived: false`. */
function mayRevive({ view }: Call): boolean {
  const tombstone = view.resource.tombstone?.value
  return tombstone?.kind !== 'flag' || view.writable.has(normaliseName(tombstone.at[0] ?? ''))
}

/** Whether the facts still say that the thing is deleted. */
function isBuried({ tombstone }: Resource, facts: Facts): boolean {
  if (!tombstone) return false
  const { value } = tombstone
  return factAt(facts, value.at) === (value.kind === 'flag' ? true : value.state)
}

function upsert(call: Call, id: string | undefined): Outcome | Refusal {
  const [sent = {}] = sentThings(call)
  const made = createOne(call, sent, id ?? '')
  return isRefusal(made) ? made : created({ ...call, world: made.world }, [made.entity])
}

/** The facts after the request, and the members it spoke of. */
function changedFacts(call: Call, entity: Entity): { readonly facts: Facts; readonly sent: Facts } | Refusal {
  const { plan, binding } = call
  const type = parseMediaType(plan.request.headers['content-type'] ?? '')
  if (type?.subtype === 'json-patch+json' || Array.isArray(plan.request.input.body))
    return patched(call, entity)
  const [given = {}] = sentThings(call)
  const sent = alignedTo(call, given, entity)
  const facts =
    binding.does.value === 'replace'
      ? replaced(call, entity.facts, sent)
      : mergeFacts(call, entity.facts, sent)
  return { facts: withServers(call, entity, facts), sent }
}

/** An id of the server's, and what else is the server's, is not changed by saying another one. */
function withServers(call: Call, { facts: before }: Entity, facts: Facts): Facts {
  const { view } = call
  const at = view.resource.id?.at?.value
  let kept = at && !renames(call) ? withFact(facts, at, factAt(before, at)) : facts
  for (const name of new Set([...Object.keys(before), ...Object.keys(facts)]))
    if (view.servers.has(normaliseName(name)) && kept[name] !== before[name])
      kept = withFact(kept, [name], before[name])
  return kept
}

/** Some descriptions write the operations of a patch with a capital: `Replace`. */
function withPlainVerbs(patch: unknown): unknown {
  if (!Array.isArray(patch)) return patch
  return patch.map((one: unknown) =>
    isObject(one) && typeof one['op'] === 'string' ? { ...one, op: one['op'].toLowerCase() } : one
  )
}

/** RFC 6902, on the thing as reads show it. */
function patched(call: Call, entity: Entity): { readonly facts: Facts; readonly sent: Facts } | Refusal {
  const { plan, view, engine } = call
  const shown = view.schema === undefined ? entity.facts : entityBody(call, view.schema, entity).value
  const result = jsonPatch(shown, withPlainVerbs(plan.request.input.body))
  if ('problem' in result) {
    const { kind, message } = result.problem
    return refuse(
      { slug: 'unprocessable', detail: message },
      { statuses: kind === 'test-failed' ? [409, 422, 400] : [422, 400] }
    )
  }
  if (!isObject(result.value)) return refuse({ slug: 'unprocessable', detail: 'The patch leaves no object' })
  if (view.schema !== undefined) {
    const [finding] = engine.checker.check(view.schema, result.value, 'response')
    if (finding)
      return refuse(
        {
          slug: 'unprocessable',
          detail: `The patch leaves ${finding.pointer || 'the thing'} in a form that is not allowed`
        },
        { statuses: [422, 400], findings: [{ in: 'body', name: '', ...finding }] }
      )
  }
  const facts = withServers(call, entity, result.value)
  return { facts, sent: facts }
}

/** Sent members under the names that the thing has for them. */
function alignedTo({ engine, view }: Call, sent: Facts, entity: Entity): Facts {
  const names = new Map(Object.keys(entity.facts).map((name) => [normaliseName(name), name]))
  if (view.schema !== undefined)
    for (const { name, plain } of shapeOf(engine.release, view.schema).members) names.set(plain, name)
  const aligned: Record<string, unknown> = {}
  for (const name of Object.keys(sent)) {
    const own = Object.hasOwn(entity.facts, name) ? name : (names.get(normaliseName(name)) ?? name)
    setOwn(aligned, own, sent[name])
  }
  return aligned
}

function replaced({ view }: Call, facts: Facts, sent: Facts): Facts {
  const kept: Record<string, unknown> = {}
  for (const name of Object.keys(facts)) {
    if (Object.hasOwn(sent, name) || !view.writable.has(normaliseName(name))) setOwn(kept, name, facts[name])
  }
  for (const name of Object.keys(sent)) setOwn(kept, name, sent[name])
  return kept
}

/** Whether the id is a name that the client may change, such as a slug. */
function renames({ view }: Call): boolean {
  const at = view.resource.id?.at?.value
  const name = at && normaliseName(at.at(-1)!)
  return (
    name !== undefined &&
    /(name|slug|login|key|code|title|handle|email)$/.test(name) &&
    view.writable.has(name)
  )
}

/** The thing after its facts have changed: stamped, counted, with its parents and its id as the facts say. */
export function afterChange(call: Call, entity: Entity, facts: Facts, sent: Facts): Entity | Refusal {
  const { understanding, world, view, scope } = call
  const { resource } = view
  const missing = checkReferences(call, sent)
  if (missing) return missing
  // A clock that stands still would let no client see that something changed.
  const updated = Math.max(call.now, entity.updated + 1000)
  let next = withStamps(facts, resource.timestamps, updated, changesIn(entity.facts, sent), ['updated'])
  next = withStateStamps(call, entity.facts, next, sent, updated)
  if (resource.version) {
    const { at, kind } = resource.version.value
    const revision = entity.revision + 1
    next = withFact(next, at, kind === 'number' ? revision : String(revision))
  }
  const at = resource.id?.at?.value
  const named = at && renames(call) ? idText(factAt(next, at)) : undefined
  if (named !== undefined && named !== entity.id) {
    // What a thing was called before is free for others, and for itself again.
    for (const [, other] of thingsWithId(world, view, named))
      if (other.id === named && other.deleted === undefined && sameParents(entity, other))
        return conflict(`There is already one with the ${at!.join('.')} '${named.slice(0, 200)}'`)
  }
  const { deleted, ...alive } = entity
  return {
    ...alive,
    ...(deleted && isBuried(resource, next) ? { deleted } : {}),
    id: named ?? entity.id,
    ...(named !== undefined && named !== entity.id
      ? { formerIds: [...(entity.formerIds ?? []), entity.id].filter((id) => id !== named).slice(-10) }
      : {}),
    facts: inKeyOrder(next) as Facts,
    parents: {
      ...entity.parents,
      ...movedParents(parentsOf(understanding, world, view, next, scope), entity, view)
    },
    updated,
    revision: entity.revision + 1
  }
}

/** The sent members that say something new: a client that sends back what it read does not set a timestamp. */
function changesIn(facts: Facts, sent: Facts): Facts {
  return Object.fromEntries(
    Object.entries(sent).filter(([name, value]) => !Object.hasOwn(facts, name) || facts[name] !== value)
  )
}

/** Whether nothing that is known of their parents tells the two things apart. */
export function sameParents(a: Entity, b: Entity): boolean {
  return Object.keys(a.parents).every(
    (resource) => b.parents[resource] === undefined || a.parents[resource] === b.parents[resource]
  )
}

/** Only members can move a thing to another parent; what the path said at its making stays. */
function movedParents(
  now: Readonly<Record<string, string>>,
  entity: Entity,
  { resource }: Call['view']
): Record<string, string> {
  const moved: Record<string, string> = {}
  for (const parent of resource.parents) {
    const at = now[parent.resource]
    if (at !== undefined && (parent.at || entity.parents[parent.resource] === undefined))
      moved[parent.resource] = at
  }
  return moved
}
