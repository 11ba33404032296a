// A resource model with what is asked of it over and over: the operations about a resource, and what stands below it.
import type { Binding, EventBinding, Inferred, Resource, ResourceModel } from '@sandbed/core'

/** A model to read from. */
export interface ModelView {
  readonly resources: readonly Resource[]
  readonly bindings: readonly Binding[]
  binding(operation: string): Binding
  resource(name: string): Resource | undefined
  /** The resource that an operation is about. */
  resourceOf(binding: Binding): Resource | undefined
  /** What the operations about a resource do. */
  bindingsOf(resource: string): readonly Binding[]
  /** The resources whose paths lead through one. */
  childrenOf(resource: string): readonly string[]
  /** What the webhooks of the description tell of; those about a resource; and what the callbacks of an operation tell of. */
  readonly events: readonly NamedEvent[]
  eventsOf(resource: string): readonly NamedEvent[]
  callbacksOf(operation: string): readonly NamedEvent[]
}

/** A webhook (its key) or a callback (its name), and what it tells of. */
export type NamedEvent = readonly [name: string, event: Inferred<EventBinding>]

/** Opens a model. */
export function viewModel(model: ResourceModel): ModelView {
  const resources = new Map(Object.entries(model.resources))
  const bindings = new Map(Object.entries(model.bindings))
  const operations = Map.groupBy(bindings.values(), ({ does, resource }) =>
    does.value === 'none' ? undefined : resource?.value
  )
  const events = Object.entries(model.events ?? {})
  const callbacks = new Map(Object.entries(model.callbacks ?? {}))
  const children = new Map<string, string[]>()
  for (const { name, parents } of resources.values())
    for (const { resource } of parents) {
      const known = children.get(resource)
      if (known) known.push(name)
      else children.set(resource, [name])
    }
  return {
    resources: [...resources.values()],
    bindings: [...bindings.values()],
    binding: (operation) => bindings.get(operation)!,
    resource: (name) => resources.get(name),
    resourceOf: ({ does, resource }) =>
      does.value === 'none' || !resource ? undefined : resources.get(resource.value),
    bindingsOf: (resource) => operations.get(resource) ?? [],
    childrenOf: (resource) => children.get(resource) ?? [],
    events,
    eventsOf: (resource) => events.filter(([, { value }]) => value.resource === resource),
    callbacksOf: (operation) => Object.entries(callbacks.get(operation) ?? {})
  }
}
