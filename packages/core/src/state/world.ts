// All that a sandbox knows at one moment: its collections by name, and one JSON object for everything else. A world never changes;
// keeping a reference to it is a snapshot, going on from it twice is a fork.
import type { JsonObject } from '../internal/json.js'
import { sortKeys } from '../internal/sort-keys.js'
import { emptyCollection, type Collection } from './collection.js'
import { HashMap } from './hash-map.js'

/**
 * What a comparison or a hash looks at:
 * - `domain`: the records of the API's own collections, and nothing else.
 * - `everything`: all collections, the numbers they go on with, and `values`.
 */
export type StateScope = 'domain' | 'everything'

/** Whether a collection holds what the API keeps. Names that start with `$` are the sandbox's own bookkeeping. */
export function isDomainName(name: string): boolean {
  return !name.startsWith('$')
}

type AnyCollection = Collection<object>

/** An immutable world. */
export class World {
  readonly #collections: HashMap<AnyCollection>
  /** Everything that is not a record: clock, counters, settings. Plain JSON that nobody changes. */
  readonly values: JsonObject
  /** How many records there are, in all collections, and about what they take in memory. */
  readonly size: number
  readonly bytes: number

  private constructor(
    collections: HashMap<AnyCollection>,
    values: JsonObject,
    { size, bytes }: { readonly size: number; readonly bytes: number }
  ) {
    this.#collections = collections
    this.values = values
    this.size = size
    this.bytes = bytes
  }

  /** A world without collections and values. */
  static empty(): World {
    return new World(HashMap.empty(), {}, { size: 0, bytes: 0 })
  }

  /** The collection with a name, empty where there is none. What its records are is the caller's to know. */
  collection<T extends object = JsonObject>(name: string): Collection<T> {
    return (this.#collections.get(name) as Collection<T> | undefined) ?? emptyCollection<T>()
  }

  /** How many records the collection with a name has. */
  count(name: string): number {
    return this.#collections.get(name)?.size ?? 0
  }

  /** The world with another collection under a name. One that never had a record is as good as none, and is not kept. */
  withCollection<T extends object>(name: string, collection: Collection<T>): World {
    const collections =
      collection.next === 0
        ? this.#collections.delete(name)
        : this.#collections.set(name, collection as unknown as AnyCollection)
    if (collections === this.#collections) return this
    const before = this.collection(name)
    return new World(collections, this.values, {
      size: this.size - before.size + collection.size,
      bytes: this.bytes - before.bytes + collection.bytes
    })
  }

  /** The world with other values. */
  withValues(values: JsonObject): World {
    return values === this.values ? this : new World(this.#collections, values, this)
  }

  /** The names of the collections that have, or had, records, in the order of their UTF-16 code units. */
  names(scope: StateScope = 'everything'): readonly string[] {
    const names = this.#collections.entries().map(([name]) => name)
    return sortKeys(scope === 'domain' ? names.filter(isDomainName) : names)
  }
}

/** A world without collections and values. */
export function emptyWorld(): World {
  return World.empty()
}
