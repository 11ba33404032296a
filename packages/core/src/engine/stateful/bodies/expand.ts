// `expand`, `include` and `fields`: referenced things in place of their ids, and only the members that were asked for.
import { isObject } from '../../../internal/json.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { replaceAt } from '../../../internal/replace-at.js'
import { schemaAt } from '../../../schema/members-of.js'
import { partsOf } from '../../../schema/parts-of.js'
import type { Schema } from '../../../schema/schema.js'
import { weigh } from '../../../state/weigh.js'
import type { Call } from '../call.js'
import { idText } from '../facts.js'
import { thingsWithId } from '../things.js'
import type { Composed } from './composed.js'
import { entityBody } from './entity-body.js'
import { inWorld } from './in-world.js'
import { shapeOf } from './shape.js'

const mostExpansions = 200
/** About what the bodies looked at on the way may take in memory, all together. */
const mostWork = 32_000_000

/** What one request may spend on references that it wants replaced. */
export interface ExpansionBudget {
  work: number
}

/** A budget that nothing is spent of. */
export function expansionBudget(): ExpansionBudget {
  return { work: mostWork }
}

/** The places that a request asks to have expanded. */
export function expansionOf({
  binding,
  plan
}: Pick<Call, 'binding' | 'plan'>): readonly (readonly string[])[] {
  return wordsIn(plan.request.input.query, binding.expand).map((path) =>
    path.split('.').filter((token) => token !== 'data' && token !== '')
  )
}

/** The members that a request asks for; empty: all of them. */
export function fieldsOf({ binding, plan }: Pick<Call, 'binding' | 'plan'>): readonly string[] {
  return wordsIn(plan.request.input.query, binding.fields)
}

function wordsIn(query: { readonly [name: string]: unknown }, parameter: string | undefined): string[] {
  if (parameter === undefined) return []
  const value = query[parameter] ?? query[parameter.replace(/\[\]$/, '')]
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return list.flatMap((one) => (typeof one === 'string' ? one.split(',') : [])).slice(0, 50)
}

/** A body with references replaced by the things they name, where the schema has room for a thing. */
export function expanded(
  call: Call,
  schema: Schema | undefined,
  body: Composed,
  places: readonly (readonly string[])[],
  budget: ExpansionBudget
): Composed {
  if (schema === undefined || places.length === 0) return body
  let value = body.value
  let left = mostExpansions
  for (const place of places) {
    for (const { at, id } of referencesAt(value, place)) {
      if (left-- <= 0) break
      const next = withThingAt(call, schema, value, at, id, budget)
      if (next !== undefined) value = next
    }
  }
  return value === body.value ? body : { value, notes: body.notes }
}

/** The scalars at a place, looking through arrays. */
function* referencesAt(
  value: unknown,
  place: readonly string[],
  at: readonly string[] = []
): Generator<{ at: readonly string[]; id: string }> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* referencesAt(item, place, [...at, String(index)])
    return
  }
  const [token, ...rest] = place
  if (token === undefined) {
    const id =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
        ? idText(value)
        : undefined
    if (id !== undefined) yield { at, id }
    return
  }
  if (!isObject(value)) return
  const name =
    Object.keys(value).find((member) => member === token) ??
    Object.keys(value).find((member) => normaliseName(member) === normaliseName(token))
  if (name !== undefined) yield* referencesAt(value[name], rest, [...at, name])
  else if (Array.isArray(value['data'])) yield* referencesAt(value['data'], place, [...at, 'data'])
}

function withThingAt(
  call: Call,
  schema: Schema,
  body: unknown,
  at: readonly string[],
  id: string,
  budget: ExpansionBudget
): unknown {
  const { engine, understanding, world } = call
  const inner = schemaAt(
    engine.release,
    schema,
    at.map((token) => (/^\d+$/.test(token) ? '*' : token))
  )
  if (typeof inner !== 'object') return undefined
  for (const part of partsOf(engine.release, inner)) {
    for (const resource of understanding.resourcesOf(part)) {
      const view = understanding.view(resource)
      for (const [, entity] of thingsWithId(world, view, id)) {
        if (budget.work < 0) return undefined
        const next = replaceAt(body, at, entityBody(call, part, inWorld(call, view, entity)).value)
        budget.work -= weigh(next)
        if (engine.checker.isValid(schema, next, 'response')) return next
      }
    }
  }
  return undefined
}

/** Only the members that were asked for, the id, and those that the schema has to have: where leaving the others out is asked for by name. */
export function picked(
  { engine, view }: Call,
  schema: Schema | undefined,
  body: Composed,
  fields: readonly string[]
): Composed {
  if (fields.length === 0 || !isObject(body.value)) return body
  const top = new Set(fields.map((field) => field.split(/[./]/)[0]!))
  const value = body.value
  // What names no member at all is another language of choosing; it is left alone.
  if (![...top].some((name) => Object.hasOwn(value, name))) return body
  top.add(view.resource.id?.at?.value[0] ?? 'id')
  if (schema !== undefined)
    for (const { name, required } of shapeOf(engine.release, schema).members) if (required) top.add(name)
  return {
    value: Object.fromEntries(Object.entries(value).filter(([name]) => top.has(name))),
    notes: body.notes
  }
}
