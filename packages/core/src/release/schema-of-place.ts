// The schema at a place of the model: a body of an operation, and the way into it.
import { schemaAt } from '../schema/members-of.js'
import type { Schema } from '../schema/schema.js'
import type { ReleaseSource } from './release-source.js'
import type { SchemaPlace } from './resources/model.js'
import { bodySchema } from './schema-of-media.js'

/** The schema that a place leads to; `undefined` where the description has no such operation, status or member. */
export function schemaOfPlace(
  source: ReleaseSource,
  { operation: key, direction, status = '', at }: SchemaPlace
): Schema | undefined {
  if (!keysOf(source).has(key)) return undefined
  const { requestBody, responses } = source.operation(key)
  const body =
    direction === 'request' ? requestBody : Object.hasOwn(responses, status) ? responses[status] : undefined
  return schemaAt(source, bodySchema(body?.content), at)
}

const known = new WeakMap<ReleaseSource, ReadonlySet<string>>()

function keysOf(source: ReleaseSource): ReadonlySet<string> {
  let keys = known.get(source)
  if (!keys) known.set(source, (keys = new Set(source.index.operations.map(({ key }) => key))))
  return keys
}
