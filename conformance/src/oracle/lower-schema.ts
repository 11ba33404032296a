// A schema of OpenAPI 3.0 or 3.1 as JSON Schema 2020-12 for ajv, seen from a response: what is `writeOnly` is not required.
import { keywords30, keywords31, typeNames } from './keywords.js'
import { isRawObject, localPointer, member, valueAt, type RawObject } from './raw-document.js'

/** A schema that ajv takes. */
export type AjvSchema = boolean | { [keyword: string]: unknown }

/** What lowering needs to know about the document around the schema. */
export interface LoweringContext {
  readonly document: unknown
  /** True for OpenAPI 3.0. */
  readonly legacy: boolean
  /** Gives the key under which ajv will know the target of a `$ref`; `undefined` where it leads nowhere. */
  readonly refer: (reference: string) => string | undefined
  /** True inside a schema with an `$id` of its own: references, anchors and definitions are then left for ajv to resolve. */
  readonly embedded: boolean
}

const nothing: ReadonlySet<string> = new Set()
const resourceKeywords = ['$id', '$anchor', '$dynamicAnchor', '$dynamicRef']

/** Lowers a schema and everything inside it; targets of `$ref`s stay references. Anything that is no schema takes any value. */
export function lowerSchema(schema: unknown, context: LoweringContext, hidden = nothing): AjvSchema {
  if (typeof schema === 'boolean') return schema
  if (!isRawObject(schema)) return true
  const reference = member(schema, '$ref')
  const target = typeof reference === 'string' ? context.refer(reference) : undefined
  if (context.legacy && typeof reference === 'string') return target === undefined ? true : { $ref: target }

  const lowered: { [keyword: string]: unknown } = {}
  if (target !== undefined) lowered['$ref'] = target
  const notRequired = new Set([...hidden, ...writeOnlyNames(schema, context.document)])
  for (const [name, keyword] of context.legacy ? keywords30 : keywords31) {
    const value = member(schema, name)
    if (value === undefined || !keyword.usable(value)) continue
    if (keyword.kind === 'schema') lowered[name] = lowerSchema(value, context)
    else if (keyword.kind === 'schema-map') lowered[name] = lowerMap(value as RawObject, context)
    else if (keyword.kind === 'plain') lowered[name] = value
    else {
      const passed = name === 'prefixItems' ? nothing : notRequired
      lowered[name] = (value as unknown[]).map((part) => lowerSchema(part, context, passed))
    }
  }
  if (context.embedded) keepResource(schema, lowered, context)
  tidyTypes(lowered)
  if (Array.isArray(lowered['required'])) {
    const names = lowered['required'].filter((name) => typeof name === 'string' && !notRequired.has(name))
    lowered['required'] = [...new Set(names)]
  }
  if (!context.legacy) return lowered
  closeBound(lowered, 'minimum', 'exclusiveMinimum')
  closeBound(lowered, 'maximum', 'exclusiveMaximum')
  return member(schema, 'nullable') === true ? { anyOf: [lowered, { type: 'null' }] } : lowered
}

function lowerMap(map: RawObject, context: LoweringContext): object {
  return Object.fromEntries(Object.entries(map).map(([name, schema]) => [name, lowerSchema(schema, context)]))
}

function keepResource(
  schema: RawObject,
  lowered: { [keyword: string]: unknown },
  context: LoweringContext
): void {
  for (const name of resourceKeywords) {
    if (typeof member(schema, name) === 'string') lowered[name] = schema[name]
  }
  const definitions = member(schema, '$defs')
  if (isRawObject(definitions)) lowered['$defs'] = lowerMap(definitions, context)
}

function tidyTypes(lowered: { [keyword: string]: unknown }): void {
  if (lowered['type'] === undefined) return
  const types = [lowered['type']].flat().filter((type) => typeNames.has(type))
  if (types.length === 0) delete lowered['type']
  else lowered['type'] = types.length === 1 ? types[0] : [...new Set(types)]
}

function closeBound(lowered: { [keyword: string]: unknown }, bound: string, exclusive: string): void {
  const flag = lowered[exclusive]
  if (typeof flag !== 'boolean') return
  delete lowered[exclusive]
  if (!flag || lowered[bound] === undefined) return
  lowered[exclusive] = lowered[bound]
  delete lowered[bound]
}

/** Names of properties that are `writeOnly`, in this schema or in a part of its `allOf`, references followed. */
function writeOnlyNames(schema: RawObject, document: unknown, seen = new Set<RawObject>()): string[] {
  if (seen.has(schema) || seen.size > 100) return []
  seen.add(schema)
  const names: string[] = []
  const properties = member(schema, 'properties')
  if (isRawObject(properties)) {
    for (const [name, property] of Object.entries(properties)) {
      if (isRawObject(property) && isWriteOnly(property, document)) names.push(name)
    }
  }
  const parts = member(schema, 'allOf')
  if (!Array.isArray(parts)) return names
  return names.concat(
    parts.flatMap((part) => {
      const target = isRawObject(part) ? followSchema(part, document) : undefined
      return target === undefined ? [] : writeOnlyNames(target, document, seen)
    })
  )
}

function isWriteOnly(property: RawObject, document: unknown): boolean {
  if (member(property, 'writeOnly') === true) return true
  const target = followSchema(property, document)
  return target !== undefined && member(target, 'writeOnly') === true
}

function followSchema(schema: RawObject, document: unknown): RawObject | undefined {
  let target: unknown = schema
  for (let hop = 0; hop < 20; hop++) {
    const reference = member(target, '$ref')
    if (typeof reference !== 'string') return isRawObject(target) ? target : undefined
    const pointer = localPointer(reference)
    if (pointer === undefined) return undefined
    target = valueAt(document, pointer)
  }
  return undefined
}
