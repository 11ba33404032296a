// Which members and items of one value were evaluated (JSON Schema 2020-12, core, section 11): what `unevaluated*` asks about.

export class Evaluated {
  allProperties = false
  allItems = false
  /** Items before this index were evaluated. */
  itemsBefore = 0
  #names: Set<string> | undefined
  #indexes: Set<number> | undefined

  addProperty(name: string): void {
    this.#names = (this.#names ?? new Set()).add(name)
  }

  addItem(index: number): void {
    this.#indexes = (this.#indexes ?? new Set()).add(index)
  }

  hasProperty(name: string): boolean {
    return this.allProperties || this.#names?.has(name) === true
  }

  hasItem(index: number): boolean {
    return this.allItems || index < this.itemsBefore || this.#indexes?.has(index) === true
  }

  /** How many names and indexes `merge` takes over one by one. */
  get size(): number {
    return (this.#names?.size ?? 0) + (this.#indexes?.size ?? 0)
  }

  /** Takes over what a subschema that succeeded evaluated. */
  merge(other: Evaluated): void {
    this.allProperties ||= other.allProperties
    this.allItems ||= other.allItems
    this.itemsBefore = Math.max(this.itemsBefore, other.itemsBefore)
    if (other.#names) for (const name of other.#names) this.addProperty(name)
    if (other.#indexes) for (const index of other.#indexes) this.addItem(index)
  }
}
