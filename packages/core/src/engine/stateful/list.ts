// List: one page of what stands below the parents of the path, in the envelope that the description has for it.
import { setOwn } from '../../internal/json.js'
import { hashText } from '../../internal/random.js'
import { unreachableOrigin } from '../../http/request-target.js'
import { itemsOf, schemaAt } from '../../schema/members-of.js'
import type { Schema } from '../../schema/schema.js'
import { schemaOfMedia } from '../../release/schema-of-media.js'
import type { ListSpec } from '../../release/resources/list-model.js'
import type { Place } from '../../release/resources/inferred.js'
import { refuse, type Refusal } from '../errors/refusal.js'
import { answerWith, written } from './bodies/answer.js'
import type { Call, Outcome } from './call.js'
import { compose } from './bodies/compose.js'
import { expanded, expansionBudget, expansionOf, fieldsOf, picked } from './bodies/expand.js'
import { jsonAround, jsonWithin, type Composed } from './bodies/composed.js'
import { composeValid, entityBody, wrapAt } from './bodies/entity-body.js'
import { inWorld } from './bodies/in-world.js'
import { fillEnvelope } from './lists/fill-envelope.js'
import { withId } from './births/told-id.js'
import { readParameter, type ListQuery } from './lists/read-parameter.js'
import { selectPage } from './lists/select-page.js'
import { tooLong } from './refusals.js'
import { rowsOf, type EntityRow } from './rows-of.js'

