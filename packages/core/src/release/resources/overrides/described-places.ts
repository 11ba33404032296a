// Whether what users name is described: members of entities and bodies, and parameters. What no description speaks of cannot be stale.
import { membersOf, schemaAt } from '../../../schema/members-of.js'
import type { Schema } from '../../../schema/schema.js'
import { mainContent } from '../evidence.js'
import type { ReleaseSource } from '../../release-source.js'
import type { Place } from '../inferred.js'
import type { Resource, SchemaPlace } from '../model.js'
import type { Scope } from './scope.js'

/** The schema that a place leads to; `undefined` where the description has no such operation, status or member. */
export function schemaOf(source: ReleaseSource, place: SchemaPlace): Schema | undefined {
  if (!keysOf(source).has(place.operation)) return undefined
  const operation = source.operation(place.operation)
  const content =
    place.direction === 'request'
      ? operation.requestBody?.content
      : Object.hasOwn(operation.responses, place.status ?? '')
        ? operation.responses[place.status ?? '']!.content
        : undefined
  return schemaAt(source, mainContent(content ?? [])?.schema, place.at)
}

const known = new WeakMap<ReleaseSource, ReadonlySet<string>>()

function keysOf(source: ReleaseSource): ReadonlySet<string> {
  let keys = known.get(source)
  if (!keys) known.set(source, (keys = new Set(source.index.operations.map(({ key }) => key))))
  return keys
}

/** The schema of one entity, where it is known. */
export function entitySchema(source: ReleaseSource | undefined, resource: Resource): Schema | undefined {
  return source && resource.schema && schemaOf(source, resource.schema.value)
}

/**
 * True unless the schema describes members and not this one; then that is said. A schema that describes no members, or does not say
 * what stands at some level, leaves everything possible.
 */
export function isDescribed(
  scope: Scope,
  schema: Schema | undefined,
  place: Place,
  path: readonly string[]
): boolean {
  const { source } = scope
  if (!source) return true
  let at = schema
  for (const [index, token] of place.entries()) {
    if (token !== '*') {
      const members = membersOf(source, at)
      if (members.size === 0) return true
      if (!members.has(token)) {
        const before = place.slice(0, index)
        const known = [...members.keys()].map((name) => [...before, name].join('.'))
        scope.stale(path, 'member', [...before, token].join('.'), known)
        return false
      }
    }
    at = schemaAt(source, at, [token])
    if (at === undefined) return true
  }
  return true
}
