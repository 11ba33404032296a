// A resource model <-> its text in a release. The operations of an API are much alike: what several bindings or resources have in common
// is written once.
import { canonicalJson } from '../../internal/canonical-json.js'
import type { Inferred } from './inferred.js'
import type { Binding, Resource, ResourceModel } from './model.js'

/** The model as the text holds it: a member that is a number stands for the shared part of that index. */
interface StoredModel {
  readonly bindings: { readonly [operation: string]: StoredBinding }
  readonly callbacks?: ResourceModel['callbacks']
  readonly events?: ResourceModel['events']
  readonly resources: { readonly [name: string]: StoredResource }
  readonly shared: readonly unknown[]
}

/** A resource as a text is known for the reason that the classification has. */
type StoredBinding = Omit<Binding, 'operation' | 'resource'> & {
  readonly resource?: Inferred<string> | string
}
type StoredResource = Omit<Resource, 'name'>

/** Prints a model whose members are in key order; `parseModel` reads it. Equal models give equal texts. */
export function printModel(model: ResourceModel): string {
  const times = new Map<string, number>()
  // The key says `operation` and `name` already.
  const print = (members: object, known: string): [string, string][] =>
    Object.entries(members).flatMap(([name, member]) => {
      if (name === known) return []
      const text = JSON.stringify(member)
      times.set(text, (times.get(text) ?? 0) + 1)
      return [[name, text]]
    })
  const bindings = Object.entries(model.bindings).map(
    ([key, one]) => [key, print(storedBinding(one), 'operation')] as const
  )
  const resources = Object.entries(model.resources).map(([key, one]) => [key, print(one, 'name')] as const)
  const shared = [...times.keys()].filter((text) => times.get(text)! > 1 && /^[[{].{4}/.test(text))
  const index = new Map(shared.map((text, at) => [text, String(at)]))
  const join = (entries: readonly (readonly [string, readonly (readonly [string, string])[]])[]): string =>
    object(
      entries.map(([key, members]) => [
        key,
        object(members.map(([name, text]) => [name, index.get(text) ?? text]))
      ])
    )
  return object([
    ['bindings', join(bindings)],
    ...asTheyAre('callbacks', model.callbacks),
    ...asTheyAre('events', model.events),
    ['resources', join(resources)],
    ['shared', `[${shared.join()}]`]
  ])
}

function asTheyAre(name: string, part: object | undefined): readonly (readonly [string, string])[] {
  return part === undefined ? [] : [[name, canonicalJson(part)]]
}

function object(members: readonly (readonly [string, string])[]): string {
  return `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join()}}`
}

function storedBinding(binding: Binding): StoredBinding {
  const { does, resource } = binding
  const isAlike = resource?.confidence === does.confidence && resource.reason === does.reason
  return isAlike ? { ...binding, resource: resource.value } : binding
}

/** Reads what `printModel` printed. Throws on what is no such text. */
export function parseModel(text: string): ResourceModel {
  const { bindings, callbacks, events, resources, shared } = JSON.parse(text) as StoredModel
  const restore = <T extends object>(stored: T): T => {
    const members = stored as Record<string, unknown>
    for (const [name, member] of Object.entries(members))
      if (typeof member === 'number') members[name] = shared[member]
    return stored
  }
  return {
    bindings: Object.fromEntries(
      Object.entries(bindings).map(([operation, stored]) => [
        operation,
        wholeBinding(operation, restore(stored))
      ])
    ),
    resources: Object.fromEntries(
      Object.entries(resources).map(([name, stored]) => [name, { name, ...restore(stored) }])
    ),
    ...(callbacks && { callbacks }),
    ...(events && { events })
  }
}

function wholeBinding(operation: string, { resource, ...stored }: StoredBinding): Binding {
  if (resource === undefined) return { operation, ...stored }
  const { confidence, reason } = stored.does
  return {
    operation,
    ...stored,
    resource: typeof resource === 'string' ? { value: resource, confidence, reason } : resource
  }
}