/** Selects the page that is asked for, and shows it; nothing changes. */
export function list(call: Call): Outcome | Refusal {
  const { engine, world, binding, plan, view } = call
  const spec = binding.list
  const { mediaType } = plan
  const schema = schemaOfMedia(mediaType)
  if (!spec || !mediaType || schema === undefined)
    return { world, answer: answerWith(call, plan, { entities: [], key: view.hash }) }
  const { input, request, query, operation } = plan.request
  const asked = spec.paging.value.in === 'body' ? input.body : saidOnly(input.query, query)
  const page = selectPage(spec, asRecord(asked), rowsOf(call, asksForDeleted(call, spec, asRecord(asked))), {
    key: engine.seedKey,
    now: call.now,
    list: `${operation.key}\n${call.scope.map(({ at }) => at).join('\n')}`
  })
  if (page.problem) {
    const { parameter, message } = page.problem
    const place = spec.paging.value.in === 'body' ? 'body' : 'query'
    return refuse(
      { slug: 'invalid-request', detail: `${parameter} ${message}` },
      {
        statuses: [400, 422, 404],
        findings: [{ in: place, name: parameter, pointer: '', keyword: 'page', message }]
      }
    )
  }
  const itemSchema = schemaOfItems(call, schema)
  const expansion = expansionOf(call)
  const fields = fieldsOf(call)
  const shown: Composed[] = []
  const budget = expansionBudget()
  let left = engine.options.limits.answerBytes
  for (const row of page.items) {
    const entity = inWorld(call, view, (row as EntityRow).entity)
    const body =
      itemSchema === undefined
        ? { value: entity.facts, notes: [] }
        : withId(call, itemSchema, entityBody(call, itemSchema, entity), entity, [])
    const item = picked(call, itemSchema, expanded(call, itemSchema, body, expansion, budget), fields)
    left -= jsonWithin(item, left)?.length ?? Infinity
    if (left < 0) return tooLong(engine)
    shown.push(item)
  }
  const empty = wrapAt(spec.items.value, spec.keyed ? {} : [])
  const envelope = compose(engine, schema, empty, {
    key: hashText(operation.key, engine.seedKey),
    now: engine.options.now
  })
  const filled = fillEnvelope(
    spec,
    envelope,
    shown.map(({ value }) => value),
    page.facts,
    {
      path: request.url.replace(authority, '').split(/[?#]/, 1)[0]!,
      query,
      origin: originOf(plan.request)
    }
  )
  const sound = new Set(shown.filter(({ isValid }) => isValid === true).map(({ value }) => value))
  const body = valid(
    call,
    schema,
    filled.body,
    shown.flatMap(({ notes }) => notes),
    (inner, item) => inner === itemSchema && sound.has(item)
  )
  const isPlain = body.value === filled.body && spec.keyed !== true && spec.item.length === 0
  return {
    world,
    answer: written(call, { ...plan, mediaType }, isPlain ? inParts(body, spec.items.value, shown) : body, {
      key: view.hash,
      headers: toldBy(spec, filled.headers)
    })
  }
}

/** A page whose items need not be printed again. */
function inParts({ value, notes }: Composed, place: Place, items: readonly Composed[]): Composed {
  return {
    value,
    notes,
    get json() {
      return jsonAround(value, place, items)
    }
  }
}

/** Whether a filter names the member by which deleted things are told from others: `?archived=true`. */
function asksForDeleted({ view }: Call, { filters }: ListSpec, asked: ListQuery): boolean {
  const tombstone = view.resource.tombstone?.value
  if (tombstone?.kind !== 'flag') return false
  const place = tombstone.at.join('\n')
  return filters.some(
    (filter) => filter.value.join('\n') === place && readParameter(asked, filter.parameter) !== undefined
  )
}

/** The headers about the page; those with nothing to tell on this one are left out. */
function toldBy(
  { envelope }: ListSpec,
  headers: { readonly [name: string]: string }
): { readonly [name: string]: string | undefined } {
  const silent = envelope.flatMap(({ header }) =>
    header === undefined ? [] : [[header.toLowerCase(), undefined] as const]
  )
  return { ...Object.fromEntries(silent), ...headers }
}

const authority = /^https?:\/\/[^/?#]+/i

/** Whole URLs are those of the server that the request was sent to; where it does not say, of one that nobody can reach. */
function originOf({ headers, request }: Call['plan']['request']): string {
  const absolute = authority.exec(request.url)
  const host = headers['host']
  return absolute?.[0] ?? (host === undefined ? unreachableOrigin : `http://${host}`)
}

/** Parameters that the request has: a default of the description narrows no list. */
function saidOnly(
  read: { readonly [name: string]: unknown },
  said: readonly { readonly name: string }[]
): { readonly [name: string]: unknown } {
  const names = new Set<string>()
  for (const { name } of said) {
    const bracket = name.indexOf('[')
    const whole = bracket < 0 ? name : name.slice(0, bracket)
    names.add(name).add(whole).add(`${whole}[]`)
  }
  const heard: Record<string, unknown> = {}
  for (const name of Object.keys(read)) if (names.has(name)) setOwn(heard, name, read[name])
  return heard
}

function asRecord(value: unknown): { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null ? (value as { readonly [name: string]: unknown }) : {}
}

/** The schema of the entity inside an item. */
function schemaOfItems({ engine, binding }: Call, schema: Schema): Schema | undefined {
  const { items, item, keyed } = binding.list!
  const holder = schemaAt(engine.release, schema, items.value)
  const one = keyed ? valuesOf(holder) : itemsOf(engine.release, holder)
  return item.length === 0 ? one : schemaAt(engine.release, one, item)
}

function valuesOf(schema: Schema | undefined): Schema | undefined {
  return typeof schema === 'object' && schema.additionalProperties !== undefined
    ? schema.additionalProperties
    : undefined
}

/** The body as it is where it is valid, which it nearly always is; else put together again member by member. */
function valid(
  call: Call,
  schema: Schema,
  value: unknown,
  notes: readonly string[],
  knownItem: (schema: Schema, item: unknown) => boolean
): Composed {
  const { engine, view } = call
  if (engine.checker.isValid(schema, value, 'response', knownItem)) return { value, notes }
  const mended = composeValid(engine, schema, value, { key: view.hash, now: engine.options.now })
  return { value: mended.value, notes: [...notes, ...mended.notes] }
}
