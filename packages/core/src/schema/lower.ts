// Lowers a raw schema of any dialect into the intermediate form of `schema.ts`. Walks the given schema only: what a `$ref` leads to is
// lowered on its own, when it is asked for.
import { isObject, setOwn } from '../internal/json.js'
import { DIALECTS } from './dialects.js'
import { report } from './lower-context.js'
import type { LowerContext, LowererOptions, SchemaDraft } from './lower-context.js'
import { lowerDiscriminator, lowerNullable } from './lower-openapi.js'
import { KEYWORD_READERS } from './lower-keywords.js'
import { lowerLegacy } from './lower-legacy.js'
import { resolveUri } from './resolve-uri.js'
import type { Schema } from './schema.js'

/** Turns raw schemas into the intermediate form. Never throws; what cannot be used is reported and left out. */
export interface Lowerer {
  /** `pointer` is where the schema stands in its document: issues are placed below it. */
  lower(raw: unknown, pointer?: string, base?: string): Schema
}

const MAX_DEPTH = 1024

export function createLowerer(options: LowererOptions, validation = true): Lowerer {
  const rules = DIALECTS[options.dialect]
  return {
    lower: (raw, pointer = '', base = '') =>
      lowerSchema(raw, {
        options,
        rules,
        validation,
        base,
        parent: undefined,
        token: pointer,
        depth: 0,
        lower: lowerSchema
      })
  }
}

function lowerSchema(raw: unknown, context: LowerContext): Schema {
  if (typeof raw === 'boolean') return raw
  if (!isObject(raw)) {
    report(context, 'schema-invalid', 'a schema must be an object or a boolean')
    return true
  }
  if (context.depth > MAX_DEPTH) {
    report(context, 'schema-too-deep', `schemas are nested deeper than ${MAX_DEPTH} levels`)
    return true
  }
  const inner = enterResource(raw, context)
  const draft: SchemaDraft = {}
  const startsResource = inner.base !== context.base || context.parent === undefined
  const anchors = startsResource ? inner.options.dynamicAnchors?.(inner.base) : undefined
  if (anchors) draft.dynamicAnchors = anchors
  if (inner.rules.refAlone && typeof raw.$ref === 'string') {
    lowerReference(raw.$ref, draft, inner)
    return draft
  }
  for (const keyword of Object.keys(raw)) {
    if (keyword.startsWith('x-')) setOwn(draft, keyword, raw[keyword])
    else if (!inner.rules.unknown.has(keyword))
      KEYWORD_READERS.get(keyword)?.(raw[keyword], draft, inner, keyword)
  }
  if (typeof raw.$ref === 'string') lowerReference(raw.$ref, draft, inner)
  lowerDynamicReference(raw, draft, inner)
  lowerLegacy(raw, draft, inner)
  if (!inner.rules.openApi) return draft
  lowerDiscriminator(raw, draft, inner)
  return lowerNullable(raw, draft, inner)
}

function enterResource(raw: Record<string, unknown>, context: LowerContext): LowerContext {
  const named = typeof raw.$schema === 'string' ? context.options.dialectOf?.(raw.$schema) : undefined
  const rules = named ? DIALECTS[named.dialect] : context.rules
  const id = rules.id === undefined ? undefined : raw[rules.id]
  // The base of a top-level call is that of its resource already.
  const startsResource =
    typeof id === 'string' && !id.startsWith('#') && !(rules.refAlone && typeof raw.$ref === 'string')
  const base =
    startsResource && context.parent
      ? (resolveUri(id, context.base).split('#', 1)[0] as string)
      : context.base
  if (!startsResource || rules === context.rules)
    return base === context.base ? context : { ...context, base }
  return { ...context, base, rules, validation: named?.validation ?? context.validation }
}

function lowerReference(ref: string, draft: SchemaDraft, context: LowerContext): void {
  const key = context.options.resolveRef(ref, context.base)
  if (key === undefined)
    report(context, 'schema-ref-not-found', `"${ref.slice(0, 200)}" leads nowhere`, '$ref')
  else draft.$ref = key
}

function lowerDynamicReference(
  raw: Record<string, unknown>,
  draft: SchemaDraft,
  context: LowerContext
): void {
  for (const keyword of ['$dynamicRef', '$recursiveRef']) {
    const ref = raw[keyword]
    if (typeof ref !== 'string' || context.rules.unknown.has(keyword)) continue
    const target = context.options.resolveDynamicRef
      ? context.options.resolveDynamicRef(keyword === '$recursiveRef' ? '' : ref, context.base)
      : asStatic(context.options.resolveRef(ref, context.base))
    if (target) draft.dynamicRef = target
    else report(context, 'schema-ref-not-found', `"${ref.slice(0, 200)}" leads nowhere`, keyword)
  }
}

function asStatic(key: string | undefined): { ref: string } | undefined {
  return key === undefined ? undefined : { ref: key }
}
