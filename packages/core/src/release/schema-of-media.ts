// The schema of a body for those who look for meaning: the declared one, or where that says nothing, one read off the example beside it.
import { isJson, parseMediaType } from '../http/media-type.js'
import { isObject, setOwn } from '../internal/json.js'
import type { Schema, SchemaObject } from '../schema/schema.js'
import type { MediaType } from './release.js'

const known = new WeakMap<MediaType, Schema | undefined>()
const deepest = 6
const widest = 200

/** The media type of a `content` that is read for meaning: the first that is JSON, else the first. */
export function mainMedia(content: readonly MediaType[] = []): MediaType | undefined {
  const isOfJson = ({ type }: MediaType): boolean => {
    const parsed = parseMediaType(type)
    return parsed !== undefined && isJson(parsed)
  }
  return content.find(isOfJson) ?? content[0]
}

/** What a body looks like, by its main media type (see `mainMedia`); `undefined` where nothing says it. */
export function bodySchema(content: readonly MediaType[] | undefined): Schema | undefined {
  return schemaOfMedia(mainMedia(content))
}

/** What a body of the media type looks like. Where there is no schema, or only a type, the first example that is an object or array says it. */
export function schemaOfMedia(media: MediaType | undefined): Schema | undefined {
  if (media === undefined || !saysNothing(media.schema)) return media?.schema
  if (!known.has(media)) known.set(media, schemaOfExamples(media) ?? media.schema)
  return known.get(media)
}

function saysNothing(schema: Schema | undefined): boolean {
  if (typeof schema !== 'object') return schema !== false
  return Object.entries(schema).every(
    ([keyword, value]) =>
      keyword === 'examples' ||
      (keyword === 'type' && (value === 'object' || value === 'array')) ||
      (keyword === 'items' && saysNothing(value as Schema))
  )
}

function schemaOfExamples({ schema, examples }: MediaType): Schema | undefined {
  const own = typeof schema === 'object' ? (schema.examples ?? []) : []
  const example = [...Object.values(examples ?? {}), ...own].find(
    (one) => typeof one === 'object' && one !== null
  )
  return example === undefined ? undefined : shapeOf(example, 0)
}

/** A schema that the value fits, and others like it. */
function shapeOf(value: unknown, depth: number): SchemaObject {
  if (depth > deepest || value === null || value === undefined) return {}
  if (Array.isArray(value))
    return { type: 'array', ...(value.length > 0 ? { items: shapeOf(value[0], depth + 1) } : {}) }
  if (isObject(value)) {
    const properties: Record<string, Schema> = {}
    for (const name of Object.keys(value).slice(0, widest))
      setOwn(properties, name, shapeOf(value[name], depth + 1))
    return { type: 'object', properties, additionalProperties: true }
  }
  if (typeof value === 'string')
    return { type: 'string', examples: [value], ...(instant.test(value) ? { format: 'date-time' } : {}) }
  if (typeof value === 'boolean') return { type: 'boolean', examples: [value] }
  const isWhole = typeof value === 'bigint' || Number.isInteger(value)
  return { type: isWhole ? 'integer' : 'number', examples: [value] }
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
