// A secondary index: which records of a collection have a key. `KeyedSeqs` is what is maintained from write to write; `Index` is
// the view of it that a collection hands out.
import { HashMap } from './hash-map.js'
import { addSeq, countSeqs, rankOfSeq, removeSeq, seqSetFrom, sliceSeqs, type SeqSet } from './seq-set.js'
import { getValue, type Trie } from './trie.js'
import type { Direction, Entry } from './trie-order.js'

/** The keys of a record, any texts; doubles count once. A pure function that does not throw. */
export type KeysOf<T> = (record: T) => readonly string[]

/** The numbers of the records that have each key. Immutable. */
export class KeyedSeqs<T> {
  readonly #keysOf: KeysOf<T>
  readonly #sets: HashMap<SeqSet>

  private constructor(keysOf: KeysOf<T>, sets: HashMap<SeqSet>) {
    this.#keysOf = keysOf
    this.#sets = sets
  }

  /** Reads all records once. Entries come in ascending order. */
  static build<T>(keysOf: KeysOf<T>, entries: Iterable<Entry<T>>): KeyedSeqs<T> {
    const found = new Map<string, number | number[]>()
    for (const [seq, record] of entries) {
      for (const key of keysOf(record)) {
        const seqs = found.get(key)
        if (seqs === undefined) found.set(key, seq)
        else if (typeof seqs === 'number') found.set(key, seqs === seq ? seq : [seqs, seq])
        else if (seqs.at(-1) !== seq) seqs.push(seq)
      }
    }
    return new KeyedSeqs(keysOf, HashMap.from(found, seqSetFrom))
  }

  /** What is kept after a record was added (`before` undefined), replaced, or removed (`after` undefined). */
  change(seq: number, before: T | undefined, after: T | undefined): KeyedSeqs<T> {
    if (before === undefined && after !== undefined) return this.#added(seq, after)
    const old = before === undefined ? [] : this.#keysOf(before)
    const now = after === undefined ? [] : this.#keysOf(after)
    if (old.length === now.length && old.every((key, i) => key === now[i])) return this
    const kept = new Set(now)
    let sets = this.#sets
    for (const key of old) {
      const set = kept.has(key) ? undefined : sets.get(key)
      if (set === undefined) continue
      const left = removeSeq(set, seq)
      sets = left === undefined ? sets.delete(key) : sets.set(key, left)
    }
    for (const key of kept) sets = sets.set(key, addSeq(sets.get(key), seq))
    return new KeyedSeqs(this.#keysOf, sets)
  }

  #added(seq: number, record: T): KeyedSeqs<T> {
    let sets = this.#sets
    for (const key of this.#keysOf(record)) sets = sets.set(key, addSeq(sets.get(key), seq))
    return new KeyedSeqs(this.#keysOf, sets)
  }

  /** The numbers of the records with a key. */
  get(key: string): SeqSet | undefined {
    return this.#sets.get(key)
  }
}

/** The records of a collection by key, each key's in the order of their numbers. */
export class Index<T> {
  readonly #keyed: KeyedSeqs<T>
  readonly #records: Trie<T> | undefined

  constructor(keyed: KeyedSeqs<T>, records: Trie<T> | undefined) {
    this.#keyed = keyed
    this.#records = records
  }

  /** How many records have the key. */
  count(key: string): number {
    return countSeqs(this.#keyed.get(key))
  }

  /** The record with the key that was inserted first. */
  first(key: string): Entry<T> | undefined {
    return this.page(key, 0, 1)[0]
  }

  /** Up to `limit` of the records with the key, after the first `offset` of the direction; `descending` starts with the newest. */
  page(key: string, offset: number, limit: number, direction: Direction = 'ascending'): readonly Entry<T>[] {
    const seqs = sliceSeqs(this.#keyed.get(key), offset, limit, direction)
    return seqs.map((seq) => [seq, getValue(this.#records, seq)!])
  }

  /** How many records with the key have a number below `seq`, whether that one is among them or not. */
  rankOf(key: string, seq: number): number {
    return rankOfSeq(this.#keyed.get(key), seq)
  }

  /** The numbers of all records with the key, one after the other. */
  *seqs(key: string, direction: Direction = 'ascending'): Generator<number, void> {
    const set = this.#keyed.get(key)
    for (let offset = 0; offset < countSeqs(set); offset += 256) yield* sliceSeqs(set, offset, 256, direction)
  }
}
