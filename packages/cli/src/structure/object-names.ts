// What the OpenAPI schemas call their objects, and which members these have.
import { parsePointer, valueAt } from '../json-pointer.js'
import type { JsonSchema } from './openapi-schemas.js'

/** Every schema below the root to the name of the object that it is about, such as `Path Item Object`. */
export function nameObjects(root: JsonSchema): ReadonlyMap<unknown, string> {
  const names = new Map<unknown, string>()
  const visit = (node: unknown, name: string): void => {
    if (typeof node !== 'object' || node === null || names.has(node)) return
    names.set(node, name)
    for (const [key, member] of Object.entries(node)) {
      const isList = (key === '$defs' || key === 'definitions') && !names.has(member)
      if (!isList) visit(member, name)
      else
        for (const [id, definition] of Object.entries(member as object))
          visit(definition, objectName(id, name))
    }
  }
  visit(root, 'OpenAPI Object')
  return names
}

/** `path-item` and `PathItem` -> `Path Item Object`; what only serves a part of an object has the name of the whole. */
function objectName(id: string, outer: string): string {
  const irregular = irregularNames.get(id)
  if (irregular !== undefined) return `${irregular} Object`
  if (/^(?:type|styles)-/.test(id)) return outer
  const words = id.split(/-|(?<=[a-z])(?=[A-Z])/).map((word) => word.charAt(0).toUpperCase() + word.slice(1))
  return `${words.join(' ')} Object`
}

const irregularNames = new Map([
  ['schema-object', 'Schema'],
  ['callbacks', 'Callback'],
  ['SchemaXORContent', 'Parameter or Header'],
  ['ExampleXORExamples', 'Media Type, Parameter or Header'],
  ['oauth-flows', 'OAuth Flows'],
  ['implicit', 'OAuth Flow'],
  ['password', 'OAuth Flow'],
  ['client-credentials', 'OAuth Flow'],
  ['authorization-code', 'OAuth Flow']
])

/** The members that a schema names, also where only a condition or a definition of it does. */
export function memberNames(schema: JsonSchema, root: JsonSchema): Set<string> {
  const names = new Set<string>()
  const seen = new Set<unknown>()
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null || seen.has(node)) return
    seen.add(node)
    const { properties, $ref, allOf, then, else: otherwise, dependentSchemas } = node as JsonSchema
    for (const name of Object.keys(properties ?? {})) names.add(name)
    const target = typeof $ref === 'string' ? valueAt(root, parsePointer($ref)) : undefined
    const parts = [
      target,
      then,
      otherwise,
      ...Object.values(allOf ?? {}),
      ...Object.values(dependentSchemas ?? {})
    ]
    for (const part of parts) visit(part)
  }
  visit(schema)
  return names
}
