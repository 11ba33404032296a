// A memory of what was used last, for keys of any kind: it forgets in two halves, so that nothing needs to be kept in order.

/** A map that keeps the entries used last: at least `most`, and at most twice as many. */
export class RecentMap<Key, Value> {
  readonly #most: number
  #young = new Map<Key, Value>()
  #old = new Map<Key, Value>()

  constructor(most: number) {
    this.#most = most
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
    if (this.#young.size >= this.#most && !this.#young.has(key)) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(key, value)
  }
}
