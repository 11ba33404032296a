// A resource model with what is asked of it over and over: the operations about a resource, and what stands below it.
import type { Binding, Resource, ResourceModel } from '@sandbed/core'

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
}

/** Opens a model. */
export function viewModel(model: ResourceModel): ModelView {
  const resources = new Map(Object.entries(model.resources))
  const bindings = new Map(Object.entries(model.bindings))
  const operations = Map.groupBy(bindings.values(), ({ does, resource }) =>
    does.value === 'none' ? undefined : resource?.value
  )
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
    childrenOf: (resource) => children.get(resource) ?? []
  }
}
