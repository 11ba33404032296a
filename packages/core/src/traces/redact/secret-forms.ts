// One secret -> the texts as which it may turn up: as it is, escaped, percent-encoded, in base64 and in hex.
import { encodeText } from '../../http/bodies/charset.js'

/** Shorter texts are not looked for by their value: they stand in too many other texts. */
export const shortestSecret = 8

/** The forms of a secret, longest first, none of them shorter than `shortestSecret` characters. Empty for a secret that is too short. */
export function formsOf(secret: string): readonly string[] {
  if (secret.length < shortestSecret) return []
  const bytes = encodeText(secret)
  const percent = encodeURIComponent(secret.toWellFormed())
  const everyByte = inHex(bytes, '%')
  const forms = new Set([
    secret,
    percent,
    percent.replaceAll(/%[0-9A-F]{2}/g, lower),
    percent.replaceAll('%', '%25'),
    percent.replaceAll('%20', '+'),
    everyByte,
    lower(everyByte),
    inHex(bytes, ''),
    lower(inHex(bytes, '')),
    inHex(bytes, '\\x'),
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret)).slice(3, -3),
    inUnits(secret, 'x'),
    inUnits(secret, 'X'),
    secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
    ...inBase64(bytes)
  ])
  return [...forms].filter(({ length }) => length >= shortestSecret).toSorted((a, b) => b.length - a.length)
}

function lower(text: string): string {
  return text.toLowerCase()
}

function inHex(bytes: Uint8Array, before: string): string {
  return Array.from(bytes, (byte) => before + byte.toString(16).padStart(2, '0').toUpperCase()).join('')
}

/** `\u0041`, each unit of the text; `X` for hex digits in upper case. */
function inUnits(text: string, digits: 'x' | 'X'): string {
  const hex = (unit: string): string => unit.charCodeAt(0).toString(16).padStart(4, '0')
  return Array.from({ length: text.length }, (_, i) => {
    const code = hex(text.charAt(i))
    return `\\u${digits === 'X' ? code.toUpperCase() : code}`
  }).join('')
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
    for (const [i, byte] of bytes.entries()) {
      const own = i === 0 ? 8 - skipped : 8
      bits = ((bits << own) | (byte & ((1 << own) - 1))) & 0xffff
      width += own
      while (width >= 6) {
        width -= 6
        text += standard.charAt((bits >> width) & 63)
      }
    }
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
