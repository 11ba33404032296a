// A schema and everything in place that applies, or may apply, to the same value: references, compositions, branches.
import type { Schema, SchemaObject, SchemaSource } from './schema.js'

const mostParts = 200

const known = new WeakMap<SchemaObject, readonly SchemaObject[]>()

/** Lists them, the schema itself first; references are followed, circles end. At most 200 parts. A schema belongs to one source. */
export function partsOf(source: SchemaSource, schema: SchemaObject): readonly SchemaObject[] {
  const earlier = known.get(schema)
  if (earlier) return earlier
  const parts = isAlone(schema) ? [schema] : collect(source, schema)
  known.set(schema, parts)
  return parts
}

/** Most schemas have no parts but themselves. */
function isAlone({ $ref, dynamicRef, allOf, anyOf, oneOf, then, else: otherwise }: SchemaObject): boolean {
  return (
    $ref === undefined &&
    dynamicRef === undefined &&
    allOf === undefined &&
    anyOf === undefined &&
    oneOf === undefined &&
    then === undefined &&
    otherwise === undefined
  )
}

function collect(source: SchemaSource, schema: SchemaObject): readonly SchemaObject[] {
  const parts: SchemaObject[] = []
  const seen = new Set<SchemaObject>()
  const queue: (Schema | undefined)[] = [schema]
  for (let i = 0; i < queue.length && parts.length < mostParts; i++) {
    const part = queue[i]
    if (typeof part !== 'object' || seen.has(part)) continue
    seen.add(part)
    parts.push(part)
    if (part.$ref !== undefined) queue.push(source.schema(part.$ref))
    if (part.dynamicRef !== undefined) queue.push(source.schema(part.dynamicRef.ref))
    for (const list of [part.allOf, part.anyOf, part.oneOf]) if (list) queue.push(...list)
    queue.push(part.then, part.else)
  }
  return parts
}
