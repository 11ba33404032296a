// The last of what came, within a number and a size. What has to go is counted.

/** What a ring may hold. */
export interface RingBounds {
  readonly count: number
  /** About how much memory, in bytes. */
  readonly bytes: number
}

/** A first-in-first-out list that forgets. */
export class Ring<Item extends object> {
  readonly #bounds: RingBounds
  /** A circle of places that are made once. */
  #items: (Item | undefined)[] = []
  #sizes: number[] = []
  #first = 0
  #length = 0
  #bytes = 0
  #dropped = 0

  constructor(bounds: RingBounds) {
    this.#bounds = bounds
  }

  get length(): number {
    return this.#length
  }

  get bytes(): number {
    return this.#bytes
  }

  /** How many had to go since the beginning; what was cleared is not among them. */
  get dropped(): number {
    return this.#dropped
  }

  /** Takes one in. One that is larger than all there is room for leaves nothing, itself included. */
  push(item: Item, size: number): void {
    const { count, bytes } = this.#bounds
    if (this.#length === count) this.#drop()
    let at = this.#first + this.#length
    if (at >= count) at -= count
    this.#items[at] = item
    this.#sizes[at] = size
    this.#length++
    this.#bytes += size
    while (this.#bytes > bytes) this.#drop()
  }

  /** One of them, counted from the oldest. */
  at(index: number): Item | undefined {
    return index >= 0 && index < this.#length
      ? this.#items[(this.#first + index) % this.#bounds.count]
      : undefined
  }

  /** All of it, oldest first. */
  list(): Item[] {
    return Array.from(
      { length: this.#length },
      (_, i) => this.#items[(this.#first + i) % this.#bounds.count]!
    )
  }

  clear(): void {
    this.#items = []
    this.#sizes = []
    this.#first = 0
    this.#length = 0
    this.#bytes = 0
  }

  #drop(): void {
    const at = this.#first
    this.#bytes -= this.#sizes[at]!
    this.#items[at] = undefined
    this.#first = at + 1 === this.#bounds.count ? 0 : at + 1
    this.#length--
    this.#dropped++
  }
}
