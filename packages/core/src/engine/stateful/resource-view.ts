// A resource of the model made ready for use: its schemas resolved, its operations at hand. Made once for each resource, on first use.
import { normaliseName } from '../../internal/normalise-name.js'
import { onFirstUse } from '../../internal/memoise.js'
import { hashText } from '../../internal/random.js'
import { bodySchema } from '../../release/schema-of-media.js'
import { schemaOfPlace } from '../../release/schema-of-place.js'
import type { ReleaseSource } from '../../release/release-source.js'
import type { Binding, Resource, ResourceModel } from '../../release/resources/model.js'
import { allComponentsIn, componentOf, membersOf, schemaAt } from '../../schema/members-of.js'
import type { Schema } from '../../schema/schema.js'
import { scopeKeys, shownKeys, type Entity } from './entity.js'
import { factAt, idText } from './facts.js'
import { shapeOf } from './bodies/shape.js'

/** A resource in use. */
export interface ResourceView {
  readonly resource: Resource
  /** The schema of one entity; `undefined` where no response describes one. */
  readonly schema: Schema | undefined
  /** Normalised names of the members that a client may send; empty when nothing is said. */
  readonly writable: ReadonlySet<string>
  /** Normalised names of the members that are the server's: clients that send them are not heard. */
  readonly servers: ReadonlySet<string>
  /** Members at the top of a new thing that are set once all others are known: its id, state, version and timestamps. */
  readonly setLater: ReadonlySet<string>
  /** Seeds what is made up for this resource; the sandbox's seed comes on top. */
  readonly hash: number
  /** Index keys: the id, and the other members that name one thing. */
  readonly idKeys: (entity: Entity) => readonly string[]
  /** Index keys: the parents below which lists show it. */
  readonly scopeKeys: (entity: Entity) => readonly string[]
  /** Index keys: the parents below which lists show it that show what was deleted. */
  readonly shownKeys: (entity: Entity) => readonly string[]
  /** All parents on paths and in members. */
  readonly parents: ReadonlySet<string>
  /** Parents on the paths by which one thing is reached. */
  readonly itemParents: ReadonlySet<string>
  /** Resources that stand below this one. */
  readonly children: readonly string[]
  /** Whether a list and no create leave it to the sandbox to have some. */
  readonly standing: boolean
}

/** What a sandbox in stateful mode knows of its API. */
export interface Understanding {
  readonly model: ResourceModel
  binding(operation: string): Binding | undefined
  view(resource: string): ResourceView
  /** Whether a POST makes one, so that a PUT need not. */
  isCreatedByPost(resource: string): boolean
  /** The operations that read one thing by its path, those below just these parents first. */
  readsOf(resource: string, parents: readonly string[]): readonly Binding[]
  /** The resources whose things have this schema. */
  resourcesOf(schema: Schema): readonly string[]
}

/** Opens a model. */
export function understand(source: ReleaseSource, model: ResourceModel): Understanding {
  const byResource = new Map<string, Binding[]>()
  for (const binding of Object.values(model.bindings)) {
    const name = binding.resource?.value
    if (name === undefined) continue
    const list = byResource.get(name)
    if (list) list.push(binding)
    else byResource.set(name, [binding])
  }
  let byComponent: Map<string, string[]> | undefined
  const view = onFirstUse((name) =>
    createView(source, model, model.resources[name]!, byResource.get(name) ?? [])
  )
  return {
    model,
    view,
    resourcesOf(schema) {
      const component = componentOf(schema)
      if (component === undefined) return []
      byComponent ??= componentsOf(source, model, view)
      // Descriptions of 3.0 have no other way to say "or null" than a second schema.
      return (
        byComponent.get(component) ?? byComponent.get(component.replace(/(^|\/)nullable[-_.]?/i, '$1')) ?? []
      )
    },
    isCreatedByPost: (resource) =>
      (byResource.get(resource) ?? []).some(({ does }) => does.value === 'create'),
    readsOf(resource, parents) {
      const reads = (byResource.get(resource) ?? []).filter(
        ({ does, key }) => does.value === 'read' && key?.value.in === 'path'
      )
      const fits = ({ within }: Binding): boolean =>
        within.length === parents.length && within.every((step, index) => step.resource === parents[index])
      return [...reads.filter(fits), ...reads.filter((read) => !fits(read))]
    },
    binding: (operation) => (Object.hasOwn(model.bindings, operation) ? model.bindings[operation] : undefined)
  }
}

function componentsOf(
  source: ReleaseSource,
  model: ResourceModel,
  view: (name: string) => ResourceView
): Map<string, string[]> {
  const components = new Map<string, string[]>()
  for (const name of Object.keys(model.resources)) {
    for (const component of allComponentsIn(source, view(name).schema)) {
      const names = components.get(component)
      if (names) names.push(name)
      else components.set(component, [name])
    }
  }
  return components
}

