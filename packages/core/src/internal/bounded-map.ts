// A memory that cannot grow without end: when it is full it starts afresh.

/** A map whose entries have sizes; it is emptied before their sum would exceed `capacity`. What is larger than a sixteenth of it is not kept. */
export class BoundedMap<Value> {
  readonly #entries = new Map<string, Value>()
  readonly #capacity: number
  #size = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get(key: string): Value | undefined {
    return this.#entries.get(key)
  }

  set(key: string, value: Value, size: number): void {
    if (size > this.#capacity / 16) return
    if (this.#size + size > this.#capacity) {
      this.#entries.clear()
      this.#size = 0
    }
    this.#entries.set(key, value)
    this.#size += size
  }
}
