// A parameter of a list in the decoded input: by its own name, as a member of an object (`page[size]`), or below one (`paging.limit`).
import { getOwn, isObject } from '../../../internal/json.js'

/** The decoded query of a request, or the body of a list that is asked for by POST. */
export type ListQuery = { readonly [name: string]: unknown }

/** The value of a parameter; `undefined` where it is not given, `''` and null included. */
export function readParameter(query: ListQuery, name: string | undefined): unknown {
  if (name === undefined) return undefined
  const value = find(query, name)
  return value === '' || value === null ? undefined : value
}

function find(query: ListQuery, name: string): unknown {
  const own = getOwn(query, name)
  if (own !== undefined) return own
  const tokens = name.split(/[[\].]+/).filter(Boolean)
  let at: unknown = query
  if (tokens.length > 1) {
    for (const token of tokens) at = isObject(at) ? getOwn(at, token) : undefined
    return at
  }
  // The members of an object that is written without its name (style `form`, exploded).
  for (const value of Object.values(query)) {
    const inner = isObject(value) ? getOwn(value, name) : undefined
    if (inner !== undefined) return inner
  }
  return undefined
}

/** A whole number: one, or a text of digits; rounded down. `undefined` for anything else. */
export function integerOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^[-+]?\d{1,30}$/.test(value.trim()) ? Number(value) : value
  return typeof number === 'number' && !Number.isNaN(number) ? Math.floor(number) : undefined
}
