// Where a thing keeps what is its own apart from its id, as in JSON:API: a client that says `name` means `attributes.name`.
import { normaliseName } from '../../../internal/normalise-name.js'
import type { Place } from '../../../release/resources/inferred.js'
import type { Schema, SchemaObject } from '../../../schema/schema.js'
import type { Engine } from '../../engine.js'
import { shapeOf } from './shape.js'

const parts = new Set(['attributes', 'properties', 'fields', 'spec'])

/** The place of a member inside such a part of a thing's schema; `undefined` where the top has it, or no part does. */
export function placeInPart(engine: Engine, schema: Schema, name: string): Place | undefined {
  if (typeof schema !== 'object') return undefined
  let places = known.get(schema)
  if (!places) known.set(schema, (places = placesIn(engine, schema)))
  return places.get(normaliseName(name))
}

const known = new WeakMap<SchemaObject, ReadonlyMap<string, Place>>()

function placesIn({ release }: Engine, schema: SchemaObject): ReadonlyMap<string, Place> {
  const { members } = shapeOf(release, schema)
  const top = new Set(members.map(({ plain }) => plain))
  const places = new Map<string, Place>()
  for (const part of members) {
    if (!parts.has(part.plain)) continue
    for (const { name, plain } of shapeOf(release, part.schema).members)
      if (!top.has(plain) && !places.has(plain)) places.set(plain, [part.name, name])
  }
  return places
}
