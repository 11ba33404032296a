// The n-th id of a shape: how new entities get their names. A pure function; collisions are the caller's to see, with another attempt.
import { crockford, hex } from '../../../internal/alphabets.js'
import { deriveKey, hashText, Random } from '../../../internal/random.js'
import type { IdShape } from '../../../release/resources/model.js'
import { ADJECTIVES, NOUNS } from '../../../schema/generate/realistic/words.js'

/** Which id is wanted. */
export interface IdContext {
  /** 32 bits, derived from the seed, the resource and the ordinal. */
  readonly key: number
  /** 0, 1, 2 …: how many ids of this resource were made before. */
  readonly ordinal: number
  /** For slugs: the value they are made of, such as a name. */
  readonly from?: unknown
  /** How many ids for this ordinal were taken already. @default 0 */
  readonly attempt?: number
}

/** The time in the first of all ULIDs, in milliseconds: that of 2024-01-01. The next ones follow by a second each, so they sort as they were made. */
const FIRST_ULID = 1_704_067_200_000
/** 2^60: an id out of fewer can be met again by accident. */
const ENOUGH = 0x1000000000000000
/** How many ids out of few are told apart by their ordinals alone. */
const COUNTED = 0x100000
const LONGEST_SLUG = 60

/**
 * Makes an id; `undefined` for the shape `schema`, whose ids the caller generates. Different ordinals never give the same id of a
 * sequence, a UUID, a ULID, or a text of 2^60 possible ones or more (but by an accident of that size); of fewer possible ones, the
 * first million or all of them differ. Slugs differ where nothing is given to make them of. An attempt above 0 gives another id:
 * the next number of a sequence, `-2` behind a slug.
 */
export function makeId(shape: IdShape, context: IdContext): string | number | undefined {
  const { ordinal, attempt = 0 } = context
  switch (shape.kind) {
    case 'sequence': {
      const number = shape.start + ordinal + attempt
      if (!shape.asText && shape.prefix === undefined) return number
      return (shape.prefix ?? '') + String(number).padStart(shape.width ?? 0, '0')
    }
    case 'uuid':
      return uuid(context)
    case 'ulid':
      return instant(FIRST_ULID + ordinal * 1000) + many(crockford, 16, context)
    case 'text':
      return shape.prefix + text(shape.prefix, shape.alphabet, shape.length, context)
    case 'slug':
      return slug(context)
    case 'schema':
      return undefined
  }
}

/** Version 4 (RFC 9562, section 5.4). */
function uuid(context: IdContext): string {
  const bytes = many(hex, 32, context)
  const variant = hex.charAt(8 + (hex.indexOf(bytes.charAt(16)) & 3))
  return `${bytes.slice(0, 8)}-${bytes.slice(8, 12)}-4${bytes.slice(13, 16)}-${variant}${bytes.slice(17, 20)}-${bytes.slice(20)}`
}

/** The first ten characters of a ULID. */
function instant(milliseconds: number): string {
  let text = ''
  for (let rest = milliseconds; text.length < 10; rest = Math.floor(rest / 32))
    text = crockford.charAt(rest % 32) + text
  return text
}

function text(prefix: string, alphabet: string, length: number, context: IdContext): string {
  if (alphabet.length < 2) return alphabet.repeat(length)
  let size = 1
  let counted = 0
  let total = 1
  for (let i = 0; i < length && total < ENOUGH; i++) {
    total *= alphabet.length
    if (size >= COUNTED) continue
    size = total
    counted = i + 1
  }
  if (total >= ENOUGH) return many(alphabet, length, context)
  const { ordinal, attempt = 0 } = context
  const drawn = many(alphabet, length - counted, context)
  return (
    drawn +
    written(alphabet, counted, shuffled((ordinal + attempt) % size, size, hashText(prefix + alphabet)))
  )
}

/** Characters drawn by the key, and shifted by the ordinal: where two ordinals have the same key, the ids still differ. */
function many(alphabet: string, length: number, { key, ordinal, attempt = 0 }: IdContext): string {
  const random = new Random(attempt === 0 ? key : deriveKey(key, attempt))
  // For one key this is another number for each ordinal.
  let shift = deriveKey(key, ordinal)
  let text = ''
  for (let i = 0; i < length; i++) {
    text += alphabet.charAt((random.integer(0, alphabet.length - 1) + shift) % alphabet.length)
    shift = Math.floor(shift / alphabet.length)
  }
  return text
}

/** The number in another place of 0 to `size` - 1, each in its own: a step around the circle by about the golden ratio. */
function shuffled(number: number, size: number, start: number): number {
  let step = Math.floor(size * 0.6180339887)
  while (greatestDivisor(size, step) !== 1) step++
  return (((number * step) % size) + (start % size)) % size
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

/** A number in the digits of an alphabet. */
function written(alphabet: string, length: number, number: number): string {
  let text = ''
  for (let rest = number; text.length < length; rest = Math.floor(rest / alphabet.length))
    text = alphabet.charAt(rest % alphabet.length) + text
  return text
}

function slug({ key, ordinal, from, attempt = 0 }: IdContext): string {
  const words = typeof from === 'string' || typeof from === 'number' ? slugOf(String(from)) : ''
  const suffix = attempt === 0 ? '' : `-${attempt + 1}`
  if (words !== '') return words + suffix
  const random = new Random(key)
  return `${random.pick(ADJECTIVES)}-${random.pick(NOUNS)}-${ordinal + 1}${suffix}`
}

/** The letters U+00E0 to U+00FF without their accents. */
const PLAIN = 'aaaaaaaceeeeiiiidnooooo-ouuuuyty'

/** `Summer Sale!` -> `summer-sale`; letters beyond Latin-1 are left out. */
function slugOf(text: string): string {
  return text
    .slice(0, 200)
    .toLowerCase()
    .replaceAll(/[\u00e0-\u00ff]/g, (letter) => PLAIN.charAt(letter.charCodeAt(0) - 0xe0))
    .replaceAll('\u00df', 'ss')
    .replaceAll(/['\u2019]/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_SLUG)
    .replaceAll(/^-+|-+$/g, '')
}

/**
 * Whether a text, such as one in a path, could be an id of the shape. Lenient: what was inferred from a few examples says little of
 * the length and the alphabet of all. Ids that `makeId` gives always pass.
 */
export function isWellFormedId(shape: IdShape, text: string): boolean {
  if (text === '' || text.length > 1000 || /\p{Cc}/u.test(text)) return false
  switch (shape.kind) {
    case 'sequence': {
      const prefix = shape.prefix ?? ''
      return text.startsWith(prefix) && /^-?[0-9]{1,20}$/.test(text.slice(prefix.length))
    }
    case 'uuid':
      return /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i.test(text)
    case 'ulid':
      return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/i.test(text)
    case 'text':
      return text.length > shape.prefix.length && text.startsWith(shape.prefix) && !/\s/.test(text)
    case 'slug':
    case 'schema':
      return true
  }
}
