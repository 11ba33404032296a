// The schemas of a description seen from a request. The judge's schemas are seen from a response, where `writeOnly` members
// may be missing; with the two keywords exchanged they serve for requests.
import { isRawObject } from '../oracle/raw-document.js'
import { createSchemaSet, type SchemaSet } from '../oracle/schema-set.js'

/** Validators for what a client sends. */
export function createRequestSchemas(document: unknown): SchemaSet {
  return createSchemaSet(exchanged(document, new Map(), false))
}

function exchanged(value: unknown, known: Map<unknown, unknown>, names: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value
  const before = known.get(value)
  if (before !== undefined) return before
  if (Array.isArray(value)) {
    const copy: unknown[] = []
    known.set(value, copy)
    for (const item of value) copy.push(exchanged(item, known, false))
    return copy
  }
  const copy: { [name: string]: unknown } = {}
  known.set(value, copy)
  for (const [name, child] of Object.entries(value)) {
    const renamed = names
      ? name
      : name === 'readOnly'
        ? 'writeOnly'
        : name === 'writeOnly'
          ? 'readOnly'
          : name
    const data = !names && /^(?:examples?|enum|const|default)$/.test(name)
    const holdsNames = !names && name === 'properties' && isRawObject(child)
    define(copy, renamed, data ? child : exchanged(child, known, holdsNames))
  }
  return copy
}

function define(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true })
}
