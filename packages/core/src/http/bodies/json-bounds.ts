// One look over a JSON text before it is parsed: depth, size, and what JSON.parse would take but nothing after it can keep.

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

const quote = 0x22
const backslash = 0x5c

/**
 * Counts nesting, members and values of a JSON text in one pass that neither recurses nor allocates by input. It also
 * refuses numbers beyond the range of a double and `\u` escapes that are half of a surrogate pair: neither has a
 * canonical form (RFC 8785), and stores disagree on them. Texts that are not JSON are left to the parser.
 */
export function checkJsonBounds(text: string, limits: JsonLimits): JsonFault | undefined {
  const members = new Int32Array(limits.depth + 1) // per open container: commas seen, or -1 in an array
  let depth = 0
  let nodes = 1
  let previous = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    switch (unit) {
      case quote: {
        i = skipString(text, i)
        if (i < 0) return fault('malformed-body', 'A string holds half of a surrogate pair', -i)
        break
      }
      case 0x7b: // {
      case 0x5b: // [
        if (++depth > limits.depth)
          return fault('too-deep', `JSON nests deeper than ${limits.depth} levels`, i)
        members[depth] = unit === 0x7b ? 0 : -1
        break
      case 0x7d: // }
      case 0x5d: // ]
        if (depth === 0) return undefined
        depth--
        if (previous !== 0x7b && previous !== 0x5b && ++nodes > limits.nodes) return tooMany(limits, i)
        break
      case 0x2c: // ,
        if (++nodes > limits.nodes) return tooMany(limits, i)
        if ((members[depth] as number) >= 0) {
          const count = (members[depth] as number) + 1
          members[depth] = count
          if (depth > 0 && count >= limits.objectKeys) {
            return fault('too-complex', `A JSON object has more than ${limits.objectKeys} members`, i)
          }
        }
        break
      case 0x20:
      case 0x09:
      case 0x0a:
      case 0x0d:
        continue
      default:
        if (unit >= 0x30 && unit <= 0x39) {
          const end = skipNumber(text, i)
          // Shorter numbers without an exponent cannot overflow.
          if (end < 0 || end - i > 300) {
            const number = Number(text.slice(i, Math.abs(end)))
            if (number === Infinity)
              return fault('malformed-body', 'A number is beyond the range of a double', i)
          }
          i = Math.abs(end) - 1
        }
    }
    previous = unit
  }
  return undefined
}

// The index of the closing quote (or the end of the text); negative, the offset of a lone surrogate escape.
function skipString(text: string, start: number): number {
  let i = start + 1
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === quote) return i
    if (unit !== backslash) continue
    i++
    if (text[i] !== 'u') continue
    const high = surrogate(text, i - 1)
    if (high === 'low' || (high === 'high' && surrogate(text, i + 5) !== 'low')) return -(i - 1)
    i += high === 'high' ? 10 : 4
  }
  return i
}

function surrogate(text: string, offset: number): 'high' | 'low' | undefined {
  if (text[offset] !== '\\' || text[offset + 1] !== 'u') return undefined
  const hex = text.slice(offset + 2, offset + 6)
  if (/^d[89ab][0-9a-f]{2}$/i.test(hex)) return 'high'
  return /^d[c-f][0-9a-f]{2}$/i.test(hex) ? 'low' : undefined
}

// Where the digits, signs, points and exponents end; negative when there is an exponent.
function skipNumber(text: string, start: number): number {
  let exponent = false
  let i = start + 1
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 0x65 || unit === 0x45) exponent = true
    else if (!((unit >= 0x30 && unit <= 0x39) || unit === 0x2e || unit === 0x2b || unit === 0x2d)) break
  }
  return exponent ? -i : i
}

function fault(slug: Problem['slug'], detail: string, offset: number): JsonFault {
  return { ...problem(slug, detail).problem, offset }
}

function tooMany(limits: JsonLimits, offset: number): JsonFault {
  return fault('too-complex', `JSON holds more than ${limits.nodes} values`, offset)
}
