// Identifiers: UUIDs, tokens, and new ones in the shape of an example.
import { digits, hex, lower, upper } from '../../../internal/alphabets.js'
import type { Random } from '../../../internal/random.js'

const ALPHANUMERIC = upper + lower + digits
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const MAX_EXAMPLE = 200

function characters(random: Random, alphabet: string, length: number): string {
  let text = ''
  for (let i = 0; i < length; i++) text += alphabet.charAt(random.integer(0, alphabet.length - 1))
  return text
}

/** Every byte in two hexadecimal digits. */
const BYTES = Array.from({ length: 256 }, (_, byte) => hex.charAt(byte >> 4) + hex.charAt(byte & 15))

export function hexText(random: Random, length: number): string {
  let text = ''
  while (text.length < length) {
    const bits = random.next()
    const high = (BYTES[bits >>> 24] as string) + (BYTES[(bits >>> 16) & 255] as string)
    text += high + (BYTES[(bits >>> 8) & 255] as string) + (BYTES[bits & 255] as string)
  }
  return text.length === length ? text : text.slice(0, length)
}

export function digitsText(random: Random, length: number): string {
  return `${characters(random, '123456789', 1)}${characters(random, digits, length - 1)}`
}

export function tokenText(random: Random, length: number): string {
  return characters(random, ALPHANUMERIC, length)
}

/** A UUID, version 4 (RFC 9562, section 5.4). */
export function uuidText(random: Random): string {
  const text = hexText(random, 32)
  const variant = hex.charAt(8 + (random.next() >>> 30))
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-${variant}${text.slice(17, 20)}-${text.slice(20)}`
}

/** Whether a text looks like an identifier whose shape is worth keeping: it has digits or mixed case, and no spaces. */
export function isIdentifier(example: string): boolean {
  return (
    example.length >= 6 &&
    example.length <= MAX_EXAMPLE &&
    /^[A-Za-z0-9_.:=+-]+$/.test(example) &&
    /[0-9]|[a-z][A-Z]/.test(example)
  )
}

/**
 * Makes other identifiers of the example's shape: a prefix such as `cus_` stays, letters, digits and hexadecimal stay what they are,
 * punctuation stays where it is.
 */
export function identifiersLike(example: string): (random: Random) => string {
  if (UUID.test(example)) return uuidText
  const prefix = /^(?:[A-Za-z]+[_-])+(?=[A-Za-z0-9]{4,})/.exec(example)?.[0] ?? ''
  const body = example.slice(prefix.length)
  const hexadecimal = body.length >= 8 && /^[0-9a-f]+$/.test(body)
  // One alphabet a character; punctuation is an alphabet of one, which takes no draw.
  const alphabets = Array.from(body, (character) => (hexadecimal ? hex : alphabetOf(character)))
  return (random) => {
    let text = prefix
    for (const alphabet of alphabets)
      text += alphabet.length === 1 ? alphabet : alphabet.charAt(random.integer(0, alphabet.length - 1))
    return text
  }
}

function alphabetOf(character: string): string {
  return [digits, lower, upper].find((alphabet) => alphabet.includes(character)) ?? character
}
