// The short forms in which users write places and the looks of ids, and what they mean in a resource model.
import { digits, hex, lettersAndDigits, lower, upper } from '../../../internal/alphabets.js'
import type { Place } from '../inferred.js'
import type { IdShape, InputPlace, KeyPlace } from '../model.js'
import type { WrittenPlace, WrittenShape } from './overrides.js'

/** Member names with dots between them; the empty text is the value itself. */
export const placePattern = /^([^.]+(\.[^.]+)*)?$/u
/** The same for the members of a map, which are never the value itself. */
export const memberPattern = /^[^.]+(\.[^.]+)*$/u
/** A part of a request and a name in it. */
export const keyPattern = /^(path|query|header|body)\.[\s\S]+$/u
/** Where an entity stands in a request. */
export const inputPattern = /^(body|query)(\.[^.]+)*$/u
/** The name of a resource. What starts with `$` is the sandbox's own. */
export const resourcePattern = /^[^$][\s\S]{0,199}$/u
/** What ids begin with: no control characters, and no halves of characters. */
export const prefixPattern = /^[^\p{Cc}\p{Cs}]{0,64}$/u
/** The characters of ids: such as paths can say, each of one code unit. */
export const alphabetPattern = /^[^\s\p{Cc}\p{Cs}\u{10000}-\u{10ffff}]{2,256}$/u
/** A word for a shape, or a prefix and 1 to 199 characters of a kind. */
export const shapePattern =
  /^(uuid|ulid|integer|slug|schema|[^{}\p{Cc}\p{Cs}]{0,64}\{([1-9][0-9]?|1[0-9][0-9])(:(alphanumeric|lower|upper|hex|digits))?\})$/u

/** Tells a place from the longer form that may stand in its stead. */
export function isPlace(written: WrittenPlace | object): written is WrittenPlace {
  return typeof written === 'string' || Array.isArray(written)
}

/** `a.b` -> `['a', 'b']`; `''` -> `[]`. */
export function parsePlace(written: WrittenPlace): Place {
  if (typeof written !== 'string') return written
  return written === '' ? [] : written.split('.')
}

/** `path.petId` -> the parameter; `undefined` for anything that is not of the form. */
export function parseKey(written: string): KeyPlace | undefined {
  if (!keyPattern.test(written)) return undefined
  const dot = written.indexOf('.')
  return { in: written.slice(0, dot) as KeyPlace['in'], name: written.slice(dot + 1) }
}

/** `body.data` -> the place; a last `*` means many. `undefined` for anything that is not of the form. */
export function parseInput(written: string): InputPlace | undefined {
  if (!inputPattern.test(written)) return undefined
  const [part, ...at] = written.split('.')
  const base = { in: part as InputPlace['in'] }
  return at.at(-1) === '*' ? { ...base, at: at.slice(0, -1), many: true } : { ...base, at }
}

/** A place with a `*` in it -> where the array stands, and where in each item the entity. */
export function parseItems(written: WrittenPlace): { readonly items: Place; readonly item: Place } {
  const place = parsePlace(written)
  const star = place.indexOf('*')
  return star < 0 ? { items: place, item: [] } : { items: place.slice(0, star), item: place.slice(star + 1) }
}

const alphabets: { readonly [kind: string]: string } = {
  alphanumeric: lettersAndDigits,
  lower: digits + lower,
  upper: digits + upper,
  hex,
  digits
}

/** `cus_{14}` -> a prefix and 14 alphanumeric characters; `undefined` for text that is not of the form. */
export function parseShape(written: WrittenShape): IdShape | undefined {
  if (typeof written !== 'string') {
    if (written.kind !== 'slug') return written
    return written.from === undefined ? { kind: 'slug' } : { kind: 'slug', from: parsePlace(written.from) }
  }
  if (!shapePattern.test(written)) return undefined
  if (written === 'integer') return { kind: 'sequence', start: 1 }
  if (!written.endsWith('}')) return { kind: written as 'uuid' | 'ulid' | 'slug' | 'schema' }
  const brace = written.lastIndexOf('{')
  const [length = '', kind = 'alphanumeric'] = written.slice(brace + 1, -1).split(':')
  return { kind: 'text', prefix: written.slice(0, brace), alphabet: alphabets[kind]!, length: Number(length) }
}
