// A memory of what was used last, for keys of any kind: it forgets in two halves, so that nothing needs to be kept in order.

/**
 * A map that keeps the entries used last: at least `most`, unless their sizes come to more than `mostSize` before, and at most twice as
 * many. Without `sizeOf` sizes play no part.
 */
export class RecentMap<Key, Value> {
  readonly #most: number
  readonly #mostSize: number
  readonly #sizeOf: ((value: Value) => number) | undefined
  #size = 0
  #young = new Map<Key, Value>()
  #old = new Map<Key, Value>()

  constructor(most: number, mostSize = Infinity, sizeOf?: (value: Value) => number) {
    this.#most = most
    this.#mostSize = mostSize
    this.#sizeOf = sizeOf
  }

  /** The value of a key; `undefined` when there is none, or it was forgotten. */
  get(key: Key): Value | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  /** Remembers a value. */
  set(key: Key, value: Value): void {
    if ((this.#young.size >= this.#most && !this.#young.has(key)) || this.#size >= this.#mostSize) {
      this.#old = this.#young
      this.#young = new Map()
      this.#size = 0
    }
    this.#young.set(key, value)
    // What is set again counts again: that only makes room sooner.
    if (this.#sizeOf) this.#size += this.#sizeOf(value)
  }
}
