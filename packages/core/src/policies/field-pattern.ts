// Fields of JSON bodies by pattern: JSON Pointers (RFC 6901) in which `*` stands for any member or item, and `**` for any number of them.
import { setOwn } from '../internal/json.js'
import { joinPointer, parsePointer } from '../internal/json-pointer.js'

/** A pattern, as written and as its tokens. */
export interface FieldPattern {
  readonly pointer: string
  readonly tokens: readonly string[]
}

/** Reads a pattern. */
export function fieldPattern(pointer: string): FieldPattern {
  // Two `**` in a row say what one says, and would be followed one by one.
  const tokens = parsePointer(pointer).filter((token, at, all) => token !== '**' || all[at - 1] !== '**')
  return { pointer, tokens }
}

/** A value without what a pattern is about, and where that stood: JSON Pointers, none for what was not there. */
export interface TakenOut {
  readonly value: unknown
  readonly places: readonly string[]
}

/**
 * Takes the fields out of a JSON value, which stays as it is. `substitute` stands in the place of each; undefined: members and items are
 * gone, and an item that is named by its number leaves null, so that the others keep theirs. Takes one pass, whatever the pattern.
 */
export function takeOut(value: unknown, { tokens }: FieldPattern, substitute?: unknown): TakenOut {
  const places: string[] = []
  return { value: visit(value, closed([0]), ''), places }

  function visit(given: unknown, states: readonly number[], pointer: string): unknown {
    if (typeof given !== 'object' || given === null || states.length === 0) return given
    if (Array.isArray(given)) {
      const items: unknown[] = []
      given.forEach((item, i) => {
        const kept = follow(item, states, String(i), joinPointer(pointer, i))
        if (kept !== undefined) items.push(kept)
        else if (tokens.at(-1) === String(i)) items.push(null)
      })
      return items
    }
    const members = {}
    for (const name of Object.keys(given)) {
      const member = (given as Record<string, unknown>)[name]
      const kept = follow(member, states, name, joinPointer(pointer, name))
      if (kept !== undefined) setOwn(members, name, kept)
    }
    return members
  }

  function follow(given: unknown, states: readonly number[], name: string, pointer: string): unknown {
    const next = closed(
      states.flatMap((at) => {
        const token = tokens[at]
        return token === '**' ? [at] : token === '*' || token === name ? [at + 1] : []
      })
    )
    if (!next.includes(tokens.length)) return visit(given, next, pointer)
    places.push(pointer)
    return substitute
  }

  /** With the states that are reached without a step: `**` may stand for nothing. */
  function closed(states: readonly number[]): readonly number[] {
    const all = new Set(states)
    for (const at of all) if (tokens[at] === '**') all.add(at + 1)
    return [...all]
  }
}
