// A schema -> the little that text formats need to know of it: which types a place may hold, member by member, made as it is asked for.
import type { BodyHints } from '../../http/bodies/body-hints.js'
import type { CoerceHint, HintSource } from '../../http/hint.js'
import type { MediaType } from '../../release/release.js'
import type { Schema, SchemaObject, SchemaSource } from '../../schema/schema.js'
import { partsOf } from '../../schema/parts-of.js'

const hints = new WeakMap<SchemaObject, CoerceHint>()

/** The hint for a schema; `undefined` when the schema says nothing. References and compositions are looked through. */
export function hintOf(source: SchemaSource, schema: Schema | undefined): CoerceHint | undefined {
  if (typeof schema !== 'object') return undefined
  const known = hints.get(schema)
  if (known) return known
  const parts = partsOf(source, schema)
  const hint = combine(source, parts)
  hints.set(schema, hint)
  return hint
}

/** What a media type says about a body, for parsing and writing it. */
export function bodyHintsOf(source: SchemaSource, { schema, encoding }: MediaType): BodyHints {
  return {
    hint: () => hintOf(source, schema),
    ...(encoding ? { encoding: new Map(Object.entries(encoding)) } : {})
  }
}

function combine(source: SchemaSource, parts: readonly SchemaObject[]): CoerceHint {
  const types = new Set<string>()
  const properties = new Map<string, HintSource>()
  let additional: HintSource | undefined
  let items: HintSource | undefined
  const strings = new Set<string>()
  let anyString = false
  for (const part of parts) {
    const own = typesOf(part)
    for (const type of own) types.add(type)
    if (own.includes('string')) {
      const listed = 'const' in part ? [part.const] : part.enum
      if (listed) for (const value of listed) strings.add(String(value))
      else anyString = true
    }
    for (const [name, member] of Object.entries(part.properties ?? {})) {
      if (!properties.has(name)) properties.set(name, () => hintOf(source, member))
    }
    if (typeof part.additionalProperties === 'object') {
      const member = part.additionalProperties
      additional ??= () => hintOf(source, member)
    }
    const item = part.items ?? part.prefixItems?.[0]
    if (typeof item === 'object') items ??= () => hintOf(source, item)
  }
  return {
    types: [...types],
    ...(strings.size > 0 && !anyString ? { strings } : {}),
    ...(properties.size > 0 ? { properties } : {}),
    ...(additional ? { additional } : {}),
    ...(items ? { items } : {})
  }
}

function typesOf(schema: SchemaObject): string[] {
  if (schema.type !== undefined) return typeof schema.type === 'string' ? [schema.type] : [...schema.type]
  const values = 'const' in schema ? [schema.const] : (schema.enum ?? [])
  if (values.length > 0) return values.map(typeOf)
  if (schema.properties || schema.additionalProperties !== undefined || schema.required) return ['object']
  if (schema.items !== undefined || schema.prefixItems) return ['array']
  if (schema.pattern !== undefined || schema.minLength !== undefined || schema.maxLength !== undefined)
    return ['string']
  return []
}

function typeOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value
}
