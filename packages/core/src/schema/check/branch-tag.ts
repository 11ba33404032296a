// The member that tells the alternatives of a `oneOf` or `anyOf` apart: what `discriminator` names, or what all of them require with
// values of their own.
import { isObject } from '../../internal/json.js'
import type { Schema, SchemaObject, SchemaSource } from '../schema.js'
import { memberValues, partsOf } from './schema-parts.js'

export interface BranchTag {
  readonly name: string
  /** Which alternative each value of the member stands for. */
  readonly branches: ReadonlyMap<unknown, number>
  /** The values to choose from, in the order of the description. */
  readonly values: readonly unknown[]
}

type Parts = ReturnType<typeof partsOf>

interface Branch {
  readonly index: number
  readonly parts: Parts
}

/** The tag of alternatives; `undefined` when no member tells them apart. */
export function findBranchTag(
  branches: readonly Schema[],
  parent: SchemaObject,
  source: SchemaSource
): BranchTag | undefined {
  const objects = branches
    .map((branch, index) => ({ index, parts: partsOf(branch, source) }))
    .filter(({ parts }) => parts.every(takesObjects))
  const name = parent.discriminator?.propertyName
  if (name !== undefined) return declaredTag(name, objects, branches, parent, source)
  if (objects.length < 2) return undefined
  for (const candidate of requiredOf((objects[0] as Branch).parts)) {
    if (!objects.every(({ parts }) => requiredOf(parts).has(candidate))) continue
    const tag = constantTag(candidate, objects, source)
    if (tag) return tag
  }
  return undefined
}

/** A mapping may hold names besides the values that the alternatives ask for: what they ask for is what to tell. */
function declaredTag(
  name: string,
  objects: readonly Branch[],
  branches: readonly Schema[],
  parent: SchemaObject,
  source: SchemaSource
): BranchTag | undefined {
  const mapped = new Map<unknown, number>()
  for (const [value, key] of Object.entries(parent.discriminator?.mapping ?? {})) {
    const index = branches.findIndex((branch) => isObject(branch) && branch.$ref === key)
    if (index >= 0) mapped.set(value, index)
  }
  const constant = constantTag(name, objects, source)
  if (mapped.size === 0) return constant
  const known = new Map([...(constant?.branches ?? []), ...mapped])
  return { name, branches: known, values: constant?.values ?? [...mapped.keys()] }
}

function constantTag(name: string, objects: readonly Branch[], source: SchemaSource): BranchTag | undefined {
  const known = new Map<unknown, number>()
  for (const { index, parts } of objects) {
    const values = memberValues(parts, name, source)
    if (!values) return undefined
    for (const value of values) {
      if (known.has(value) || isObject(value) || Array.isArray(value)) return undefined
      known.set(value, index)
    }
  }
  return known.size === 0 ? undefined : { name, branches: known, values: [...known.keys()] }
}

function takesObjects(part: SchemaObject | false): boolean {
  return part !== false && (part.type === undefined || [part.type].flat().includes('object'))
}

function requiredOf(parts: Parts): ReadonlySet<string> {
  return new Set(parts.flatMap((part) => (part && part.required) || []))
}
