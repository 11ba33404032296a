// JSON values by place: what is known of a thing, and ids as text.
import { canonicalJson } from '../../internal/canonical-json.js'
import { getOwn, isObject, setOwn } from '../../internal/json.js'
import type { Place } from '../../release/resources/inferred.js'

/** A JSON object. */
export type Facts = Readonly<Record<string, unknown>>

/** A scalar as the text of an id; `undefined` for what cannot be one. */
export function idText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value)
  return value === undefined || value === null ? undefined : canonicalJson(value)
}

/** What stands at a place of a value; `undefined` where there is nothing. */
export function factAt(facts: unknown, place: Place): unknown {
  let at = facts
  for (const token of place) {
    if (!isObject(at) || !Object.hasOwn(at, token)) return undefined
    at = at[token]
  }
  return at
}

/**
 * A copy of the facts with places set, one after the other as by `withFact`. What holds them is copied once, however many they are; places
 * inside lists are left out.
 */
export function withFacts(facts: Facts, told: readonly (readonly [place: Place, value: unknown])[]): Facts {
  const copies = new Set<unknown>()
  const copyOf = (value: unknown): Record<string, unknown> => {
    if (copies.has(value)) return value as Record<string, unknown>
    const copy: Record<string, unknown> = isObject(value) ? { ...value } : {}
    copies.add(copy)
    return copy
  }
  const all = copyOf(facts)
  for (const [place, value] of told) {
    const last = place.at(-1)
    if (last === undefined || place.includes('*')) continue
    let holder = all
    for (const token of place.slice(0, -1)) {
      const inner = copyOf(getOwn(holder, token))
      setOwn(holder, token, inner)
      holder = inner
    }
    setOwn(holder, last, value)
  }
  return all
}

/** A copy of the facts with a place set; objects on the way are made, and one in the stead of what is none. */
export function withFact(facts: Facts, place: Place, value: unknown): Facts
export function withFact(facts: unknown, place: Place, value: unknown): unknown
export function withFact(facts: unknown, place: Place, value: unknown): unknown {
  const [token, ...rest] = place
  if (token === undefined || token === '*') return facts
  const next: Record<string, unknown> = isObject(facts) ? { ...facts } : {}
  setOwn(next, token, rest.length === 0 ? value : withFact(getOwn(next, token), rest, value))
  return next
}
