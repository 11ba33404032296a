// What ajv cannot judge: it leads `$dynamicRef` to anchors at the root of a schema resource only, not to those in its `$defs`.
import { isRawObject, member } from './raw-document.js'

/** Whether a schema, or anything it refers to by `resolve`, has a dynamic anchor below the root of its resource. */
export function hasDeepDynamicAnchor(
  schema: unknown,
  resolve: (reference: string) => unknown,
  seen = new Set<unknown>()
): boolean {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return false
  seen.add(schema)
  if (
    isRawObject(schema) &&
    member(schema, '$dynamicAnchor') !== undefined &&
    member(schema, '$id') === undefined
  )
    return true
  const reference = member(schema, '$ref')
  if (typeof reference === 'string' && hasDeepDynamicAnchor(resolve(reference), resolve, seen)) return true
  return Object.values(schema).some((child) => hasDeepDynamicAnchor(child, resolve, seen))
}
