// The records of one kind, in the order in which they were inserted: immutable, so that a snapshot of it is a reference, and ordered,
// so that a page from its middle costs no more than one from its start.
import { Index, KeyedSeqs, type KeysOf } from './collection-index.js'
import { deleteKey, getValue, mergeTries, trieFrom, trieOf, type Trie } from './trie.js'
import { rankOfKey, sliceTrie, walkTrie, type Direction, type Entry } from './trie-order.js'
import { weigh, weightOfRecord } from './weigh.js'

/**
 * An immutable ordered collection. Records are plain JSON that nobody changes; each has a number (`seq`), given at insertion, that
 * is never given again. Every write gives a new collection which shares with this one all that did not change.
 */
export class Collection<T extends object> {
  /** The records by number; `undefined` when there are none. For comparing and hashing; its shape follows from its content. */
  readonly records: Trie<T> | undefined
  /** The number that the next record gets. Never goes down. */
  readonly next: number
  /** About what the records take in memory. Follows from them, so it is no part of what the collection is. */
  readonly bytes: number
  /** The indexes that were asked for: a memory, no part of what the collection is. */
  readonly #indexes: Map<string, KeyedSeqs<T>>

  private constructor(
    records: Trie<T> | undefined,
    next: number,
    bytes: number,
    indexes: Map<string, KeyedSeqs<T>>
  ) {
    this.records = records
    this.next = next
    this.bytes = bytes
    this.#indexes = indexes
  }

  /**
   * A collection that was kept elsewhere. Entries come in ascending order of their numbers, which are safe integers from 0 on and below
   * `next`; nothing of this is checked.
   */
  static from<T extends object>(next: number, entries: Iterable<Entry<T>>): Collection<T> {
    const records = trieFrom(entries)
    let bytes = 0
    for (const [, record] of walkTrie(records, 'ascending')) bytes += bytesOf(record)
    return new Collection(records, next, bytes, new Map())
  }

  /** How many records there are. */
  get size(): number {
    return this.records?.count ?? 0
  }

  /** The record with a number. */
  get(seq: number): T | undefined {
    return getValue(this.records, seq)
  }

  /** Adds a record at the end. */
  insert(record: T): { readonly collection: Collection<T>; readonly seq: number } {
    const seq = this.next
    const records = this.#with(trieOf(seq, record))
    const indexes = this.#indexesAfter((index) => index.change(seq, undefined, record))
    return { collection: new Collection(records, seq + 1, this.bytes + bytesOf(record), indexes), seq }
  }

  /** Adds records at the end, in their order; they get the numbers from `next` on. Faster than one by one. */
  insertMany(added: readonly T[]): Collection<T> {
    const entries = added.map((record, i): Entry<T> => [this.next + i, record])
    const more = trieFrom(entries)
    if (more === undefined) return this
    const indexes = this.#indexesAfter((index) =>
      entries.reduce((changed, [seq, record]) => changed.change(seq, undefined, record), index)
    )
    const bytes = added.reduce((sum, record) => sum + bytesOf(record), this.bytes)
    return new Collection(this.#with(more), this.next + added.length, bytes, indexes)
  }

  /** Replaces a record. The collection itself when there is none with the number, or it is that very one. */
  set(seq: number, record: T): Collection<T> {
    const before = this.get(seq)
    if (before === undefined || before === record) return this
    const indexes = this.#indexesAfter((index) => index.change(seq, before, record))
    const bytes = this.bytes - bytesOf(before) + bytesOf(record)
    return new Collection(this.#with(trieOf(seq, record)), this.next, bytes, indexes)
  }

  /** Removes a record. The collection itself when there is none with the number. */
  delete(seq: number): Collection<T> {
    const before = this.get(seq)
    if (this.records === undefined || before === undefined) return this
    const indexes = this.#indexesAfter((index) => index.change(seq, before, undefined))
    return new Collection(deleteKey(this.records, seq), this.next, this.bytes - bytesOf(before), indexes)
  }

  /** The record at a position, counted from 0, with its number. */
  at(position: number): Entry<T> | undefined {
    return position < 0 ? undefined : this.page(position, 1)[0]
  }

  /** Up to `limit` records after the first `offset` of the direction, with their numbers; `descending` starts with the newest. */
  page(offset: number, limit: number, direction: Direction = 'ascending'): readonly Entry<T>[] {
    return sliceTrie(this.records, offset, limit, direction)
  }

  /** How many records have a number below `seq`: the position of that record, or where it was before it was deleted. */
  rankOf(seq: number): number {
    return rankOfKey(this.records, seq)
  }

  /** All records with their numbers, one after the other. */
  entries(direction: Direction = 'ascending'): Generator<Entry<T>, void> {
    return walkTrie(this.records, direction)
  }

  [Symbol.iterator](): Generator<Entry<T>, void> {
    return this.entries()
  }

  /**
   * The records by key. Built when it is first asked for, in time linear to the size, then maintained through every later write. A
   * name stands for one way of making keys: where the index is known, `keysOf` is not looked at.
   */
  index(name: string, keysOf: KeysOf<T>): Index<T> {
    let keyed = this.#indexes.get(name)
    if (keyed === undefined) {
      keyed = KeyedSeqs.build(keysOf, this.entries())
      this.#indexes.set(name, keyed)
    }
    return new Index(keyed, this.records)
  }

  #with(more: Trie<T>): Trie<T> {
    return this.records === undefined ? more : mergeTries(this.records, more)
  }

  #indexesAfter(change: (index: KeyedSeqs<T>) => KeyedSeqs<T>): Map<string, KeyedSeqs<T>> {
    const indexes = new Map<string, KeyedSeqs<T>>()
    for (const [name, index] of this.#indexes) indexes.set(name, change(index))
    return indexes
  }
}

function bytesOf(record: object): number {
  return weightOfRecord + weigh(record)
}

/** A collection without records, whose first will have the number 0. */
export function emptyCollection<T extends object>(): Collection<T> {
  return Collection.from<T>(0, [])
}
