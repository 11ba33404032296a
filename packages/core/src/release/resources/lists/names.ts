// How list inference compares names: `page_size`, `pageSize` and `page[size]` are one name, `orders` and `order` one noun.
import { memoise } from '../../../internal/memoise.js'
import { singularOf } from '../words.js'

/** A name in lower case without ASCII signs and spaces: `_embedded` is `embedded`, `page[size]` is `pagesize`. */
export const plainName: (name: string) => string = memoise(
  (name) => name.replaceAll(/[ -/:-@[-`{-~]/g, '').toLowerCase(),
  20_000,
  99
)

/** One of what a name counts: the last part of a dotted name in the singular, plain. */
export const nounOf: (name: string) => string = memoise(
  (name) => plainName(singularOf(name.slice(name.lastIndexOf('.') + 1))),
  20_000,
  99
)

/** Whether a name says the noun (2), says it with further words or in part (1), or says something else (0). */
export function likeNoun(name: string, noun: string | undefined): 0 | 1 | 2 {
  if (noun === undefined || noun === '') return 0
  const [one, other] = [nounOf(name), nounOf(noun)]
  if (one === other) return 2
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length > 2 && (long.endsWith(short) || long.startsWith(short)) ? 1 : 0
}
