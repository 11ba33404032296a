// What a user says about one resource, over what was inferred of it.
import type { Resource } from '../model.js'
import { entitySchema, isDescribed } from './described-places.js'
import { keepEqual } from './keep-equal.js'
import { overrideParents, overrideReferences, overrideTimestamps } from './override-links.js'
import { overrideState, overrideTombstone } from './override-stages.js'
import type { ResourceOverride } from './overrides.js'
import type { Names, ResourceDraft, ResourceScope } from './resource-draft.js'
import type { Scope } from './scope.js'
import { parsePlace, parseShape } from './written-forms.js'

/** Gives the resource as the user says it is. What cannot be carried out is left as it was, and reported. */
export function overrideResource(
  resource: Resource,
  override: ResourceOverride,
  names: Names,
  scope: Scope
): Resource {
  const next: ResourceDraft = { ...resource }
  if (override.schema) overrideSchema(next, override.schema, names, scope)
  const schema = entitySchema(scope.source, next)
  const inner: ResourceScope = {
    ...scope,
    names,
    isMember: (place, path) => isDescribed(scope, schema, parsePlace(place), path)
  }
  overrideNature(next, override, scope)
  overrideIdentity(next, override, inner)
  if (override.state !== undefined) overrideState(next, override.state, inner)
  if (override.tombstone !== undefined) overrideTombstone(next, override.tombstone, inner)
  if (override.version !== undefined) overrideVersion(next, override.version, inner)
  if (override.timestamps)
    next.timestamps = overrideTimestamps(next.timestamps, override.timestamps, schema, inner)
  if (override.references) next.references = overrideReferences(next.references, override.references, inner)
  if (override.parents) next.parents = overrideParents(next.parents, override.parents, inner)
  return keepEqual(resource, next)
}

function overrideSchema(
  next: ResourceDraft,
  { operation, status, at }: NonNullable<ResourceOverride['schema']>,
  { operations }: Names,
  scope: Scope
): void {
  const found = operations.get(operation)
  if (!found) {
    scope.stale(['schema', 'operation'], 'operation', operation, operations.keys())
    return
  }
  const { key } = found
  const place = parsePlace(at ?? [])
  if (status === undefined) {
    next.schema = scope.set({ operation: key, direction: 'request', at: place })
    return
  }
  const statuses = scope.source && Object.keys(scope.source.operation(key).responses)
  if (statuses && !statuses.includes(status)) scope.stale(['schema', 'status'], 'response', status, statuses)
  else next.schema = scope.set({ operation: key, direction: 'response', status, at: place })
}

function overrideNature(
  next: ResourceDraft,
  { kind, creatable, onDelete, strict, known }: ResourceOverride,
  scope: Scope
): void {
  if (kind !== undefined) next.kind = scope.set(kind)
  if (creatable !== undefined) next.creatable = scope.set(creatable)
  if (onDelete !== undefined) next.onDelete = scope.set(onDelete)
  if (strict === true) next.strict = true
  if (strict === false) delete next.strict
  if (known !== undefined) next.known = known
}

function overrideIdentity(
  next: ResourceDraft,
  { id, alternates, shape, chosenByClient }: ResourceOverride,
  scope: ResourceScope
): void {
  const written = shape === undefined ? undefined : parseShape(shape)
  const at = id !== undefined && scope.isMember(id, ['id']) ? parsePlace(id) : undefined
  const others = alternates?.filter((place, index) => scope.isMember(place, ['alternates', String(index)]))
  if (!written && !at && !others && chosenByClient === undefined) return
  const identity = next.id ?? {
    at: undefined,
    alternates: [],
    shape: scope.derived({ kind: 'schema' as const }, 'as its schema generates it'),
    chosenByClient: scope.derived(false, 'no request is known to hold it')
  }
  next.id = {
    at: at ? scope.set(at) : identity.at,
    alternates: others?.map((place) => scope.set(parsePlace(place))) ?? identity.alternates,
    shape: written ? scope.set(written) : identity.shape,
    chosenByClient: chosenByClient === undefined ? identity.chosenByClient : scope.set(chosenByClient)
  }
}

function overrideVersion(
  next: ResourceDraft,
  said: NonNullable<ResourceOverride['version']>,
  scope: ResourceScope
): void {
  if (said === false) delete next.version
  else if (scope.isMember(said.at, ['version', 'at']))
    next.version = scope.set({ at: parsePlace(said.at), kind: said.kind ?? 'number' })
}
