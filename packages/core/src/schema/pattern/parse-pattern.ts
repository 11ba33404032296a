// Parses the source of an ECMAScript regular expression (ECMA-262, 22.2.1 and Annex B.1.2): first by the rules of the `u` flag, then by the older ones.
import { parseClass, parseEscape, singleSet, setOf } from './parse-class.js'
import { invertRanges, LINE_TERMINATORS } from './code-points.js'
import { PatternReader, PatternSyntaxError } from './pattern-reader.js'
import type { Pattern, PatternError, PatternNode } from './pattern.js'

const MAX_DEPTH = 250
const MAX_LENGTH = 20_000

/**
 * Parses a pattern as JSON Schema's `pattern` and `patternProperties` hold it (no delimiters, no flags).
 * Never throws; inline flags, groups nested deeper than 250 levels and sources of more than 20,000 characters are errors.
 */
export function parsePattern(source: string): Pattern | PatternError {
  if (source.length > MAX_LENGTH) return { message: `more than ${MAX_LENGTH} characters`, offset: MAX_LENGTH }
  const unicode = parseWith(source, true)
  if ('root' in unicode) return unicode
  const legacy = parseWith(source, false)
  return 'root' in legacy ? legacy : unicode
}

function parseWith(source: string, unicode: boolean): Pattern | PatternError {
  const reader = new PatternReader(source, unicode)
  try {
    const root = parseAlternation(reader, 0)
    if (!reader.done) reader.fail(`unexpected "${reader.peek()}"`)
    return { source, root, unicode, groups: reader.groups }
  } catch (error) {
    if (error instanceof PatternSyntaxError) return { message: error.message, offset: reader.offset }
    throw error
  }
}

function parseAlternation(reader: PatternReader, depth: number): PatternNode {
  if (depth > MAX_DEPTH) reader.fail('groups are nested too deeply')
  const alternatives = [parseSequence(reader, depth)]
  while (reader.take('|')) alternatives.push(parseSequence(reader, depth))
  return alternatives.length === 1 ? (alternatives[0] as PatternNode) : { type: 'alternation', alternatives }
}

function parseSequence(reader: PatternReader, depth: number): PatternNode {
  const items: PatternNode[] = []
  while (!reader.done && reader.peek() !== '|' && reader.peek() !== ')') items.push(parseTerm(reader, depth))
  return items.length === 1 ? (items[0] as PatternNode) : { type: 'sequence', items }
}

function parseTerm(reader: PatternReader, depth: number): PatternNode {
  if (reader.take('^')) return { type: 'start' }
  if (reader.take('$')) return { type: 'end' }
  if (reader.take('\\b')) return { type: 'boundary', negated: false }
  if (reader.take('\\B')) return { type: 'boundary', negated: true }
  const atom = parseAtom(reader, depth)
  // Annex B lets a lookahead be repeated; a lookbehind never.
  if (atom.type === 'look' && (atom.behind || reader.unicode)) return atom
  return parseQuantifier(reader, atom)
}

function parseAtom(reader: PatternReader, depth: number): PatternNode {
  if (reader.take('(')) return parseGroup(reader, depth)
  if (reader.take('[')) return parseClass(reader)
  if (reader.take('.')) return setOf(invertRanges(LINE_TERMINATORS, reader.maxCode))
  if (reader.peek() === '\\') return parseBackreference(reader) ?? parseEscape(reader)
  const start = reader.offset
  if (readQuantifier(reader)) {
    reader.offset = start
    reader.fail('nothing to repeat')
  }
  if (reader.unicode && (reader.peek() === '{' || reader.peek() === '}' || reader.peek() === ']')) {
    reader.fail(`"${reader.peek()}" must be escaped`)
  }
  return singleSet(reader.code())
}

function parseGroup(reader: PatternReader, depth: number): PatternNode {
  let wrap: (item: PatternNode) => PatternNode
  if (reader.take('?:')) wrap = (item) => ({ type: 'group', item })
  else if (reader.take('?=')) wrap = (item) => ({ type: 'look', behind: false, negated: false, item })
  else if (reader.take('?!')) wrap = (item) => ({ type: 'look', behind: false, negated: true, item })
  else if (reader.take('?<=')) wrap = (item) => ({ type: 'look', behind: true, negated: false, item })
  else if (reader.take('?<!')) wrap = (item) => ({ type: 'look', behind: true, negated: true, item })
  else if (reader.take('?<')) {
    const name = reader.groupName()
    const index = ++reader.groups
    wrap = (item) => ({ type: 'group', item, index, name })
  } else if (reader.peek() === '?') reader.fail('unknown kind of group')
  else {
    const index = ++reader.groups
    wrap = (item) => ({ type: 'group', item, index })
  }
  const item = parseAlternation(reader, depth + 1)
  if (!reader.take(')')) reader.fail('missing ")"')
  return wrap(item)
}

function parseBackreference(reader: PatternReader): PatternNode | undefined {
  if (reader.take('\\k')) {
    if (!reader.unicode && reader.groupNames.length === 0) return singleSet(0x6b)
    if (!reader.take('<')) reader.fail('missing the name of a group')
    const name = reader.groupName()
    const known = reader.groupNames.find((group) => group.name === name)
    return known ? { type: 'backreference', group: known.index } : reader.fail(`no group is named "${name}"`)
  }
  const start = reader.offset
  reader.offset++
  const number = /^[1-9]/.test(reader.peek()) ? reader.decimal() : undefined
  if (number !== undefined && number <= reader.groupCount) return { type: 'backreference', group: number }
  if (number !== undefined && reader.unicode) reader.fail(`there is no group ${number}`)
  reader.offset = start
  return undefined
}

function parseQuantifier(reader: PatternReader, item: PatternNode): PatternNode {
  const range = readQuantifier(reader)
  if (!range) return item
  return { type: 'quantifier', item, min: range.min, max: range.max, lazy: reader.take('?') }
}

function readQuantifier(reader: PatternReader): { min: number; max: number } | undefined {
  if (reader.take('*')) return { min: 0, max: Infinity }
  if (reader.take('+')) return { min: 1, max: Infinity }
  if (reader.take('?')) return { min: 0, max: 1 }
  const start = reader.offset
  if (!reader.take('{')) return undefined
  const min = reader.decimal()
  const max = reader.take(',') ? (reader.decimal() ?? Infinity) : min
  if (min === undefined || max === undefined || !reader.take('}')) {
    reader.offset = start
    return undefined
  }
  if (max < min) reader.fail('the numbers of a quantifier are out of order')
  return { min, max }
}
