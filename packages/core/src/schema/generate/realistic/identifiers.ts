// Identifiers: UUIDs, tokens, and new ones in the shape of an example.
import type { Random } from '../../../internal/random.js'

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const DIGITS = '0123456789'
const HEX = '0123456789abcdef'
const ALPHANUMERIC = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${LOWER}${DIGITS}`
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const MAX_EXAMPLE = 200

function characters(random: Random, alphabet: string, length: number): string {
  let text = ''
  for (let i = 0; i < length; i++) text += alphabet.charAt(random.integer(0, alphabet.length - 1))
  return text
}

export function hexText(random: Random, length: number): string {
  let text = ''
  while (text.length < length) text += random.next().toString(16).padStart(8, '0')
  return text.slice(0, length)
}

export function digitsText(random: Random, length: number): string {
  return `${characters(random, '123456789', 1)}${characters(random, DIGITS, length - 1)}`
}

export function tokenText(random: Random, length: number): string {
  return characters(random, ALPHANUMERIC, length)
}

/** A UUID, version 4 (RFC 9562, section 5.4). */
export function uuidText(random: Random): string {
  const hex = hexText(random, 32)
  const variant = HEX.charAt(8 + (random.next() >>> 30))
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
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
 * Another identifier of the example's shape: a prefix such as `cus_` stays, letters, digits and hexadecimal stay what they are,
 * punctuation stays where it is.
 */
export function identifierLike(example: string, random: Random): string {
  if (UUID.test(example)) return uuidText(random)
  const prefix = /^(?:[A-Za-z]+[_-])+(?=[A-Za-z0-9]{4,})/.exec(example)?.[0] ?? ''
  const body = example.slice(prefix.length)
  const hexadecimal = body.length >= 8 && /^[0-9a-f]+$/.test(body)
  let text = prefix
  for (const character of body) {
    if (hexadecimal) text += characters(random, HEX, 1)
    else if (/[0-9]/.test(character)) text += characters(random, DIGITS, 1)
    else if (/[a-z]/.test(character)) text += characters(random, LOWER, 1)
    else if (/[A-Z]/.test(character)) text += ALPHANUMERIC.charAt(random.integer(0, 25))
    else text += character
  }
  return text
}
