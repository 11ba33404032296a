// A text that matches a regular expression, walked out of its syntax tree. Lookarounds and anchors are not planned for:
// the caller tests what comes out.
import { Random } from '../../internal/random.js'
import type { Pattern, PatternNode, PatternQuantifier, PatternSet } from '../pattern/pattern.js'
import type { CodePointRange } from '../pattern/code-points.js'

const MAX_LENGTH = 20_000
const MAX_NODES = 50_000
const LETTERS_AND_DIGITS: readonly CodePointRange[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x61, 0x7a]
]
const PRINTABLE: readonly CodePointRange[] = [[0x20, 0x7e]]
const SAMPLES = 'abcxyzABCXYZ0189_- .,:;/@#$%&*+=?!(){}[]<>\'"~^|\u00e9\u00df\u0416\u03a9\u4e2d\u3042\u20ac'

/** Walks one text out of a tree; `spread` is by how much repetitions go beyond their minimum. */
class Walk {
  text = ''
  nodes = 0
  readonly groups = new Map<number, string>()

  constructor(
    readonly random: Random,
    readonly spread: number
  ) {}

  get isTooMuch(): boolean {
    return this.text.length > MAX_LENGTH || this.nodes > MAX_NODES
  }

  get done(): boolean {
    this.nodes++
    return this.isTooMuch
  }
}

/**
 * A text for a pattern. `spread` is the most by which a repetition exceeds its minimum; raise it for longer texts.
 * `undefined` when it would be longer than about 20,000 UTF-16 units.
 */
export function patternText(pattern: Pattern, key: number, spread: number): string | undefined {
  const walk = new Walk(new Random(key), spread)
  add(pattern.root, walk)
  return walk.isTooMuch ? undefined : walk.text
}

function add(node: PatternNode, walk: Walk): void {
  if (walk.done) return
  switch (node.type) {
    case 'set':
      walk.text += pickCharacter(node, walk.random)
      return
    case 'sequence':
      for (const item of node.items) add(item, walk)
      return
    case 'alternation':
      add(walk.random.pick(node.alternatives), walk)
      return
    case 'quantifier':
      repeat(node, walk)
      return
    case 'group': {
      const start = walk.text.length
      add(node.item, walk)
      if (node.index !== undefined) walk.groups.set(node.index, walk.text.slice(start))
      return
    }
    case 'backreference':
      walk.text += walk.groups.get(node.group) ?? ''
      return
    default:
      return
  }
}

function repeat(node: PatternQuantifier, walk: Walk): void {
  const most = Math.min(node.max, node.min + walk.spread)
  const count = most > node.min ? walk.random.integer(node.min, most) : node.min
  for (let i = 0; i < count && !walk.done; i++) add(node.item, walk)
}

function pickCharacter(set: PatternSet, random: Random): string {
  if (set.properties.length > 0) return pickByProperty(set, random)
  let ranges: readonly CodePointRange[] = overlap(set.ranges, LETTERS_AND_DIGITS)
  if (ranges.length === 0) ranges = overlap(set.ranges, PRINTABLE)
  if (ranges.length === 0) ranges = set.ranges
  if (ranges.length === 0) return ''
  let offset = random.integer(0, ranges.reduce((size, [low, high]) => size + high - low + 1, 0) - 1)
  for (const [low, high] of ranges) {
    if (offset <= high - low) return characterOf(low + offset)
    offset -= high - low + 1
  }
  return ''
}

/** Half of a surrogate pair is no text of its own. */
function characterOf(code: number): string {
  return String.fromCodePoint(code >= 0xd800 && code <= 0xdfff ? 0x61 : code)
}

function pickByProperty(set: PatternSet, random: Random): string {
  const properties = new RegExp(`[${set.properties.join('')}]`, 'u')
  const fitting = [...SAMPLES].filter((character) => {
    const code = character.codePointAt(0) as number
    const inside = properties.test(character) || set.ranges.some(([low, high]) => code >= low && code <= high)
    return inside !== set.negated
  })
  if (fitting.length > 0) return random.pick(fitting)
  const first = set.ranges[0]
  return first ? characterOf(first[0]) : ''
}

function overlap(left: readonly CodePointRange[], right: readonly CodePointRange[]): CodePointRange[] {
  const ranges: CodePointRange[] = []
  for (const [low, high] of left) {
    for (const [from, to] of right)
      if (Math.max(low, from) <= Math.min(high, to)) ranges.push([Math.max(low, from), Math.min(high, to)])
  }
  return ranges
}
