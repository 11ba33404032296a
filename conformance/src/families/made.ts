// A thing that was created: what was sent, what came back, what its key may be, and how other operations reach it.
import type { RawObject } from '../oracle/raw-document.js'
import type { Exchange } from './client.js'
import type { ComposedBody } from './compose-body.js'
import type { Family, ItemOperation } from './family.js'
import { segmentsOf } from './plain-operation.js'
import type { Candidate } from './thing.js'

/** A create that was sent, and what may be the key of what it made. */
export interface Made {
  readonly family: Family
  readonly exchange: Exchange
  readonly body: ComposedBody | undefined
  /** Values of the create's path parameters. */
  readonly bindings: ReadonlyMap<string, string>
  readonly things: readonly RawObject[]
  /** Possible keys, the most plausible first; each has a value for every name of the key. */
  readonly keys: readonly (readonly Candidate[])[]
  /** True when the client chose the key itself, or it is one that it referred to. */
  readonly chosen: boolean
}

/** A made thing with the key that reads it. */
export interface Settled extends Made {
  readonly key: readonly Candidate[]
}

/** True for a 2xx. */
export function isSuccess({ status }: Exchange): boolean {
  return status >= 200 && status <= 299
}

/** Path parameters of an operation on a thing: its key, and what its create was bound to at the same place or under the same name. */
export function itemBindings({ operation, key }: ItemOperation, thing: Settled): Map<string, string> {
  const bindings = new Map<string, string>()
  const others = segmentsOf(thing.family.create.path)
  const readNames = thing.family.read?.key.names ?? []
  const left = key.in === 'path' ? [...thing.key] : []
  for (const [index, segment] of segmentsOf(operation.path).entries()) {
    for (const [, name = ''] of segment.matchAll(/\{([^}]*)\}/g)) {
      if (key.in === 'path' && key.names.includes(name)) {
        const at = readNames.indexOf(name)
        const own = at >= 0 ? thing.key[at] : undefined
        bindings.set(name, (own ?? (left.length === 1 ? left[0] : left.shift()))?.value ?? 'zq')
        continue
      }
      const same = /^\{(.*)\}$/.exec(others[index] ?? '')?.[1]
      bindings.set(name, thing.bindings.get(same ?? name) ?? thing.bindings.get(name) ?? 'zq')
    }
  }
  return bindings
}
