// The part of the pattern parser that reads one character: escapes, and classes such as `[^a-z\d]`.
import { DIGITS, invertRanges, mergeRanges, WHITE_SPACE, WORD_CHARACTERS } from './code-points.js'
import type { CodePointRange } from './code-points.js'
import type { PatternReader } from './pattern-reader.js'
import type { PatternSet } from './pattern.js'

const SYNTAX_CHARACTERS = '^$\\.*+?()[]{}|/'
const CONTROL_ESCAPES = new Map([
  ['t', 0x09],
  ['n', 0x0a],
  ['v', 0x0b],
  ['f', 0x0c],
  ['r', 0x0d]
])
const CLASS_ESCAPES = new Map([
  ['d', DIGITS],
  ['w', WORD_CHARACTERS],
  ['s', WHITE_SPACE]
])

export function setOf(
  ranges: readonly CodePointRange[],
  properties: readonly string[] = [],
  negated = false
): PatternSet {
  return { type: 'set', ranges, properties, negated }
}

export function singleSet(code: number): PatternSet {
  return setOf([[code, code]])
}

/** Reads an escape outside a class, at its backslash. */
export function parseEscape(reader: PatternReader): PatternSet {
  reader.offset++
  return parseSetEscape(reader) ?? singleSet(parseCodeEscape(reader, false))
}

/** Reads a class, after its `[`. */
export function parseClass(reader: PatternReader): PatternSet {
  const negated = reader.take('^')
  const ranges: CodePointRange[] = []
  const properties: string[] = []
  while (!reader.take(']')) {
    const low = parseClassAtom(reader)
    const isRange = reader.peek() === '-' && reader.source.charAt(reader.offset + 1) !== ']'
    if (!isRange) {
      addAtom(low, ranges, properties)
      continue
    }
    reader.take('-')
    const high = parseClassAtom(reader)
    if (typeof low === 'number' && typeof high === 'number') {
      if (high < low) reader.fail('the range of a class is out of order')
      ranges.push([low, high])
      continue
    }
    if (reader.unicode) reader.fail('a range of a class must go from character to character')
    ranges.push([0x2d, 0x2d])
    addAtom(low, ranges, properties)
    addAtom(high, ranges, properties)
  }
  const merged = mergeRanges(ranges)
  if (properties.length > 0) return setOf(merged, properties, negated)
  return setOf(negated ? invertRanges(merged, reader.maxCode) : merged)
}

function addAtom(atom: number | PatternSet, ranges: CodePointRange[], properties: string[]): void {
  if (typeof atom === 'number') {
    ranges.push([atom, atom])
    return
  }
  ranges.push(...atom.ranges)
  properties.push(...atom.properties)
}

function parseClassAtom(reader: PatternReader): number | PatternSet {
  if (!reader.take('\\')) return reader.code()
  return parseSetEscape(reader) ?? parseCodeEscape(reader, true)
}

/** `\d \D \w \W \s \S \p{..} \P{..}`, after the backslash. */
function parseSetEscape(reader: PatternReader): PatternSet | undefined {
  const letter = reader.peek()
  const ranges = CLASS_ESCAPES.get(letter.toLowerCase())
  if (ranges) {
    reader.offset++
    return setOf(letter === letter.toLowerCase() ? ranges : invertRanges(ranges, reader.maxCode))
  }
  if (!reader.unicode || (letter !== 'p' && letter !== 'P')) return undefined
  const property = /^[pP]\{[A-Za-z0-9_=]{1,60}\}/.exec(
    reader.source.slice(reader.offset, reader.offset + 64)
  )?.[0]
  if (property === undefined || !isProperty(`\\${property}`)) reader.fail('unknown Unicode property')
  reader.offset += property.length
  return setOf([], [`\\${property}`])
}

function isProperty(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp
  } catch {
    return false
  }
}

/** An escape that stands for one code point, after the backslash. */
function parseCodeEscape(reader: PatternReader, inClass: boolean): number {
  const start = reader.offset
  const code = reader.code()
  const character = String.fromCodePoint(code)
  const control = CONTROL_ESCAPES.get(character)
  if (control !== undefined) return control
  if (inClass && character === 'b') return 0x08
  if (character === 'c') return parseControlLetter(reader, inClass)
  if (character === 'x') return reader.hex(2) ?? identity(reader, code)
  if (character === 'u') return parseUnicodeEscape(reader) ?? identity(reader, code)
  if (character === '0' && !/^[0-9]/.test(reader.peek())) return 0
  if (!reader.unicode && /^[0-7]$/.test(character)) {
    // Annex B: a legacy octal escape, at most \377.
    const octal = /^(?:[0-3][0-7]{0,2}|[4-7][0-7]?)/.exec(
      reader.source.slice(start, start + 3)
    )?.[0] as string
    reader.offset = start + octal.length
    return Number.parseInt(octal, 8)
  }
  if (inClass && character === '-') return code
  return identity(reader, code)
}

/** A character that stands for itself: with the `u` flag only those with a meaning may be escaped. */
function identity(reader: PatternReader, code: number): number {
  if (reader.unicode && (code > 0x7f || !SYNTAX_CHARACTERS.includes(String.fromCodePoint(code)))) {
    reader.fail(`"\\${String.fromCodePoint(code)}" is no escape`)
  }
  if (!reader.unicode && code === 0x6b && reader.groupNames.length > 0) reader.fail('"\\k" is no escape here')
  return code
}

function parseControlLetter(reader: PatternReader, inClass: boolean): number {
  const next = reader.peek()
  if (/^[A-Za-z]$/.test(next) || (inClass && !reader.unicode && /^[0-9_]$/.test(next))) {
    return reader.code() % 32
  }
  if (reader.unicode) reader.fail('"\\c" needs a letter')
  reader.offset--
  return 0x5c
}

function parseUnicodeEscape(reader: PatternReader): number | undefined {
  if (reader.unicode && reader.peek() === '{') {
    const digits = /^\{([0-9a-fA-F]{1,30})\}/.exec(reader.source.slice(reader.offset, reader.offset + 34))
    const code = digits ? Number.parseInt(digits[1] as string, 16) : Infinity
    if (!digits || code > 0x10ffff) reader.fail('a Unicode escape is out of range')
    reader.offset += digits[0].length
    return code
  }
  const unit = reader.hex(4)
  if (unit === undefined || !reader.unicode || unit < 0xd800 || unit > 0xdbff) return unit
  const start = reader.offset
  const low = reader.take('\\u') ? reader.hex(4) : undefined
  if (low !== undefined && low >= 0xdc00 && low <= 0xdfff)
    return (unit - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000
  reader.offset = start
  return unit
}
