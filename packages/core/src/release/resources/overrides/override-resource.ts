// What a user says about one resource, over what was inferred of it.
import type { Resource } from '../model.js'
import { entitySchema, isDescribed } from './described-places.js'
import { keepEqual } from './keep-equal.js'
import { overrideCounts, overrideDerived } from './override-followers.js'
import { overrideParents, overrideReferences, overrideTimestamps } from './override-links.js'
import { overrideState, overrideTombstone } from './override-stages.js'
import type { ResourceOverride } from './overrides.js'
import type { Names, ResourceDraft, ResourceContext } from './resource-draft.js'
import type { OverrideContext } from './override-context.js'
import { parsePlace, parseShape } from './written-forms.js'

/** Gives the resource as the user says it is. What cannot be carried out is left as it was, and reported. */
export function overrideResource(
  resource: Resource,
  override: ResourceOverride,
  names: Names,
  context: OverrideContext
): Resource {
  const next: ResourceDraft = { ...resource }
  if (override.schema) overrideSchema(next, override.schema, names, context)
  const schema = entitySchema(context.source, next)
  const inner: ResourceContext = {
    ...context,
    names,
    isMember: (place, path) => isDescribed(context, schema, parsePlace(place), path)
  }
  overrideNature(next, override, context)
  overrideIdentity(next, override, inner)
  if (override.state !== undefined) overrideState(next, override.state, inner)
  if (override.tombstone !== undefined) overrideTombstone(next, override.tombstone, inner)
  if (override.version !== undefined) overrideVersion(next, override.version, inner)
  if (override.timestamps)
    next.timestamps = overrideTimestamps(next.timestamps, override.timestamps, schema, inner)
  if (override.derived) overrideTemplates(next, override.derived, inner)
  if (override.counts) {
    const counts = overrideCounts(next.counts ?? [], override.counts, inner)
    if (counts.length > 0) next.counts = counts
    else delete next.counts
  }
  if (override.references) next.references = overrideReferences(next.references, override.references, inner)
  if (override.parents) next.parents = overrideParents(next.parents, override.parents, inner)
  return keepEqual(resource, next)
}

function overrideTemplates(
  next: ResourceDraft,
  said: NonNullable<ResourceOverride['derived']>,
  context: ResourceContext
): void {
  const derived = overrideDerived(next.derived, said, context)
  if (derived) next.derived = derived
  else delete next.derived
}

function overrideSchema(
  next: ResourceDraft,
  { operation, status, at }: NonNullable<ResourceOverride['schema']>,
  { operations }: Names,
  context: OverrideContext
): void {
  const found = operations.get(operation)
  if (!found) {
    context.stale(['schema', 'operation'], 'operation', operation, operations.keys())
    return
  }
  const { key } = found
  const place = parsePlace(at ?? [])
  if (status === undefined) {
    next.schema = context.set({ operation: key, direction: 'request', at: place })
    return
  }
  const statuses = context.source && Object.keys(context.source.operation(key).responses)
  if (statuses && !statuses.includes(status))
    context.stale(['schema', 'status'], 'response', status, statuses)
  else next.schema = context.set({ operation: key, direction: 'response', status, at: place })
}

function overrideNature(
  next: ResourceDraft,
  { kind, creatable, onDelete, strict, known }: ResourceOverride,
  context: OverrideContext
): void {
  if (kind !== undefined) next.kind = context.set(kind)
  if (creatable !== undefined) next.creatable = context.set(creatable)
  if (onDelete !== undefined) next.onDelete = context.set(onDelete)
  if (strict === true) next.strict = true
  if (strict === false) delete next.strict
  if (known !== undefined) next.known = known
}

function overrideIdentity(
  next: ResourceDraft,
  { id, alternates, shape, chosenByClient }: ResourceOverride,
  context: ResourceContext
): void {
  const written = shape === undefined ? undefined : parseShape(shape)
  const at = id !== undefined && context.isMember(id, ['id']) ? parsePlace(id) : undefined
  const others = alternates?.filter((place, index) => context.isMember(place, ['alternates', String(index)]))
  if (!written && !at && !others && chosenByClient === undefined) return
  const identity = next.id ?? {
    at: undefined,
    alternates: [],
    shape: context.derived({ kind: 'schema' as const }, 'as its schema generates it'),
    chosenByClient: context.derived(false, 'no request is known to hold it')
  }
  next.id = {
    ...identity,
    at: at ? context.set(at) : identity.at,
    alternates: others?.map((place) => context.set(parsePlace(place))) ?? identity.alternates,
    shape: written ? context.set(written) : identity.shape,
    chosenByClient: chosenByClient === undefined ? identity.chosenByClient : context.set(chosenByClient)
  }
}

function overrideVersion(
  next: ResourceDraft,
  said: NonNullable<ResourceOverride['version']>,
  context: ResourceContext
): void {
  if (said === false) delete next.version
  else if (context.isMember(said.at, ['version', 'at']))
    next.version = context.set({ at: parsePlace(said.at), kind: said.kind ?? 'number' })
}
