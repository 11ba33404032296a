// One look over a JSON text before it is parsed: depth, size, and what JSON.parse would take but nothing after it can keep.

import { depthCeiling } from '../limits.js'
import { mostDigits, readNumber } from '../../internal/read-number.js'
import { problem, type Problem } from '../problem.js'

/** Bounds on one JSON text; see `RequestLimits` for their meaning and defaults. */
export interface JsonLimits {
  readonly depth: number
  readonly objectKeys: number
  readonly nodes: number
}

/** What is wrong, and where in the text. */
export interface JsonFault extends Problem {
  readonly offset: number
}

/** What the look has found: a fault, or that the text is fit to be parsed. */
export type JsonBounds =
  | { readonly fault: JsonFault; readonly wide?: undefined }
  | {
      readonly fault?: undefined
      /** Whether it holds whole numbers that doubles would round: `parseExactJson` keeps them, JSON.parse does not. */
      readonly wide: boolean
    }

const quote = 0x22
const backslash = 0x5c

// Per open container: commas seen, or -1 in an array. One buffer for all calls, each writes before it reads.
const scratch = new Int32Array(depthCeiling + 1)

/**
 * Counts nesting, members and values of a JSON text in one pass that neither recurses nor allocates by input. It also
 * refuses numbers beyond the range of a double, but for whole numbers of up to `mostDigits` digits, and `\u` escapes that are
 * half of a surrogate pair: neither has a canonical form (RFC 8785), and stores disagree on them. Texts that are not JSON are
 * left to the parser.
 */
export function checkJsonBounds(text: string, limits: JsonLimits): JsonBounds {
  const { length } = text
  const commas = limits.depth <= depthCeiling ? scratch : new Int32Array(limits.depth + 1)
  let depth = 0
  let nodes = 1
  let previous = 0
  let wide = false
  commas[0] = -1
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === quote) {
      // Inline, because most of a text is strings.
      for (i++; i < length; i++) {
        const inner = text.charCodeAt(i)
        if (inner === quote) break
        if (inner !== backslash) continue
        const end = skipEscape(text, i)
        if (end === -1) return fault('malformed-body', 'A string holds half of a surrogate pair', i)
        i = end
      }
    } else if (unit >= 0x30 && unit <= 0x39) {
      const end = skipNumber(text, i)
      if (end < 0) {
        const literal = text.slice(i, ~end + 1)
        const number = readNumber(literal)
        if (number === Infinity) return fault('malformed-body', tooLarge(literal), i)
        if (typeof number === 'bigint') wide = true
      }
      i = end < 0 ? ~end : end
    } else if (unit === 0x2c) {
      if (++nodes > limits.nodes) return tooMany(limits, i)
      const count = commas[depth] as number
      if (count >= 0) {
        commas[depth] = count + 1
        if (count + 1 >= limits.objectKeys) {
          return fault('too-complex', `A JSON object has more than ${limits.objectKeys} members`, i)
        }
      }
    } else if (unit === 0x7b || unit === 0x5b) {
      if (++depth > limits.depth) return fault('too-deep', `JSON nests deeper than ${limits.depth} levels`, i)
      commas[depth] = unit === 0x7b ? 0 : -1
    } else if (unit === 0x7d || unit === 0x5d) {
      if (depth === 0) break
      depth--
      // Each container that is not empty has one value more than commas.
      if (previous !== 0x7b && previous !== 0x5b && ++nodes > limits.nodes) return tooMany(limits, i)
    } else if (unit <= 0x20) continue
    previous = unit
  }
  return { wide }
}

// The index of the last character of an escape; -1 when it is half of a surrogate pair.
function skipEscape(text: string, start: number): number {
  if (text.charCodeAt(start + 1) !== 0x75) return start + 1
  const half = surrogate(text, start)
  if (half === undefined) return start + 5
  return half === 'high' && surrogate(text, start + 6) === 'low' ? start + 11 : -1
}

function surrogate(text: string, offset: number): 'high' | 'low' | undefined {
  if (text[offset] !== '\\' || text[offset + 1] !== 'u') return undefined
  const hex = text.slice(offset + 2, offset + 6)
  if (/^d[89ab][0-9a-f]{2}$/i.test(hex)) return 'high'
  return /^d[c-f][0-9a-f]{2}$/i.test(hex) ? 'low' : undefined
}

// The index of the last character of a number; its complement when the number may be too large for a double.
function skipNumber(text: string, start: number): number {
  let exponent = false
  let fraction = false
  let i = start + 1
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0x30 && unit <= 0x39) continue
    if (unit === 0x65 || unit === 0x45) exponent = true
    else if (unit === 0x2e) fraction = true
    else if (unit !== 0x2b && unit !== 0x2d) break
  }
  // The least whole number that is not safe has 16 digits; shorter numbers without an exponent cannot overflow.
  return exponent || i - start > (fraction ? 300 : 15) ? ~(i - 1) : i - 1
}

function tooLarge(literal: string): string {
  return /^\d+$/.test(literal)
    ? `A whole number has more than ${mostDigits} digits`
    : 'A number is beyond the range of a double'
}

function fault(slug: Problem['slug'], detail: string, offset: number): { readonly fault: JsonFault } {
  return { fault: { ...problem(slug, detail).problem, offset } }
}

function tooMany(limits: JsonLimits, offset: number): { readonly fault: JsonFault } {
  return fault('too-complex', `JSON holds more than ${limits.nodes} values`, offset)
}
