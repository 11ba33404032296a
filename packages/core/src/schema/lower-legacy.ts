// Keywords of earlier drafts, put in terms of 2020-12: boolean `exclusiveMinimum`, `additionalItems`, `dependencies`.
import { isObject, setOwn } from '../internal/json.js'
import { lowerBelow, report } from './lower-context.js'
import type { LowerContext, SchemaDraft } from './lower-context.js'

/** Amends the draft of a schema by what its older keywords say. */
export function lowerLegacy(raw: Record<string, unknown>, draft: SchemaDraft, context: LowerContext): void {
  if (context.rules.booleanExclusive) {
    exclude(raw, draft, 'exclusiveMinimum', 'minimum')
    exclude(raw, draft, 'exclusiveMaximum', 'maximum')
  }
  if (context.rules.arrayItems && Array.isArray(raw.items) && Object.hasOwn(raw, 'additionalItems')) {
    draft.items = lowerBelow(raw.additionalItems, context, 'additionalItems')
  }
  if (context.rules.dependencies && Object.hasOwn(raw, 'dependencies'))
    lowerDependencies(raw.dependencies, draft, context)
}

function exclude(raw: Record<string, unknown>, draft: SchemaDraft, exclusive: string, limit: string): void {
  if (raw[exclusive] !== true || typeof draft[limit] !== 'number') return
  draft[exclusive] = draft[limit]
  delete draft[limit]
}

function lowerDependencies(value: unknown, draft: SchemaDraft, context: LowerContext): void {
  if (!isObject(value)) {
    report(
      context,
      'schema-keyword-invalid',
      '"dependencies" must be an object; it is left out',
      'dependencies'
    )
    return
  }
  const required: SchemaDraft = { ...(draft.dependentRequired as SchemaDraft | undefined) }
  const schemas: SchemaDraft = { ...(draft.dependentSchemas as SchemaDraft | undefined) }
  for (const name of Object.keys(value)) {
    const dependency = value[name]
    if (Array.isArray(dependency))
      setOwn(
        required,
        name,
        dependency.filter((item) => typeof item === 'string')
      )
    else setOwn(schemas, name, lowerBelow(dependency, context, 'dependencies', name))
  }
  if (Object.keys(required).length > 0) draft.dependentRequired = required
  if (Object.keys(schemas).length > 0) draft.dependentSchemas = schemas
}
