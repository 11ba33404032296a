// The object that composing puts together: a new one, or what there was, as long as nothing in it has to change.
import { setOwn } from '../../../internal/json.js'

type Members = Readonly<Record<string, unknown>>

/** Takes members one by one, in the order in which they are to stand; no name twice. */
export class Draft {
  readonly #before: Members
  readonly #names: readonly string[]
  #same = 0
  #made: Record<string, unknown> | undefined

  /** `before` is given back where the members turn out to be its own, in its order. */
  constructor(before: Members | undefined) {
    this.#before = before ?? nothing
    this.#names = before ? Object.keys(before) : noNames
    if (!before) this.#made = {}
  }

  /** Adds a member. */
  put(name: string, value: unknown): void {
    if (this.#made === undefined) {
      if (this.#names[this.#same] === name && this.#before[name] === value) {
        this.#same++
        return
      }
      this.#made = this.#copy()
    }
    setOwn(this.#made, name, value)
  }

  /** The object with the members added. */
  done(): Members {
    if (this.#made !== undefined) return this.#made
    return this.#same === this.#names.length ? this.#before : this.#copy()
  }

  #copy(): Record<string, unknown> {
    const copy: Record<string, unknown> = {}
    for (let i = 0; i < this.#same; i++) setOwn(copy, this.#names[i]!, this.#before[this.#names[i]!])
    return copy
  }
}

const nothing: Members = {}
const noNames: readonly string[] = []
