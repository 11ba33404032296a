// Which alternative of a failed `oneOf` or `anyOf` the author of a value meant, so that its findings can be given instead of a shrug.
import { getOwn, isObject } from '../../internal/json.js'
import type { Schema, SchemaObject, SchemaSource } from '../schema.js'
import { findBranchTag } from './branch-tag.js'
import type { BranchTag } from './branch-tag.js'
import { isOfType, printValues } from './check-scalars.js'
import type { Compiler } from './compiler.js'
import { equalJson } from '../../internal/equal-json.js'
import type { Check } from './run.js'
import { memberValues, partsOf } from './schema-parts.js'

/**
 * A closure that tells what is wrong with a value none of whose alternatives holds: that the member which tells them apart is missing or
 * unknown, what the alternative that was meant finds, or `message`.
 */
export function compileRefusal(
  schema: SchemaObject,
  keyword: 'anyOf' | 'oneOf',
  checks: readonly Check[],
  message: string,
  { source }: Compiler
): Check {
  const branches = schema[keyword] as readonly Schema[]
  let tag: BranchTag | null | undefined
  return (value, path, run) => {
    // Looked for when it is first needed: most values are valid.
    if (tag === undefined) tag = findBranchTag(branches, schema, source) ?? null
    let likely: number | undefined
    if (tag && isObject(value)) {
      const { name } = tag
      const chosen = getOwn(value, name)
      if (chosen === undefined)
        return run.fail(path, 'required', `must have the property "${name.slice(0, 150)}"`, name)
      likely = tag.branches.get(typeof chosen === 'bigint' ? Number(chosen) : chosen)
      if (likely === undefined)
        return run.fail(run.below(path, name), 'enum', `must be one of ${printValues(tag.values)}`)
    }
    likely ??= likelyBranch(value, branches, source)
    if (likely === undefined) return run.fail(path, keyword, message)
    return (checks[likely] as Check)(value, path, run, undefined)
  }
}

/** The index of the one branch that fits the value's type and its constant members; `undefined` when none or several do. */
function likelyBranch(value: unknown, branches: readonly Schema[], source: SchemaSource): number | undefined {
  let likely: number | undefined
  for (let i = 0; i < branches.length; i++) {
    if (!fits(value, branches[i] as Schema, source)) continue
    if (likely !== undefined) return undefined
    likely = i
  }
  return likely
}

function fits(value: unknown, branch: Schema, source: SchemaSource): boolean {
  return partsOf(branch, source).every((part) => {
    if (part === false) return false
    if (part.type !== undefined && ![part.type].flat().some((type) => isOfType(value, type))) return false
    return !isObject(value) || !part.properties || constantsFit(value, part, source)
  })
}

function constantsFit(value: Record<string, unknown>, part: SchemaObject, source: SchemaSource): boolean {
  return Object.keys(part.properties ?? {}).every((name) => {
    const item = getOwn(value, name)
    const only = item === undefined ? undefined : memberValues([part], name, source)
    return only?.length !== 1 || equalJson(only[0], item, true)
  })
}
