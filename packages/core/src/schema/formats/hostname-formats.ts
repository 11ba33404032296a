// `hostname` (RFC 1123, with A-labels checked by RFC 5891) and `idn-hostname` (RFC 5890 to 5893).
import { decodePunycode, encodePunycode } from './punycode.js'

/** Separators of labels in internationalised names. */
const DOTS = /[.\u3002\uff0e\uff61]/
/** Letters, marks and digits, and what RFC 5892 adds (section 2.6, and the code points that depend on context). */
const LETTERS =
  /^(?:[\p{L}\p{M}\p{Nd}\u06fd\u06fe\u0f0b\u3007\u00b7\u0375\u05f3\u05f4\u30fb-]|\u200c|\u200d)+$/u
const DISALLOWED = /\u302e|\u302f|[\u0640\u07fa\u3031-\u3035\u303b]/
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const RIGHT_TO_LEFT_LETTER =
  /(?![\p{Nd}\p{M}])[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u
const LEFT_TO_RIGHT_LETTER =
  /(?![\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}])\p{L}/u
const VIRAMA = /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u0e3a\u0f84\u1039\u103a\u17d2]/
const JOINING = /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}]/u

/** A short name without two hyphens in a row, as most are: none of its labels is too long or an A-label. */
const SHORT_NAME = /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?:\.[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)*$/

export function isHostname(text: string): boolean {
  if (text.length <= 63 && SHORT_NAME.test(text)) return true
  return (
    text.length <= 253 &&
    text.split('.').every((label) => isAsciiLabel(label) && (!isALabel(label) || decodesWell(label)))
  )
}

export function isIdnHostname(text: string): boolean {
  if (text.length > 253) return false
  const labels = text.split(DOTS)
  const unicode: string[] = []
  let length = labels.length - 1
  for (const label of labels) {
    if (/^[\0-\x7f]*$/.test(label)) {
      if (!isAsciiLabel(label) || (isALabel(label) ? !decodesWell(label) : hasHyphens(label))) return false
      unicode.push(isALabel(label) ? (decodePunycode(label.slice(4)) as string) : label)
      length += label.length
    } else {
      const encoded = encodePunycode(label.toLowerCase())
      if (!isULabel(label) || encoded.length > 59) return false
      unicode.push(label)
      length += encoded.length + 4
    }
  }
  return length <= 253 && obeysBidi(unicode)
}

function isAsciiLabel(label: string): boolean {
  return label.length <= 63 && /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(label)
}

function isALabel(label: string): boolean {
  return label.slice(0, 4).toLowerCase() === 'xn--'
}

function hasHyphens(label: string): boolean {
  return label.slice(2, 4) === '--'
}

function decodesWell(label: string): boolean {
  const encoded = label.slice(4).toLowerCase()
  const decoded = decodePunycode(encoded)
  if (decoded === undefined || !/[^\0-\x7f]/.test(decoded)) return false
  return encodePunycode(decoded) === encoded && isULabel(decoded) && obeysBidi([decoded])
}

function isULabel(label: string): boolean {
  if (!LETTERS.test(label) || DISALLOWED.test(label) || /^\p{M}/u.test(label)) return false
  if (label.startsWith('-') || label.endsWith('-') || hasHyphens(label)) return false
  if (/[\u0660-\u0669]/.test(label) && /[\u06f0-\u06f9]/.test(label)) return false
  const characters = Array.from(label)
  return characters.every((character, index) => fitsContext(character, characters, index))
}

/** The rules of RFC 5892, appendix A. */
function fitsContext(character: string, label: readonly string[], index: number): boolean {
  const before = label[index - 1] ?? ''
  const after = label[index + 1] ?? ''
  switch (character) {
    case '\u00b7':
      return before === 'l' && after === 'l'
    case '\u0375':
      return /\p{Script=Greek}/u.test(after)
    case '\u05f3':
    case '\u05f4':
      return /\p{Script=Hebrew}/u.test(before)
    case '\u30fb':
      return label.some(
        (other) => other !== '\u30fb' && /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(other)
      )
    case '\u200d':
      return VIRAMA.test(before)
    case '\u200c':
      return VIRAMA.test(before) || (JOINING.test(before) && JOINING.test(after))
    default:
      return true
  }
}

/** RFC 5893, section 2, as far as scripts show it: once a label is written from right to left, all begin with a letter and none mixes directions. */
function obeysBidi(labels: readonly string[]): boolean {
  if (!labels.some((label) => RIGHT_TO_LEFT_LETTER.test(label))) return true
  return labels.every((label) => {
    const first = String.fromCodePoint(label.codePointAt(0) ?? 0)
    if (RIGHT_TO_LEFT_LETTER.test(first)) {
      return (
        !LEFT_TO_RIGHT_LETTER.test(label) &&
        !(/[0-9\u06f0-\u06f9]/.test(label) && /[\u0660-\u0669]/.test(label))
      )
    }
    return LEFT_TO_RIGHT_LETTER.test(first) && !RIGHT_TO_LEFT.test(label)
  })
}
