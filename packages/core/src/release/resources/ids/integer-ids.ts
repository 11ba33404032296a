// Where a description takes the ids of a kind of thing for integers, though the thing itself shows them as texts: `"id": "17"`, and
// `/dashboards/{id}/gadgets` with an integer. Evidence for `infer-id-shape.ts`.
import { schemaAt, typesOf } from '../../../schema/members-of.js'
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import type { Group } from '../groups/group.js'
import type { Place } from '../inferred.js'
import { shapeKey } from '../operations/path-shape.js'
import type { Site } from '../operations/sites.js'

/** Node key -> the first integer parameter that stands after it, with its operation: `{dashboardId} of GET /dashboards/{dashboardId}/gadgets`. */
export function integersAfter(source: SchemaSource, sites: readonly Site[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { key, tokens, operation } of sites)
    for (const [index, token] of tokens.entries()) {
      if (token.kind !== 'parameter') continue
      const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === token.name)
      if (!isInteger(source, parameter?.schema)) continue
      const node = shapeKey(tokens.slice(0, index))
      if (!found.has(node)) found.set(node, `{${token.name}} of ${key}`)
    }
  return found
}

/** What takes or shows the ids of a group as integers, in words; `undefined` where nothing does. */
export function integerIdsOf(
  source: SchemaSource,
  { claims, containers }: Group,
  at: Place | undefined,
  integers: ReadonlyMap<string, string>
): string | undefined {
  for (const { key } of containers) {
    const parameter = integers.get(key)
    if (parameter !== undefined) return parameter
  }
  if (at === undefined) return undefined
  const made = claims.find(
    ({ site, does }) =>
      does.value === 'create' && site.entity && isInteger(source, schemaAt(source, site.entity.schema, at))
  )
  return made && `\`${at.join('.')}\` in the answer of ${made.site.key}`
}

function isInteger(source: SchemaSource, schema: Schema | undefined): boolean {
  const types = typesOf(source, schema)
  return types.has('integer') && !types.has('string')
}
