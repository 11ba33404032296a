// Where a thing keeps what is its own apart from its id, as in JSON:API: a client that says `name` means `attributes.name`.
import { normaliseName } from '../../internal/normalise-name.js'
import type { Place } from '../../release/resources/inferred.js'
import type { Schema } from '../../schema/schema.js'
import type { Engine } from '../engine.js'
import { shapeOf } from './shape.js'

const parts = new Set(['attributes', 'properties', 'fields', 'spec'])

/** The place of a member inside such a part of a thing's schema; `undefined` where the top has it, or no part does. */
export function placeInPart(engine: Engine, schema: Schema, name: string): Place | undefined {
  const plain = normaliseName(name)
  const { members } = shapeOf(engine.release, schema)
  if (members.some((member) => member.plain === plain)) return undefined
  for (const part of members) {
    if (!parts.has(part.plain)) continue
    const inner = shapeOf(engine.release, part.schema).members.find((member) => member.plain === plain)
    if (inner) return [part.name, inner.name]
  }
  return undefined
}
