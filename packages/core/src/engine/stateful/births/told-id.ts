// Some descriptions leave the id out of what they show, where no client could do without it: it is added where the schema lets it.
import { isObject } from '../../../internal/json.js'
import { readNumber } from '../../../internal/read-number.js'
import type { Place } from '../../../release/resources/inferred.js'
import type { Schema } from '../../../schema/schema.js'
import type { Call } from '../call.js'
import type { Composed } from '../bodies/composed.js'
import type { Entity } from '../entity.js'
import { factAt, withFact } from '../facts.js'
import type { ResourceView } from '../resource-view.js'
import { shapeOf } from '../bodies/shape.js'

/** The body with the id of the thing below `at`, unless it is there, or the schema has no place for it. */
export function withId(call: Call, schema: Schema, body: Composed, entity: Entity, at: Place): Composed {
  const place = placeOf(call)
  if (place === undefined || !isObject(body.value)) return body
  const whole = [...at, ...place]
  if (factAt(body.value, whole) !== undefined) return body
  if (at.length > 0 && !isObject(factAt(body.value, at))) return body
  const value = withFact(body.value, whole, factAt(entity.facts, place) ?? idOf(call.view, entity))
  return call.engine.checker.isValid(schema, value, 'response') ? { ...body, value } : body
}

const known = new WeakMap<ResourceView, { readonly place: Place | undefined }>()

/** Where the id is told: its own member; `id` for things that no member identifies and none links to. */
function placeOf({ engine, view }: Call): Place | undefined {
  let found = known.get(view)
  if (!found) {
    const at = view.resource.id?.at?.value
    const members = view.schema === undefined ? [] : shapeOf(engine.release, view.schema).members
    // A URL that clients send leads elsewhere.
    const isLinked = members.some(
      ({ plain }) => /^(?:href|self|uri|url|links?)$/.test(plain) && !view.writable.has(plain)
    )
    found = { place: at ?? (view.resource.id === undefined || isLinked ? undefined : ['id']) }
    known.set(view, found)
  }
  return found.place
}

function idOf({ resource }: ResourceView, { id }: Entity): string | number | bigint {
  const shape = resource.id?.shape.value
  return shape?.kind === 'sequence' && !shape.asText && /^\d+$/.test(id) ? readNumber(id) : id
}
