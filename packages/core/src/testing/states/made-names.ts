// The ids that a sandbox made up, and which of them a text may mean.

/** A thing as its id names it. */
export interface NamedThing {
  readonly resource: string
  readonly id: string
  readonly parents?: { readonly [resource: string]: string }
}

/** Ids like `17` name things of one resource, below the same parents; longer ones name what they name wherever they stand. */
const isShort = (id: string): boolean => /^\d{1,9}$/.test(id)

/** Names by number, from 0. */
export class MadeNames {
  /** The id behind each name, and what it was made for. */
  readonly #things: NamedThing[] = []
  readonly #long = new Map<string, number>()
  /** Resource and id -> the names of things so called, below whatever parents. */
  readonly #short = new Map<string, number[]>()

  readonly #made = new Set<string>()

  get count(): number {
    return this.#things.length
  }

  /** What a name was made for. */
  thing(name: number): NamedThing {
    return this.#things[name]!
  }

  /** Takes note of a thing that was made, whoever gave it its id. */
  addMade(thing: NamedThing): void {
    this.#made.add(thingKey(thing))
  }

  /** Whether it was made since. */
  isMade(thing: NamedThing): boolean {
    return this.#made.has(thingKey(thing))
  }

  /** Adds the id of a thing that was made up. */
  add(thing: NamedThing): void {
    const { resource, id } = thing
    if (!isShort(id)) {
      if (!this.#long.has(id)) this.#long.set(id, this.#things.push(thing) - 1)
      return
    }
    const key = keyOf(resource, id)
    const known = this.#short.get(key)
    const name = this.#things.push(thing) - 1
    if (known) known.push(name)
    else this.#short.set(key, [name])
  }

  /** Adds another text that names a thing, where it cannot be taken for anything else. */
  addAlternate(text: string): void {
    if (isShort(text) || !/\d/.test(text) || this.#long.has(text)) return
    this.#long.set(text, this.#things.push({ resource: '', id: text }) - 1)
  }

  /** The name that a text means by itself. */
  meant(text: string): number | undefined {
    return this.#long.get(text)
  }

  /** The name that a text means where it is known to be the id of a thing of a resource, said by something below `parents`. */
  meantOf(resource: string, text: string, parents: NamedThing['parents'] = {}): number | undefined {
    const long = this.#long.get(text)
    if (long !== undefined) return long
    const found = this.#short.get(keyOf(resource, text))
    return found?.find((name) => agree(this.#things[name]!.parents ?? {}, parents)) ?? found?.[0]
  }
}

function keyOf(resource: string, id: string): string {
  return `${resource}\n${id}`
}

function thingKey({ resource, id, parents = {} }: NamedThing): string {
  return JSON.stringify([resource, id, Object.entries(parents)])
}

/** Whether nothing tells apart what two things stand below. */
function agree(
  one: { readonly [resource: string]: string },
  other: { readonly [resource: string]: string }
): boolean {
  return Object.keys(one).every(
    (resource) => !Object.hasOwn(other, resource) || one[resource] === other[resource]
  )
}
