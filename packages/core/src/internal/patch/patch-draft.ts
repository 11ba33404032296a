// A document while it is patched: what is changed is copied first, once, so that the original stays as it is.
import { isObject, setOwn } from '../json.js'

type Container = Record<string, unknown> | unknown[]

/** A place in the document: where a value is, or for `add` may be put. Array keys are numbers. */
interface Place {
  readonly container: Container
  readonly key: string | number
}

/** A document that can be changed at JSON Pointers (given as tokens). Each method gives false, or no value, when the document has no such location. */
export class PatchDraft {
  #root: unknown
  /** Containers made here: they stand in one place of the draft only, and nobody else knows them. */
  readonly #own = new Set<object>()

  constructor(document: unknown) {
    this.#root = document
  }

  /** The document as it is now. */
  get value(): unknown {
    return this.#root
  }

  /** The value at a location. */
  read(path: readonly string[]): { readonly value: unknown } | undefined {
    let value = this.#root
    for (const token of path) {
      const key = keyOf(value, token)
      if (key === undefined) return undefined
      value = (value as Record<string | number, unknown>)[key]
    }
    return { value }
  }

  /** Puts a value at a location: a new or replaced member, or a new array item before the one that is there (RFC 6902, section 4.1). */
  add(path: readonly string[], value: unknown): boolean {
    if (path.length === 0) return this.#setRoot(value)
    const container = this.#containerOf(path)
    const token = path.at(-1)!
    if (Array.isArray(container)) {
      const index = token === '-' ? container.length : indexOf(token)
      if (index === undefined || index > container.length) return false
      container.splice(index, 0, value)
      return true
    }
    if (container === undefined) return false
    setOwn(container, token, value)
    return true
  }

  /** Puts a value in the place of one that is there. */
  replace(path: readonly string[], value: unknown): boolean {
    if (path.length === 0) return this.#setRoot(value)
    const place = this.#placeOf(path)
    if (place === undefined) return false
    setKey(place, value)
    return true
  }

  /** Takes out the value at a location below the root. */
  remove(path: readonly string[]): boolean {
    const place = this.#placeOf(path)
    if (place === undefined) return false
    if (Array.isArray(place.container)) place.container.splice(place.key as number, 1)
    else delete place.container[place.key]
    return true
  }

  #setRoot(value: unknown): true {
    this.#root = value
    return true
  }

  #placeOf(path: readonly string[]): Place | undefined {
    const container = this.#containerOf(path)
    const key = keyOf(container, path.at(-1)!)
    return container === undefined || key === undefined ? undefined : { container, key }
  }

  /** What holds the last token, ready to be changed. */
  #containerOf(path: readonly string[]): Container | undefined {
    let container = this.#copied(this.#root)
    this.#root = container ?? this.#root
    for (let i = 0; i < path.length - 1; i++) {
      const key = keyOf(container, path[i]!)
      if (container === undefined || key === undefined) return undefined
      const member = (container as Record<string | number, unknown>)[key]
      const copy = this.#copied(member)
      if (copy === undefined) return undefined
      if (copy !== member) setKey({ container, key }, copy)
      container = copy
    }
    return container
  }

  #copied(value: unknown): Container | undefined {
    if (typeof value !== 'object' || value === null) return undefined
    if (this.#own.has(value)) return value as Container
    const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...value }
    this.#own.add(copy)
    return copy
  }
}

function setKey({ container, key }: Place, value: unknown): void {
  if (typeof key === 'number') (container as unknown[])[key] = value
  else setOwn(container, key, value)
}

/** The key of a member that is there. */
function keyOf(container: unknown, token: string): string | number | undefined {
  if (Array.isArray(container)) {
    const index = indexOf(token)
    return index !== undefined && index < container.length ? index : undefined
  }
  return isObject(container) && Object.hasOwn(container, token) ? token : undefined
}

/** RFC 6901, section 4: digits without leading zeros. */
function indexOf(token: string): number | undefined {
  return /^(?:0|[1-9][0-9]*)$/.test(token) ? Number(token) : undefined
}
