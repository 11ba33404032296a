// A persistent map from texts to values: what names lead to collections by, and keys of an index to records.
import { hashText } from '../internal/random.js'
import { deleteIn, getIn, hashLeaf, nodeFrom, setIn, type HashFunction, type HashNode } from './hash-node.js'

/** An immutable map. `set` and `delete` give new maps that share what did not change. Any text is a key. */
export class HashMap<V> {
  readonly #root: HashNode<V>
  readonly #hash: HashFunction

  private constructor(root: HashNode<V>, hash: HashFunction) {
    this.#root = root
    this.#hash = hash
  }

  /** A map without entries. `hash` may be any function: the better it spreads, the faster is the map. */
  static empty<V>(hash: HashFunction = hashText): HashMap<V> {
    return new HashMap<V>(hashLeaf(0, [], []), hash)
  }

  /** A map of many entries at once, several times faster than one by one. `make` gives the values. */
  static from<T, V>(
    entries: ReadonlyMap<string, T>,
    make: (item: T) => V,
    hash: HashFunction = hashText
  ): HashMap<V> {
    const hashed = Array.from(entries, ([key, item]) => ({ key, value: make(item), hash: 0 }))
    return new HashMap(nodeFrom(hash, hashed, 0), hash)
  }

  /** The value of a key. */
  get(key: string): V | undefined {
    return getIn(this.#hash, this.#root, key)
  }

  /** The map with a value for a key; the map itself when it has that very value already. */
  set(key: string, value: V): HashMap<V> {
    return this.#with(setIn(this.#hash, this.#root, 0, { key, value, hash: 0 }))
  }

  /** The map without a key; the map itself when it does not have it. */
  delete(key: string): HashMap<V> {
    return this.#with(deleteIn(this.#hash, this.#root, 0, 0, key))
  }

  /** All entries, in an order that means nothing. */
  entries(): (readonly [key: string, value: V])[] {
    const found: (readonly [string, V])[] = []
    const visit = (node: HashNode<V>): void => {
      node.keys.forEach((key, i) => found.push([key, node.values[i]!]))
      node.children.forEach(visit)
    }
    visit(this.#root)
    return found
  }

  #with(root: HashNode<V>): HashMap<V> {
    return root === this.#root ? this : new HashMap(root, this.#hash)
  }
}
