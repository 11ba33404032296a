// OpenAPI's own schema keywords: `nullable` becomes the null type or a leniency, and a discriminator's mapping is completed.
import { isObject, setOwn } from '../internal/json.js'
import { parsePointer } from '../internal/json-pointer.js'
import { report } from './lower-context.js'
import type { LowerContext, SchemaDraft } from './lower-context.js'
import type { Schema, SchemaObject } from './schema.js'

/** Keywords that would still refuse null when `type` takes it. */
const COMPOSITES = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'const', 'if', 'dynamicRef']
const ANNOTATIONS = ['readOnly', 'writeOnly', 'default', 'examples', 'xml']

/**
 * `nullable: true` lets null through everything the schema says (OpenAPI 3.0). In 3.1 it is no keyword, though its authors mean it: null is
 * taken in requests and never sent.
 */
export function lowerNullable(
  raw: Record<string, unknown>,
  draft: SchemaDraft,
  context: LowerContext
): Schema {
  if (raw.nullable !== true) return draft
  if (context.options.dialect === 'openapi-3.1') {
    report(
      context,
      'schema-keyword-moved',
      '"nullable" is from OpenAPI 3.0; null is taken in requests, but never sent',
      'nullable',
      'add "null" to "type"'
    )
    draft.lenientNull = true
    return draft
  }
  if (COMPOSITES.some((keyword) => draft[keyword] !== undefined)) return orNull(draft)
  if (draft.type !== undefined) draft.type = [...new Set([draft.type as string | string[], 'null'].flat())]
  const values = draft.enum as unknown[] | undefined
  if (values && !values.includes(null)) draft.enum = [...values, null]
  return draft
}

function orNull(draft: SchemaDraft): SchemaObject {
  const inner: SchemaDraft = {}
  const outer: SchemaDraft = { anyOf: [inner, { type: 'null' }] }
  for (const keyword of Object.keys(draft)) {
    const target = ANNOTATIONS.includes(keyword) || keyword.startsWith('x-') ? outer : inner
    setOwn(target, keyword, draft[keyword])
  }
  return outer
}

/** Completes a discriminator (OpenAPI 3.0.4 and 3.1.1, 4.8.25): mapping values become keys, and the names of the alternatives are added. */
export function lowerDiscriminator(
  raw: Record<string, unknown>,
  draft: SchemaDraft,
  context: LowerContext
): void {
  if (!Object.hasOwn(raw, 'discriminator')) return
  const discriminator = raw.discriminator
  if (!isObject(discriminator) || typeof discriminator.propertyName !== 'string') {
    report(
      context,
      'schema-discriminator-invalid',
      'a discriminator needs a "propertyName"; it is left out',
      'discriminator'
    )
    return
  }
  const mapping: { [value: string]: string } = {}
  if (isObject(discriminator.mapping)) {
    for (const value of Object.keys(discriminator.mapping)) {
      const key = mappedKey(discriminator.mapping[value], context)
      if (key !== undefined) setOwn(mapping, value, key)
      else
        report(
          context,
          'schema-discriminator-invalid',
          `the mapping of "${value.slice(0, 100)}" leads nowhere`,
          'discriminator'
        )
    }
  }
  for (const branch of alternatives(draft)) {
    if (typeof branch === 'boolean' || branch.$ref === undefined) continue
    const name = parsePointer(branch.$ref.slice(branch.$ref.indexOf('#') + 1)).at(-1)
    if (name !== undefined && !Object.hasOwn(mapping, name)) setOwn(mapping, name, branch.$ref)
  }
  draft.discriminator = {
    propertyName: discriminator.propertyName,
    ...(Object.keys(mapping).length > 0 && { mapping })
  }
}

/** A mapping value is the name of a component or a reference. */
function mappedKey(target: unknown, context: LowerContext): string | undefined {
  if (typeof target !== 'string') return undefined
  const isName = /^[A-Za-z0-9._-]+$/.test(target)
  const named = isName ? context.options.resolveRef(`#/components/schemas/${target}`, '') : undefined
  return named ?? context.options.resolveRef(target, context.base)
}

function alternatives(draft: SchemaDraft): readonly Schema[] {
  return [...((draft.oneOf as Schema[] | undefined) ?? []), ...((draft.anyOf as Schema[] | undefined) ?? [])]
}
