// JSON Pointers to places in the text they came from. Built from js-yaml's events, for JSON as well: JSON is YAML's flow
// style. Only made when someone asks for a place, because it costs several times what parsing does.

import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, type Event } from 'js-yaml'
import { joinPointer } from './json-pointer.js'

/** A member that repeats a name of its object. Offsets are UTF-16 units into the text. */
export interface DuplicateKey {
  readonly pointer: string
  readonly key: string
  readonly offset: number
  readonly firstOffset: number
}

// Event indexes of a value and of its key, if it has one.
interface Place {
  readonly node: number
  readonly key: number | undefined
}

/** The places of all values in one text. */
export class SourcePositions {
  readonly #text: string
  readonly #events: readonly Event[]
  /** For each event, the index of the event after its whole subtree. */
  readonly #next: Int32Array
  /** For each alias event, the index of the node it stands for. */
  readonly #anchored = new Map<number, number>()
  /** Members of the collections that were searched. */
  readonly #known = new Map<number, ReadonlyMap<string, Place>>()

  /** Throws a YAMLException when the text cannot be parsed. */
  constructor(text: string, events: readonly Event[] = parseEvents(text, { maxDepth: 1000 })) {
    this.#text = text
    this.#events = events
    this.#next = new Int32Array(events.length)
    const open: number[] = []
    const anchors = new Map<string, number>()
    for (const [index, event] of events.entries()) {
      if (event.type === EVENT_ID.POP) {
        this.#next[open.pop() as number] = index + 1
        continue
      }
      if (event.type === EVENT_ID.ALIAS) {
        const target = anchors.get(text.slice(event.anchorStart, event.anchorEnd))
        if (target !== undefined) this.#anchored.set(index, target)
      } else if (event.type !== EVENT_ID.DOCUMENT && event.anchorStart !== -1) {
        anchors.set(text.slice(event.anchorStart, event.anchorEnd), index)
      }
      if (event.type === EVENT_ID.SCALAR || event.type === EVENT_ID.ALIAS) this.#next[index] = index + 1
      else open.push(index)
    }
  }

  /**
   * The offset of a value: of its key for the objects and arrays that have one, else of the value itself. Of a value that
   * does not exist, the offset of its nearest parent that does.
   */
  find(tokens: readonly string[]): number {
    let node = 1
    let key: number | undefined
    for (const token of tokens) {
      const child = this.#child(node, token)
      if (child === undefined) break
      ;({ node, key } = child)
    }
    return this.#offset(node, key)
  }

  /** All repeated keys in the order of the text. Keys are compared as written, after unescaping. */
  duplicateKeys(): DuplicateKey[] {
    const found: DuplicateKey[] = []
    const visit = (node: number, pointer: string): void => {
      const seen = new Map<string, number>()
      let index = 0
      for (const [key, value] of this.#entries(node)) {
        const name = key === undefined ? String(index++) : this.#keyText(key)
        if (key !== undefined && name !== undefined && !this.#isMerge(key)) {
          const first = seen.get(name)
          const offset = this.#offset(key)
          if (first === undefined) seen.set(name, offset)
          else found.push({ pointer: joinPointer(pointer, [name]), key: name, offset, firstOffset: first })
        }
        if (this.#isCollection(value)) visit(value, joinPointer(pointer, [name ?? '']))
      }
    }
    if (this.#isCollection(1)) visit(1, '')
    return found
  }

  #child(start: number, token: string): Place | undefined {
    return this.#members(this.#anchored.get(start) ?? start).get(token)
  }

  #members(collection: number): ReadonlyMap<string, Place> {
    const known = this.#known.get(collection)
    if (known !== undefined) return known
    const members = new Map<string, Place>()
    // Known before it is complete: a merge into itself is no YAML that loads, but it must not hang a search either.
    this.#known.set(collection, members)
    const merged: number[] = []
    for (const [key, node] of this.#entries(collection)) {
      if (key !== undefined && this.#isMerge(key)) {
        const source = this.#anchored.get(node) ?? node
        const isList = this.#events[source]?.type === EVENT_ID.SEQUENCE
        merged.push(...(isList ? [...this.#entries(source)].map(([, item]) => item) : [source]))
      } else {
        const name = key === undefined ? String(members.size) : this.#keyText(key)
        if (name !== undefined) members.set(name, { node, key })
      }
    }
    for (const source of merged) {
      for (const [name, place] of this.#members(this.#anchored.get(source) ?? source)) {
        if (!members.has(name)) members.set(name, place)
      }
    }
    return members
  }

  /** Key (none in a sequence) and value of each entry, as event indexes. */
  *#entries(collection: number): Generator<[key: number | undefined, value: number]> {
    const isMapping = this.#events[collection]?.type === EVENT_ID.MAPPING
    if (!this.#isCollection(collection)) return
    let index = collection + 1
    while (index < this.#events.length && this.#events[index]?.type !== EVENT_ID.POP) {
      const key = isMapping ? index : undefined
      const value = key === undefined ? index : (this.#next[index] as number)
      yield [key, value]
      index = this.#next[value] as number
    }
  }

  #isCollection(index: number): boolean {
    const type = this.#events[index]?.type
    return type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE
  }

  #keyText(index: number): string | undefined {
    const event = this.#events[this.#anchored.get(index) ?? index]
    return event?.type === EVENT_ID.SCALAR ? getScalarValue(this.#text, event) : undefined
  }

  #isMerge(key: number): boolean {
    const event = this.#events[key]
    return (
      event?.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN && this.#keyText(key) === '<<'
    )
  }

  #offset(node: number, key?: number): number {
    const event = this.#events[node]
    if (event?.type === EVENT_ID.SCALAR) {
      const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED
      // The text of a block begins in a line of its own, away from what it is the value of.
      const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK
      if ((event.valueEnd > event.valueStart && !isBlock) || quoted || key === undefined)
        return event.valueStart - (quoted ? 1 : 0)
    } else if (event?.type === EVENT_ID.ALIAS) {
      return event.anchorStart - 1
    }
    if (key !== undefined) return this.#offset(key)
    return event !== undefined && 'start' in event ? event.start : 0
  }
}
