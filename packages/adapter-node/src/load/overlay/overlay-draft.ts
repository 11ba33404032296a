// A description while an overlay is applied: what is changed is copied first, once, so that the original stays as it is. Remembers
// what comes from where, so that issues found later can be placed in the right file.

import { isObject, joinPointer, parsePointer, setMember } from '../json-pointer.js'
import type { WalkBudget } from '../map-references.js'
import type { Location } from './select-nodes.js'
import { spend } from './spend.js'

type Container = Record<string, unknown> | unknown[]

/** Where a part of the result was written: in the overlay, or in the description before it. */
export interface Origin {
  readonly in: 'overlay' | 'description'
  readonly pointer: string
}

/** A copied object: the members that the overlay wrote, with their pointers there. */
type Members = Map<string, string>
/** A copied array: for each item its index before, or its pointer in the overlay. */
type Items = (number | string)[]

/** A description that can be changed. Methods throw a `WalkBudgetError` when more is written than the budget allows. */
export class OverlayDraft {
  #root: unknown
  readonly #budget: WalkBudget
  readonly #copies = new Map<object, Members | Items>()

  constructor(description: unknown, budget: WalkBudget) {
    this.#root = description
    this.#budget = budget
  }

  get value(): unknown {
    return this.#root
  }

  /** The object or array at a location, ready to be changed; undefined when there is none any more. */
  reach(location: Location): Container | undefined {
    spend(this.#budget, 1)
    if (!isContainer(this.#root)) return undefined
    let container = this.#copied(this.#root)
    this.#root = container
    for (const key of location) {
      const member = readMember(container, key)
      if (!isContainer(member)) return undefined
      container = this.#replaceByCopy(container, key, member)
    }
    return container
  }

  /**
   * Merges an object into one that was reached: objects go into objects member by member, arrays are appended to arrays, and
   * anything else takes the place of what was there. `from` is the pointer of `update` in the overlay.
   */
  merge(into: Record<string, unknown>, update: Record<string, unknown>, from: string): void {
    for (const name of Object.keys(update)) {
      spend(this.#budget, 1)
      const value = update[name]
      const old = Object.hasOwn(into, name) ? into[name] : undefined
      const source = joinPointer(from, [name])
      if (isObject(value) && isObject(old)) {
        this.merge(this.#replaceByCopy(into, name, old), value, source)
      } else if (Array.isArray(value) && Array.isArray(old)) {
        this.append(this.#replaceByCopy(into, name, old), value, source)
      } else {
        setMember(into, name, value)
        ;(this.#copies.get(into) as Members).set(name, source)
      }
    }
  }

  /** Appends items to an array that was reached. */
  append(into: unknown[], items: readonly unknown[], from: string): void {
    spend(this.#budget, items.length)
    const origins = this.#copies.get(into) as Items
    for (const [index, item] of items.entries()) {
      into.push(item)
      origins.push(joinPointer(from, [String(index)]))
    }
  }

  /** Appends one item to an array that was reached. */
  push(into: unknown[], item: unknown, from: string): void {
    spend(this.#budget, 1)
    into.push(item)
    ;(this.#copies.get(into) as Items).push(from)
  }

  /** Removes what stands at locations below the root, all at once. */
  remove(locations: readonly Location[]): void {
    const groups = new Map<string, { parent: Location; keys: Set<string | number> }>()
    for (const location of locations) {
      const parent = location.slice(0, -1)
      const pointer = joinPointer('', parent.map(String))
      const group = groups.get(pointer) ?? { parent, keys: new Set() }
      groups.set(pointer, group)
      group.keys.add(location.at(-1) as string | number)
    }
    // The deepest first, so that no index above changes before it is used.
    for (const { parent, keys } of [...groups.values()].toSorted(
      (a, b) => b.parent.length - a.parent.length
    )) {
      const container = this.reach(parent)
      if (container !== undefined) this.#removeKeys(container, keys)
    }
  }

  /** Where the value at a pointer into the result was written; of something that is not there, where it would be. */
  trace(pointer: string): Origin {
    let origin: Origin = { in: 'description', pointer: '' }
    let value = this.#root
    for (const token of parsePointer(pointer)) {
      const copy = typeof value === 'object' && value !== null ? this.#copies.get(value) : undefined
      const written = copy instanceof Map ? copy.get(token) : copy?.[Number(token)]
      origin =
        typeof written === 'string'
          ? { in: 'overlay', pointer: written }
          : { in: origin.in, pointer: joinPointer(origin.pointer, [String(written ?? token)]) }
      value = isContainer(value) && Object.hasOwn(value, token) ? readMember(value, token) : undefined
    }
    return origin
  }

  #removeKeys(container: Container, keys: ReadonlySet<string | number>): void {
    const written = this.#copies.get(container)
    if (Array.isArray(container) && Array.isArray(written)) {
      spend(this.#budget, container.length)
      const kept = [...container.keys()].filter((index) => !keys.has(index))
      const values = kept.map((index) => container[index])
      const origins = kept.map((index) => written[index] as number | string)
      container.length = written.length = 0
      for (const [index, value] of values.entries()) {
        container.push(value)
        written.push(origins[index] as number | string)
      }
    } else if (written instanceof Map) {
      for (const key of keys) {
        delete (container as Record<string, unknown>)[key]
        written.delete(String(key))
      }
    }
  }

  #replaceByCopy<T extends Container>(holder: Container, key: string | number, member: T): T {
    const copy = this.#copied(member)
    if (copy !== member) setMember(holder, String(key), copy)
    return copy
  }

  #copied<T extends Container>(container: T): T {
    if (this.#copies.has(container)) return container
    const isList = Array.isArray(container)
    spend(this.#budget, Object.keys(container).length)
    const copy = isList ? [...container] : { ...container }
    this.#copies.set(copy, isList ? [...container.keys()] : new Map<string, string>())
    return copy as T
  }
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null
}

function readMember(container: Container, key: string | number): unknown {
  return Object.hasOwn(container, key) ? (container as Record<string | number, unknown>)[key] : undefined
}
