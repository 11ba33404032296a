// The words for parts of a resource model that several sentences and tables share.
import type { IdShape, Place, Resource } from '@sandbed/core'
import { sureEnough } from './sentence.js'

/** A name as it stands in a description. */
export function named(name: string): string {
  return `\`${name}\``
}

/** `a, b and c`. */
export function listed(parts: readonly string[], last = 'and'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${last} ${parts.at(-1)!}`
}

/** A place as users write it: `data.*.id`; `''` for the value itself. */
export function dotted(place: Place): string {
  return place.join('.')
}

/** What ids look like: `cus_ + 14 characters`, `1, 2, 3 …`. */
export function shapeWords(shape: IdShape): string {
  switch (shape.kind) {
    case 'sequence': {
      const { start, prefix = '', width = 0, asText } = shape
      const long = prefix.length + width > 12
      const first = (long ? [0] : [0, 1, 2]).map((step) => prefix + String(start + step).padStart(width, '0'))
      return `${first.join(', ')} …${asText && prefix === '' ? ' as text' : ''}`
    }
    case 'text':
      return `${shape.prefix === '' ? '' : `${shape.prefix} + `}${shape.length} ${alphabetWords(shape.alphabet)}`
    case 'slug':
      return shape.from === undefined ? 'a slug' : `a slug of ${dotted(shape.from)}`
    case 'uuid':
      return 'a UUID'
    case 'ulid':
      return 'a ULID'
    case 'schema':
      return 'as its schema says'
  }
}

function alphabetWords(alphabet: string): string {
  const has = (pattern: RegExp): boolean => pattern.test(alphabet)
  if (has(/^[0-9]+$/)) return 'digits'
  if (has(/^[0-9a-f]+$/) || has(/^[0-9A-F]+$/)) return 'hex digits'
  if (has(/^[a-z]+$/)) return 'small letters'
  if (has(/^[A-Z]+$/)) return 'capitals'
  if (has(/^[0-9A-Z]+$/)) return 'capitals and digits'
  if (has(/^[0-9a-z]+$/)) return 'small letters and digits'
  return 'characters'
}

/** The same as a sentence. */
export function shapeSentence(shape: IdShape): string {
  const words = shapeWords(shape)
  if (shape.kind === 'sequence') return `Ids are counted: ${words}`
  return /^\d/.test(words) ? `An id has ${words}.` : `An id is ${words}.`
}

/** Marks a word in a table that is no more than a guess. */
export function marked(text: string, { confidence }: { readonly confidence: number }): string {
  return confidence < sureEnough ? `${text}?` : text
}

/** `id: cus_ + 14 characters`; only the shape where no response shows the id. */
export function idWords({ id }: Resource): string {
  if (!id) return ''
  const shape = marked(shapeWords(id.shape.value), id.shape)
  return id.at ? `${dotted(id.at.value)}: ${shape}` : shape
}
