// Inferred model + what users say -> the model that counts. Whatever a user says wins, and says so in its reason.
import { getOwn, setOwn } from '../../../internal/json.js'
import { joinPointer } from '../../../internal/json-pointer.js'
import { sortKeys } from '../../../internal/sort-keys.js'
import type { Issue } from '../../../spec/issue.js'
import type { OperationSummary } from '../../release.js'
import type { ReleaseSource } from '../../release-source.js'
import type { Binding, Resource, ResourceModel } from '../model.js'
import { entitySchema, isDescribed } from './described-places.js'
import { overrideEvents } from './override-events.js'
import { newResources } from './new-resource.js'
import { operationContext } from './operation-context.js'
import { overrideOperation } from './override-operation.js'
import { overrideResource } from './override-resource.js'
import type { Overrides } from './overrides.js'
import { gatherIssues } from '../../readers/report.js'
import type { Names } from './resource-draft.js'
import { operationsByName, saidOfOperations, type SaidOfOperation } from './said-of-operations.js'
import { contextOf, type Origin, type OverrideContext } from './override-context.js'

/** The corrected model, and what could not be carried out: `override-stale` and `override-unusable`, at most 200. */
export interface Applied {
  readonly model: ResourceModel
  readonly issues: readonly Issue[]
}

/** What helps to say more. */
export interface ApplyOptions {
  /** Where members and parameters are looked up; without it, those that are not described (any more) go unnoticed. */
  readonly source?: ReleaseSource
  /** From a JSON Pointer in the overrides to one in the document that they come from (see `overridesIn`). Default: the same. */
  readonly place?: (pointer: string) => string
}

/**
 * Corrects a model. Pure; never throws; what the overrides do not touch is the same object as before. `origin` is said in the reasons:
 * `the pack`, `x-sandbed`.
 *
 * @example
 * const { model: corrected, issues } = applyOverrides(model, overrides, source.index.operations, 'the pack', { source })
 */
export function applyOverrides(
  model: ResourceModel,
  overrides: Overrides,
  operations: readonly OperationSummary[],
  origin: string,
  { source, place = (pointer) => pointer }: ApplyOptions = {}
): Applied {
  const { issues, report } = gatherIssues()
  const from: Origin = { origin, source, place, report }
  const byName = operationsByName(operations)
  const said = saidOfOperations(overrides, byName, (name) =>
    entryContext(from, 'operations', name).stale([], 'operation', name, byName.keys())
  )
  const added = newResources(model, overrides, said, from)
  const resources = new Map([...Object.entries(model.resources), ...added])
  const names: Names = { operations: byName, resources: new Set(resources.keys()) }
  applyToResources(resources, overrides, names, from)
  const bindings = applyToOperations(model, said, resources, from)
  const { events: _events, ...rest } = model
  const events = overrideEvents(model.events, overrides, resources, source, (name) =>
    entryContext(from, 'events', name)
  )
  return {
    model: {
      ...rest,
      ...(events && { events }),
      resources: changed(model.resources, resources, added.size > 0),
      bindings: changed(model.bindings, bindings, false)
    },
    issues
  }
}

/** The context of an entry by its name. */
function entryContext(
  from: Origin,
  section: 'resources' | 'operations' | 'events',
  name: string
): OverrideContext {
  return contextOf(from, (path) => path.reduce(joinPointer, joinPointer(`/${section}`, name)))
}

function applyToResources(
  resources: Map<string, Resource>,
  overrides: Overrides,
  names: Names,
  from: Origin
): void {
  for (const name of sortKeys(Object.keys(overrides.resources ?? {}))) {
    const override = overrides.resources![name]!
    const resource = resources.get(name)
    const context = entryContext(from, 'resources', name)
    if (!resource) context.stale([], 'resource', name, resources.keys())
    else if (Object.keys(override).some((member) => member !== 'seed'))
      resources.set(name, overrideResource(resource, override, names, context))
  }
}

function applyToOperations(
  model: ResourceModel,
  said: ReadonlyMap<string, SaidOfOperation>,
  resources: ReadonlyMap<string, Resource>,
  from: Origin
): Map<string, Binding> {
  const bindings = new Map<string, Binding>()
  for (const [key, { summary, override, pointerOf }] of said) {
    if (Object.keys(override).length === 0) continue
    const context = contextOf(from, pointerOf)
    const binding = (getOwn(model.bindings, key) as Binding | undefined) ?? unbound(key, context)
    const about = resources.get(override.resource ?? binding.resource?.value ?? '')
    const schema = about && entitySchema(from.source, about)
    const inner = operationContext(context, summary, resources, (place, path) =>
      isDescribed(context, schema, place, path)
    )
    bindings.set(key, overrideOperation(binding, override, inner))
  }
  return bindings
}

function unbound(operation: string, { derived }: OverrideContext): Binding {
  const why = 'nothing is known of the operation'
  return {
    operation,
    does: derived('none', why),
    within: [],
    output: derived({ kind: 'other', at: [] }, why)
  }
}

/** The record with its changed entries; the record itself where there are none. */
function changed<T>(
  record: { readonly [name: string]: T },
  entries: ReadonlyMap<string, T>,
  isSortedAnew: boolean
): { readonly [name: string]: T } {
  if ([...entries].every(([name, entry]) => getOwn(record, name) === entry)) return record
  const all = new Map([...Object.entries(record), ...entries])
  const next: Record<string, T> = {}
  for (const name of isSortedAnew ? sortKeys([...all.keys()]) : all.keys()) setOwn(next, name, all.get(name)!)
  return next
}
