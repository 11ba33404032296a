// How list inference compares nouns: `orders` and `order` are one.
import { memoise } from '../../../internal/memoise.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { singularOf } from '../words.js'

/** One of what a name counts: the last part of a dotted name in the singular, plain. */
export const nounOf: (name: string) => string = memoise(
  (name) => normaliseName(singularOf(name.slice(name.lastIndexOf('.') + 1))),
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
