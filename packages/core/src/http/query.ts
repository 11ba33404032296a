// The query of a request target as an ordered list. Styles are applied later, by `params/`.

import { formDecode } from './percent.js'
import { echo, problem, type Problem } from './problem.js'

/** One `name=value` of a query, a form or a cookie header. */
export interface Pair {
  /** Decoded name. */
  readonly name: string
  /** Decoded value; `''` when there is no `=`. */
  readonly value: string
  /** The value as sent: delimiters are split here, before decoding. */
  readonly raw: string
}

/** What `parseQuery` gives. */
export type ParsedQuery =
  { readonly pairs: readonly Pair[]; readonly problem?: undefined } | { readonly problem: Problem }

const none: ParsedQuery = Object.freeze({ pairs: Object.freeze([]) })

/**
 * Reads a raw query (without `?`) by the rules of application/x-www-form-urlencoded: `&` separates, `+` is a space, names
 * may repeat and be empty, `&&` means nothing. A broken escape or invalid UTF-8 is a `malformed-query`, more pairs than
 * `limit` are `too-complex`.
 */
export function parseQuery(raw: string, limit: number): ParsedQuery {
  if (raw === '') return none
  const pairs: Pair[] = []
  let start = 0
  while (start <= raw.length) {
    let end = raw.indexOf('&', start)
    if (end === -1) end = raw.length
    if (end > start) {
      if (pairs.length === limit) return problem('too-complex', `More than ${limit} parameters`)
      const part = raw.slice(start, end)
      const equals = part.indexOf('=')
      const rawName = equals === -1 ? part : part.slice(0, equals)
      const rawValue = equals === -1 ? '' : part.slice(equals + 1)
      const name = formDecode(rawName)
      const value = formDecode(rawValue)
      if (name === undefined || value === undefined) {
        return problem('malformed-query', `"${echo(part)}" is not percent-encoded UTF-8`)
      }
      pairs.push({ name, value, raw: rawValue })
    }
    start = end + 1
  }
  return { pairs }
}
