// Whether what users name is described: members of entities and bodies, and parameters. What no description speaks of cannot be stale.
import { membersOf, schemaAt } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import type { ReleaseSource } from '../../release-source.js'
import { schemaOfPlace } from '../../schema-of-place.js'
import type { Place } from '../inferred.js'
import type { Resource } from '../model.js'
import type { OverrideContext } from './override-context.js'

/** The schema of one entity, where it is known. */
export function entitySchema(source: ReleaseSource | undefined, resource: Resource): Schema | undefined {
  return source && resource.schema && schemaOfPlace(source, resource.schema.value)
}

/**
 * True unless the schema describes members and not this one; then that is said. A schema that describes no members, or does not say
 * what stands at some level, leaves everything possible.
 */
export function isDescribed(
  context: OverrideContext,
  schema: Schema | undefined,
  place: Place,
  path: readonly string[]
): boolean {
  const { source } = context
  if (!source) return true
  let at = schema
  for (const [index, token] of place.entries()) {
    if (token !== '*') {
      const members = membersOf(source, at)
      if (members.size === 0) return true
      if (!members.has(token)) {
        const before = place.slice(0, index)
        const known = [...members.keys()].map((name) => [...before, name].join('.'))
        context.stale(path, 'member', [...before, token].join('.'), known)
        return false
      }
    }
    at = schemaAt(source, at, [token])
    if (at === undefined) return true
  }
  return true
}
