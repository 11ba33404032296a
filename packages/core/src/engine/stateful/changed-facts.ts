// What a thing's facts are after an update: merged, replaced or patched as the request says, without what is the server's.
import { isObject, setOwn } from '../../internal/json.js'
import { jsonPatch } from '../../internal/patch/json-patch.js'
import { normaliseName } from '../../internal/normalise-name.js'
import { parseMediaType } from '../../http/media-type.js'
import type { Place } from '../../release/resources/inferred.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import { renames } from './after-change.js'
import type { Call } from './call.js'
import { entityBody } from './bodies/entity-body.js'
import type { Entity } from './entity.js'
import { factAt, withFact, withFacts, type Facts } from './facts.js'
import { sentThings } from './input.js'
import { mergeFacts } from './merge-facts.js'
import { placeInPart } from './bodies/own-part.js'
import type { ResourceView } from './resource-view.js'
import { shapeOf } from './bodies/shape.js'

/** The facts after the request, and the members it spoke of. */
export function changedFacts(
  call: Call,
  entity: Entity
): { readonly facts: Facts; readonly sent: Facts } | Refusal {
  const { plan, binding } = call
  const type = parseMediaType(plan.request.headers['content-type'] ?? '')
  if (type?.subtype === 'json-patch+json' || isPatch(plan.request.input.body)) return patched(call, entity)
  const [given = {}] = sentThings(call)
  const sent = alignedTo(call, given, entity)
  const facts =
    binding.does.value === 'replace'
      ? replaced(call, entity.facts, sent)
      : mergeFacts(call, entity.facts, sent)
  return { facts: withServers(call, entity, facts), sent }
}

/** Whether a body is a list of operations; a list of anything else holds the thing. */
function isPatch(body: unknown): boolean {
  return Array.isArray(body) && body.every((one: unknown) => isObject(one) && typeof one['op'] === 'string')
}

/** Sent members under the names that the thing has for them. */
function alignedTo({ engine, view }: Call, sent: Facts, entity: Entity): Facts {
  const names = new Map(Object.keys(entity.facts).map((name) => [normaliseName(name), name]))
  if (view.schema !== undefined)
    for (const { name, plain } of shapeOf(engine.release, view.schema).members) names.set(plain, name)
  const own: Record<string, unknown> = {}
  const deepened: (readonly [Place, unknown])[] = []
  for (const name of Object.keys(sent)) {
    const plain = normaliseName(name)
    const shown = Object.hasOwn(entity.facts, name)
      ? name
      : (names.get(plain) ?? names.get(renamedBy(view, plain)) ?? name)
    const inner =
      names.has(plain) || view.schema === undefined ? undefined : placeInPart(engine, view.schema, name)
    if (inner) deepened.push([inner, sent[name]])
    else setOwn(own, shown, sent[name])
  }
  return withFacts(own, deepened)
}

/** The key that a member gives a new value to: `new_name` is what the `name` will be. `''`: none. */
function renamedBy({ resource: { id } }: ResourceView, plain: string): string {
  const keys = [...(id?.at ? [id.at.value] : []), ...(id?.alternates ?? []).map(({ value }) => value)]
  const key = keys.find((place) => place.length === 1 && `new${normaliseName(place[0]!)}` === plain)
  return key === undefined ? '' : normaliseName(key[0]!)
}

function replaced({ view }: Call, facts: Facts, sent: Facts): Facts {
  const kept: Record<string, unknown> = {}
  for (const name of Object.keys(facts)) {
    if (Object.hasOwn(sent, name) || !view.writable.has(normaliseName(name))) setOwn(kept, name, facts[name])
  }
  for (const name of Object.keys(sent)) setOwn(kept, name, sent[name])
  return kept
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

/** Some descriptions write the operations of a patch with a capital: `Replace`. */
function withPlainVerbs(patch: unknown): unknown {
  if (!Array.isArray(patch)) return patch
  return patch.map((one: unknown) =>
    isObject(one) && typeof one['op'] === 'string' ? { ...one, op: one['op'].toLowerCase() } : one
  )
}

/** An id of the server's, and what else is the server's, is not changed by saying another one. */
function withServers(call: Call, { facts: before }: Entity, facts: Facts): Facts {
  const { view } = call
  const at = view.resource.id?.at?.value
  const kept = at && !renames(call) ? withFact(facts, at, factAt(before, at)) : facts
  const names = [...new Set([...Object.keys(before), ...Object.keys(facts)])].filter(
    (name) => view.servers.has(normaliseName(name)) && kept[name] !== before[name]
  )
  return withFacts(
    kept,
    names.map((name) => [[name], before[name]] as const)
  )
}
