// Which alternative of a failed `oneOf` or `anyOf` the author of a value meant, so that its findings can be given instead of a shrug.
import { getOwn, isObject } from '../../internal/json.js'
import { followRefs } from '../follow-refs.js'
import type { Schema, SchemaObject, SchemaSource } from '../schema.js'
import { isOfType } from './check-scalars.js'
import { equalJson } from './equal-json.js'

/** How many `$ref`s and `allOf`s deep a branch is looked into. */
const MAX_HOPS = 6

/** The index of the one branch that fits the discriminator, or the value's type and its constant members; `undefined` when none or several do. */
export function likelyBranch(
  value: unknown,
  branches: readonly Schema[],
  parent: SchemaObject,
  source: SchemaSource
): number | undefined {
  const named = discriminated(value, branches, parent)
  if (named !== undefined) return named
  let likely: number | undefined
  for (let i = 0; i < branches.length; i++) {
    if (!fits(value, branches[i] as Schema, source, 0)) continue
    if (likely !== undefined) return undefined
    likely = i
  }
  return likely
}

function discriminated(
  value: unknown,
  branches: readonly Schema[],
  parent: SchemaObject
): number | undefined {
  const { propertyName, mapping } = parent.discriminator ?? {}
  if (propertyName === undefined || !mapping || !isObject(value)) return undefined
  const name = getOwn(value, propertyName)
  const key = typeof name === 'string' ? getOwn(mapping, name) : undefined
  const index = branches.findIndex(
    (branch) => typeof branch !== 'boolean' && key !== undefined && branch.$ref === key
  )
  return index < 0 ? undefined : index
}

function fits(value: unknown, branch: Schema, source: SchemaSource, hops: number): boolean {
  const { schema } = followRefs(branch, source)
  if (typeof schema === 'boolean') return schema
  if (hops > MAX_HOPS) return true
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOfType(value, type))) return false
  if (isObject(value) && schema.properties && !constantsFit(value, schema.properties, source)) return false
  const parts = [...(schema.allOf ?? []), ...(schema.$ref === undefined ? [] : [{ $ref: schema.$ref }])]
  return parts.every((part) => fits(value, part, source, hops + 1))
}

function constantsFit(
  value: Record<string, unknown>,
  properties: { readonly [name: string]: Schema },
  source: SchemaSource
): boolean {
  return Object.keys(properties).every((name) => {
    const { schema } = followRefs(properties[name] as Schema, source)
    if (typeof schema === 'boolean') return true
    const only =
      schema.const !== undefined ? [schema.const] : schema.enum?.length === 1 ? schema.enum : undefined
    const item = getOwn(value, name)
    return !only || item === undefined || equalJson(only[0], item)
  })
}
