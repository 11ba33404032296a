// Strings: an identifier like the example's, a text of the format, a text by the field's name, a text of the pattern; the first that
// keeps to the schema's lengths and patterns.
import { deriveKey, Random } from '../../internal/random.js'
import { isPattern } from '../pattern/pattern.js'
import { parsePattern } from '../pattern/parse-pattern.js'
import type { Context, Produce } from './context.js'
import type { Matches } from './members.js'
import { patternText } from './pattern-text.js'
import { isIdentifying } from './realistic/field-name.js'
import { identifiersLike, isIdentifier } from './realistic/identifiers.js'
import { shortText, textByFormat } from './realistic/text-by-format.js'
import { sentence, textByName, title } from './realistic/text-by-name.js'
import type { TextMaker } from './realistic/text-by-name.js'
import type { Shape } from './shape.js'

const PROBES = [11, 222, 3_333, 44_444]
const PROBE_TIME = 1_700_000_000_000
const MAX_PADDING = 10_000
const SPREADS = [6, 2, 12, 0, 24, 60, 6, 2, 12, 24]

/** What strings of a shape must satisfy, and whether they do. `isValid` is the checker's word on the whole schema. */
export interface TextRules {
  readonly shape: Shape
  /** The field's name as `fieldName` gives it. */
  readonly name: string
  readonly matches: Matches
  isValid(text: string): boolean
}

/** Compiles the producer of a string. */
export function compileText(rules: TextRules): Produce {
  const { shape, name } = rules
  const makers = textMakers(rules)
  const example = isIdentifying(name)
    ? shape.examples.find((text): text is string => typeof text === 'string' && isIdentifier(text))
    : undefined
  const usable = (maker: TextMaker): boolean =>
    shape.patterns.length === 0 || PROBES.some((key) => accepts(rules, maker(new Random(key), PROBE_TIME)))
  const useful = makers.filter(usable)
  const like = example === undefined ? undefined : identifiersLike(example)
  const withExample = like && usable(like) ? [like, ...useful] : useful
  const bounded = shape.minLength > 0 || shape.maxLength < Infinity
  return (context, key) => {
    if (!context.step()) return ''
    const candidates = context.examples === 'none' ? useful : withExample
    let text: string | undefined
    for (let i = 0; i < candidates.length; i++) {
      text = (candidates[i] as TextMaker)(new Random(key + context.variety), context.now)
      if (context.variety > 0 && shape.format === undefined) text += ` ${context.variety}`
      if (shape.patterns.length === 0 && !bounded) break
      if (accepts(rules, text)) break
      text = undefined
    }
    text ??= fallback(rules, context, key + context.variety)
    return context.reserve(text.length) ? text : ''
  }
}

function textMakers({ shape, name }: TextRules): TextMaker[] {
  const makers: TextMaker[] = []
  const byFormat = shape.format === undefined ? undefined : textByFormat(shape.format, name)
  if (byFormat) makers.push(byFormat)
  const short = shape.format === undefined ? undefined : shortText(shape.format)
  if (short !== undefined) makers.push(() => short)
  if (!byFormat)
    makers.push(textByName(name) ?? (name.endsWith('_id') ? (textByName('id') as TextMaker) : title))
  return makers
}

function accepts({ shape, matches, isValid }: TextRules, text: string): boolean {
  if (text.length < shape.minLength || (text.length > shape.maxLength && lengthOf(text) > shape.maxLength))
    return false
  if (!shape.patterns.every((pattern) => matches(pattern, text))) return false
  return shape.patterns.length === 0 || shape.format === undefined || isValid(text)
}

/** The length of a string in characters, as JSON Schema counts (RFC 8259). */
function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}

function fallback(rules: TextRules, context: Context, key: number): string {
  const { shape } = rules
  if (shape.patterns.length === 0) return fitLength(rules, context, key)
  const patterns = shape.patterns
    .map((source) => parsePattern(source))
    .filter((pattern) => isPattern(pattern))
  const least = Math.min(shape.minLength, MAX_PADDING)
  let last = ''
  for (let i = 0; i < SPREADS.length + 4; i++) {
    const spread = SPREADS[i] ?? least * (i - SPREADS.length)
    const texts = patterns.map((pattern, index) => patternText(pattern, deriveKey(key + index, i), spread))
    if (texts.includes(undefined)) break
    // A text made for one pattern may satisfy all; so may all texts in a row.
    for (const text of texts.length > 1 ? [...texts, texts.join('')] : texts) {
      last = text as string
      const forms = [last, last.padEnd(least, 'a'), last.slice(0, shape.maxLength)]
      const form = forms.find((one, at) => (at === 0 || one !== last) && accepts(rules, one))
      if (form !== undefined) return form
    }
  }
  return last
}

/** Words of about the right length: a title or a sentence, repeated or cut. */
function fitLength({ shape, name }: TextRules, context: Context, key: number): string {
  const { minLength, maxLength } = shape
  if (!context.reserve(Math.min(minLength, 2_000_000))) return ''
  const random = new Random(key)
  const maker = textByName(name) ?? title
  let text = maker(random, context.now)
  if (text.length < minLength) {
    const filler = ` ${sentence(random, context.now)}`
    text += filler.repeat(Math.ceil((minLength - text.length) / filler.length))
  }
  const most = Math.max(Math.min(maxLength, Math.max(minLength, 40)), 0)
  return text.length > maxLength ? text.slice(0, most).replace(/ $/, 'e') : text
}