function createView(
  source: ReleaseSource,
  model: ResourceModel,
  resource: Resource,
  bindings: readonly Binding[]
): ResourceView {
  const alternates = resource.id?.alternates ?? []
  const writable = new Set<string>()
  for (const { does, input, operation } of bindings) {
    if (!input || input.value.in !== 'body' || does.value === 'action') continue
    const at = input.value.many ? [...input.value.at, '*'] : input.value.at
    const schema = schemaAt(source, bodySchema(source.operation(operation).requestBody?.content), at)
    for (const name of membersOf(source, schema).keys()) writable.add(normaliseName(name))
  }
  const does = new Set(bindings.map((binding) => binding.does.value))
  const schema = resource.schema && living(source, schemaOfPlace(source, resource.schema.value), resource)
  const paths = pathsOf(bindings)
  return {
    resource,
    schema,
    writable,
    servers: serversOf(source, resource, schema, writable),
    setLater: setLaterIn(resource),
    hash: hashText(resource.name),
    idKeys(entity) {
      const keys = [`=${entity.id}`, ...(entity.formerIds ?? []).map((id) => `~${id}`)]
      for (const { value } of alternates) {
        const text = idText(factAt(entity.facts, value))
        if (text !== undefined && text !== entity.id) keys.push(`~${text}`)
      }
      return keys
    },
    scopeKeys: (entity) => scopeKeys(entity, paths),
    shownKeys: (entity) => shownKeys(entity, paths),
    parents: new Set([
      ...resource.parents.map((parent) => parent.resource),
      ...bindings.flatMap(({ within }) => within.map((step) => step.resource))
    ]),
    itemParents: new Set(
      bindings
        .filter(({ key }) => key !== undefined)
        .flatMap(({ within }) => within.map((step) => step.resource))
    ),
    children: Object.values(model.resources)
      .filter(({ parents }) => parents.some((parent) => parent.resource === resource.name))
      .map(({ name }) => name),
    standing: resource.kind.value === 'collection' && !resource.creatable.value && does.has('list')
  }
}

/** The parents that paths name together, each set of them once. */
function pathsOf(bindings: readonly Binding[]): readonly (readonly string[])[] {
  const paths = new Map<string, readonly string[]>()
  for (const { within } of bindings) {
    const named = within.filter(({ parameter }) => parameter !== undefined).map(({ resource }) => resource)
    const path = [...new Set(named)].toSorted((a, b) => (a < b ? -1 : 1))
    if (path.length > 1) paths.set(JSON.stringify(path), path)
  }
  return [...paths.values()]
}

function setLaterIn({ id, state, version, timestamps }: Resource): ReadonlySet<string> {
  const stamps = timestamps.filter(({ value }) => value !== 'deleted')
  const places = [id?.at?.value, state?.at, version?.value.at, ...stamps.map(({ at }) => at)]
  return new Set(places.flatMap((place) => (place?.length === 1 ? place : [])))
}

/**
 * The members that no request speaks of and the thing's own schema marks `readOnly`, or that tell of what a server keeps: other names, the
 * state, the version, the time of its making. Where requests may hold anything, only the marked ones.
 */
function serversOf(
  source: ReleaseSource,
  { id, state, version, timestamps }: Resource,
  schema: Schema | undefined,
  writable: ReadonlySet<string>
): ReadonlySet<string> {
  const marked =
    schema === undefined
      ? []
      : shapeOf(source, schema).members.flatMap(({ readOnly, name }) => (readOnly ? [[name]] : []))
  const kept = [
    ...(id?.alternates ?? []).map(({ value }) => value),
    ...(state ? [state.at] : []),
    ...(version ? [version.value.at] : []),
    ...timestamps.map(({ at }) => at)
  ]
  const places = writable.size === 0 ? marked : [...marked, ...kept]
  const names = places.flatMap(([name, ...deeper]) =>
    name === undefined || deeper.length > 0 ? [] : [normaliseName(name)]
  )
  return new Set(names.filter((name) => !writable.has(name)))
}

/** Of a choice between the thing and what is left of a deleted one: the thing. */
function living(
  source: ReleaseSource,
  schema: Schema | undefined,
  { tombstone }: Resource
): Schema | undefined {
  if (schema === undefined || tombstone?.value.kind !== 'flag') return schema
  const { members, branches } = shapeOf(source, schema)
  if (members.length > 0) return schema
  const flag = tombstone.value.at[0]
  const alive = branches.filter(
    (branch) => !shapeOf(source, branch).members.some(({ name, required }) => required && name === flag)
  )
  return alive.length === 1 ? alive[0] : schema
}
