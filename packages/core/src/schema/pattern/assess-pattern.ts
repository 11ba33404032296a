// How long a backtracking engine may need for a pattern: an upper bound, found from the tree alone.
import type { CodePointRange } from './code-points.js'
import type { PatternNode, PatternQuantifier } from './pattern.js'

/**
 * At most `2^bits * n^degree` steps for a text of n characters. A `degree` of `Infinity` means that the time may grow exponentially
 * (or that nothing better could be proved).
 */
export interface PatternCost {
  readonly degree: number
  readonly bits: number
}

/** From this many repetitions on, a quantifier counts as unbounded. */
const MANY = 32
const ONE_WAY: PatternCost = { degree: 0, bits: 0 }

/** The cost of searching a text for a pattern. */
export function assessPattern(root: PatternNode): PatternCost {
  const ways = countWays(root)
  // Each way may be walked to its end before it fails.
  const bits = ways.bits + Math.max(0, bitLength(pathLength(root)) - 1)
  return { degree: isAnchored(root) ? ways.degree : ways.degree + 1, bits }
}

/** The longest text that a backtracking engine is sure to search within `2^budgetBits` steps. */
export function safeLength({ degree, bits }: PatternCost, budgetBits: number): number {
  if (bits > budgetBits || degree === Infinity) return 0
  if (degree === 0) return Infinity
  // Doubling n adds `degree` bits.
  const doublings = Math.floor((budgetBits - bits) / degree)
  let length = 1
  for (let i = 0; i < doublings; i++) length *= 2
  return length
}

/** The most steps that a backtracking engine takes for a text of this length. */
export function mostSteps({ degree, bits }: PatternCost, length: number): number {
  if (degree === Infinity || bits > 52) return Infinity
  let steps = 1
  for (let i = 0; i < bits; i++) steps *= 2
  for (let i = 0; i < degree; i++) steps *= length
  return steps
}

/** In how many ways a node can match from one place: each is tried before a match is given up. */
function countWays(node: PatternNode): PatternCost {
  switch (node.type) {
    case 'sequence':
      return node.items.map(countWays).reduce(multiply, ONE_WAY)
    case 'alternation': {
      const ways = node.alternatives.map(countWays)
      const degree = Math.max(...ways.map((way) => way.degree))
      const bits = Math.max(...ways.map((way) => way.bits))
      return { degree, bits: areDisjoint(node.alternatives) ? bits : bits + bitLength(ways.length - 1) }
    }
    case 'group':
    case 'look':
      return countWays(node.item)
    case 'quantifier':
      return countRepetitions(node)
    case 'backreference':
      // Comparing takes time, though there is one way to do it.
      return { degree: 1, bits: 0 }
    default:
      return ONE_WAY
  }
}

function countRepetitions({ item, min, max }: PatternQuantifier): PatternCost {
  if (max === 0) return ONE_WAY
  const once = countWays(item)
  const choices: PatternCost =
    max - min >= MANY ? { degree: 1, bits: 0 } : { degree: 0, bits: max === min ? 0 : bitLength(max - min) }
  if (once.degree === 0 && once.bits === 0) return choices
  if (max > MANY) return { degree: Infinity, bits: Infinity }
  return multiply({ degree: once.degree * max, bits: once.bits * max }, choices)
}

/** The steps of the longest way, not counting what quantifiers may add without bound. */
function pathLength(node: PatternNode): number {
  switch (node.type) {
    case 'sequence':
      return node.items.reduce((length, item) => length + pathLength(item), 0)
    case 'alternation':
      return Math.max(...node.alternatives.map(pathLength))
    case 'group':
    case 'look':
      return pathLength(node.item)
    case 'quantifier':
      return pathLength(node.item) * (node.max - node.min >= MANY ? Math.max(node.min, 1) : node.max)
    default:
      return 1
  }
}

function multiply(a: PatternCost, b: PatternCost): PatternCost {
  return { degree: a.degree + b.degree, bits: a.bits + b.bits }
}

function bitLength(value: number): number {
  return value > 0x7fffffff ? Infinity : 32 - Math.clz32(value)
}

function isAnchored(node: PatternNode): boolean {
  switch (node.type) {
    case 'start':
      return true
    case 'group':
      return isAnchored(node.item)
    case 'sequence':
      return node.items[0] !== undefined && isAnchored(node.items[0])
    case 'alternation':
      return node.alternatives.every(isAnchored)
    default:
      return false
  }
}

/** Whether the first character decides which alternative can match. */
function areDisjoint(alternatives: readonly PatternNode[]): boolean {
  const firsts: CodePointRange[] = []
  for (const alternative of alternatives) {
    const first = firstCharacters(alternative)
    if (!first) return false
    firsts.push(...first)
  }
  const sorted = firsts.toSorted((a, b) => a[0] - b[0])
  return sorted.every((range, index) => index === 0 || range[0] > (sorted[index - 1] as CodePointRange)[1])
}

function firstCharacters(node: PatternNode): readonly CodePointRange[] | undefined {
  switch (node.type) {
    case 'set':
      return node.properties.length > 0 ? undefined : node.ranges
    case 'sequence':
      return node.items[0] && firstCharacters(node.items[0])
    case 'group':
      return firstCharacters(node.item)
    case 'quantifier':
      return node.min > 0 ? firstCharacters(node.item) : undefined
    default:
      return undefined
  }
}
