// What a schema says of a value through `$ref` and `allOf`, for those who look for one member or one type of it.
import { getOwn } from '../../internal/json.js'
import type { Schema, SchemaObject, SchemaSource } from '../schema.js'

/** How many schemas are looked into. */
const MAX_PARTS = 100

/** The schema and those that must hold with it, each once; the first hundred of them. `false` stands for a schema that takes nothing. */
export function partsOf(schema: Schema, source: SchemaSource): readonly (SchemaObject | false)[] {
  const parts = new Set<SchemaObject | false>()
  const pending: Schema[] = [schema]
  for (let part = pending.pop(); part !== undefined && parts.size < MAX_PARTS; part = pending.pop()) {
    if (part === true || parts.has(part)) continue
    parts.add(part)
    if (part === false) continue
    for (let i = Math.min(part.allOf?.length ?? 0, MAX_PARTS) - 1; i >= 0; i--)
      pending.push(part.allOf?.[i] as Schema)
    const target = part.$ref === undefined ? undefined : source.schema(part.$ref)
    if (target !== undefined) pending.push(target)
  }
  return [...parts]
}

/** The values that `const` or `enum` leave to a member of an object; `undefined` when neither speaks of it. */
export function memberValues(
  parts: readonly (SchemaObject | false)[],
  name: string,
  source: SchemaSource
): readonly unknown[] | undefined {
  for (const part of parts) {
    const member = part && part.properties && (getOwn(part.properties, name) as Schema | undefined)
    if (member === undefined || member === false) continue
    for (const one of partsOf(member, source)) {
      if (one && one.const !== undefined) return [one.const]
      if (one && one.enum) return one.enum
    }
  }
  return undefined
}
