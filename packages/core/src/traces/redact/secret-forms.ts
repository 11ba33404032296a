// One secret -> the texts as which it may turn up: as it is, escaped, percent-encoded, in base64 and in hex.
import { encodeText } from '../../http/bodies/charset.js'

/** Shorter texts are not looked for by their value: they stand in too many other texts. */
export const shortestSecret = 8

/** Clients send the same credential again and again: how many forms are remembered, and of secrets of which length. */
const mostRemembered = 64
const longestRemembered = 300
const remembered = new Map<string, readonly string[]>()

/** The forms of a secret, longest first, none of them shorter than `shortestSecret` characters. Empty for a secret that is too short. */
export function formsOf(secret: string): readonly string[] {
  const known = remembered.get(secret)
  if (known) return known
  const forms = makeForms(secret)
  if (secret.length > longestRemembered) return forms
  if (remembered.size === mostRemembered) remembered.clear()
  remembered.set(secret, forms)
  return forms
}

function makeForms(secret: string): readonly string[] {
  if (secret.length < shortestSecret) return []
  const bytes = encodeText(secret)
  const everyByte = inHex(bytes, '%')
  const hex = inHex(bytes, '')
  const forms = new Set([
    secret,
    // Most secrets are of signs that nobody escapes.
    ...(/^[\w.~-]*$/.test(secret) ? [] : escaped(secret)),
    everyByte,
    everyByte.toLowerCase(),
    hex,
    hex.toLowerCase(),
    inHex(bytes, '\\x'),
    ...inUnits(secret),
    ...inBase64(bytes)
  ])
  return [...forms].filter(({ length }) => length >= shortestSecret).toSorted((a, b) => b.length - a.length)
}

function escaped(secret: string): string[] {
  const percent = encodeURIComponent(secret.toWellFormed())
  return [
    percent,
    percent.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
    percent.replaceAll('%', '%25'),
    percent.replaceAll('%20', '+'),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
  ]
}

const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0').toUpperCase())

function inHex(bytes: Uint8Array, before: string): string {
  let text = ''
  for (const byte of bytes) text += before + hexOf[byte]!
  return text
}

/** `\u0041`, each unit of the text, with hex digits in lower and in upper case. */
function inUnits(text: string): string[] {
  let upper = ''
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    upper += `\\u${hexOf[unit >> 8]!}${hexOf[unit & 255]!}`
  }
  return [upper.toLowerCase(), upper]
}

const standard = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** What base64 makes of the bytes where 0, 1 or 2 others stand before them: without the characters that others have a part in. */
function inBase64(bytes: Uint8Array): string[] {
  return [0, 1, 2].flatMap((before) => {
    let text = ''
    let bits = 0
    let width = 0
    // Only whole groups of six bits that are all the secret's own.
    const skipped = before === 0 ? 0 : before === 1 ? 4 : 2
    let own = 8 - skipped
    for (const byte of bytes) {
      bits = ((bits << own) | (byte & ((1 << own) - 1))) & 0xffff
      width += own
      own = 8
      while (width >= 6) {
        width -= 6
        text += standard.charAt((bits >> width) & 63)
      }
    }
    return /[+/]/.test(text) ? [text, text.replaceAll('+', '-').replaceAll('/', '_')] : [text]
  })
}
