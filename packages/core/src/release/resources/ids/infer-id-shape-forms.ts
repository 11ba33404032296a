// The vocabulary of ids: the forms that have a name, and how long an id must be to be unlike any other.
import {
  crockford,
  digits,
  hex,
  lettersAndDigits,
  lower,
  upper,
  upperHex
} from '../../../internal/alphabets.js'
import { inferred } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { IdShape } from '../model.js'

/** What an author calls ids of a well-known form, normalised, and the form. */
export const namedForms: ReadonlyMap<string, IdShape> = new Map<string, IdShape>([
  ['uuid', { kind: 'uuid' }],
  ['guid', { kind: 'uuid' }],
  ['ulid', { kind: 'ulid' }],
  ['ksuid', text('', lettersAndDigits, 27)],
  ['nanoid', text('', `${lettersAndDigits}_-`, 21)],
  ['cuid', text('c', digits + lower, 24)],
  ['xid', text('', `${digits}abcdefghijklmnopqrstuv`, 20)],
  ['objectid', text('', hex, 24)],
  ['snowflake', text('1', digits, 17)],
  ['sha', text('', hex, 40)],
  ['sha1', text('', hex, 40)],
  ['sha256', text('', hex, 64)],
  ['md5', text('', hex, 32)]
])

/** Alphabets from narrow to wide, with the least length at which characters of nothing wider make up a text by no accident. */
const alphabets: readonly (readonly [alphabet: string, length: number])[] = [
  [digits, 1],
  [hex, 6],
  [upperHex, 6],
  [digits + lower, 1],
  [crockford, 20],
  [digits + upper, 1],
  [lettersAndDigits, 1],
  [`${lettersAndDigits}_-`, 1]
]

/** The narrowest usual alphabet that has all characters of a text; `undefined` where none has. */
export function alphabetOf(characters: string): string | undefined {
  const found = alphabets.find(
    ([alphabet, length]) =>
      characters.length >= length && [...characters].every((one) => alphabet.includes(one))
  )
  return found?.[0]
}

/** A shape of kind `text`. */
export function text(prefix: string, alphabet: string, length: number): IdShape {
  return { kind: 'text', prefix, alphabet, length }
}

/** How many characters to take where anything from `least` to `most` is allowed: enough for 60 random bits, 16 or more. */
export function freeLength(alphabet: string, least: number, most: number): number {
  let length = 0
  for (let size = 1; size < 0x1000000000000000 && length < 60; length++) size *= alphabet.length
  return Math.max(least, Math.min(most, Math.max(16, length)), 1)
}

/**
 * Numbers written as text, of at least `least` digits: up to 15 digits they are counted from the first that has no zero in front; longer
 * ones are drawn.
 */
export function numbersAsText(prefix: string, least: number): IdShape {
  if (least > 15) return text(`${prefix}1`, digits, least - 1)
  let start = 1
  for (let length = 1; length < least; length++) start *= 10
  return {
    kind: 'sequence',
    start: least > 1 ? start + 1 : 1,
    asText: true,
    ...(prefix === '' ? {} : { prefix })
  }
}

/** The shape itself, unless it counts in a text of at most `most` characters that soon has no room: then letters stand there, too. */
export function lasting(found: Inferred<IdShape>, { most }: { readonly most: number }): Inferred<IdShape> {
  const { value: shape } = found
  if (shape.kind !== 'sequence' || !shape.asText) return found
  const prefix = shape.prefix ?? ''
  const room = most - prefix.length
  return room < leastDigits && room >= 3
    ? inferred(text(prefix, digits + upper, room), found.confidence, found.reason)
    : found
}

/** A counter of fewer digits comes to its end in a long test. */
const leastDigits = 5
