// What a client of a stateful sandbox has learned from its answers: which things there are, by the names that paths have for them.
import type { Binding, Sandbox } from '@sandbed/core'
import type { WireResponse } from '../hosts/host.js'
import type { Dice } from './dice.js'

/** A thing: resource -> name, for itself and for everything above it. */
export type Names = ReadonlyMap<string, string>

const mostKept = 400

/** A memory of things, entity tags and cursors. */
export interface KnownThings {
  /** One of a resource that was seen; `undefined` while there is none. */
  pick(resource: string, dice: Dice): Names | undefined
  /** The entity tag that was last seen at a path. */
  tagOf(path: string): string | undefined
  /** A cursor that an operation gave. */
  cursorOf(operation: string): string | undefined
  /** Learns from an answer. `names` are those that the request's path said. */
  learn(binding: Binding, path: string, names: Names, response: WireResponse): void
}

/** A memory that is empty. */
export function createKnownThings({ model, operations }: Sandbox): KnownThings {
  const things = new Map<string, Names[]>()
  const tags = new Map<string, string>()
  const cursors = new Map<string, string>()
  const reads = Object.values(model.bindings)
    .filter(({ does, key }) => does.value === 'read' && key?.value.in === 'path')
    .map((binding) => {
      const path = operations.find(({ key }) => key === binding.operation)!.path
      const source = path.replaceAll(/[.*+?()|[\]\\]/g, '\\$&').replaceAll(/\{[^}]*\}/g, '([^/]+)')
      return {
        binding,
        parameters: [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name!),
        pattern: new RegExp(`${source}$`)
      }
    })

  function namesAt(location: string, resource: string): Names | undefined {
    for (const { binding, parameters, pattern } of reads) {
      if (binding.resource?.value !== resource) continue
      const values = pattern.exec(location)?.slice(1).map(decodeURIComponent)
      if (values === undefined) continue
      const steps = [...binding.within, { resource, parameter: binding.key!.value.name }]
      return new Map(
        steps.map((step) => [step.resource, values[parameters.indexOf(step.parameter ?? '')] ?? ''])
      )
    }
    return undefined
  }

  function add(resource: string, names: Names): void {
    const kept = things.get(resource) ?? []
    things.set(resource, [...kept.slice(1 - mostKept), names])
  }

  return {
    pick(resource, dice) {
      const kept = things.get(resource)
      return kept === undefined ? undefined : dice.pick(kept)
    },
    tagOf: (path) => tags.get(path),
    cursorOf: (operation) => cursors.get(operation),
    learn(binding, path, names, { status, headers, body }) {
      const header = (name: string) => headers.find(([known]) => known === name)?.[1]
      const tag = header('etag')
      if (tag !== undefined) tags.set(path, tag)
      if (status < 200 || status > 299 || binding.resource === undefined) return
      const resource = binding.resource.value
      const value = parse(body)
      for (const { value: role, at } of binding.list?.envelope ?? []) {
        const cursor = role === 'next-cursor' ? valueAt(value, at) : undefined
        if (typeof cursor === 'string') cursors.set(binding.operation, cursor)
      }
      const location = header('location')
      const located = location === undefined ? undefined : namesAt(location, resource)
      if (located) return add(resource, located)
      if (binding.does.value !== 'create' && binding.does.value !== 'replace') return
      const id = model.resources[resource]?.id?.at?.value
      const made = valueAt(value, binding.output.value.at)
      for (const one of Array.isArray(made) ? made : [made]) {
        const name = id === undefined ? undefined : valueAt(one, id)
        if (typeof name === 'string' || typeof name === 'number')
          add(resource, new Map([...names, [resource, String(name)]]))
      }
    }
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'))
  } catch {
    return undefined
  }
}

function valueAt(value: unknown, place: readonly string[]): unknown {
  let at = value
  for (const token of place)
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[token] : undefined
  return at
}
