// The shape of ids that a regular expression describes: fixed characters, and then some of one alphabet.
import { digits, hex, lettersAndDigits } from '../../../internal/alphabets.js'
import { inRanges, type CodePointRange } from '../../../schema/pattern/code-points.js'
import { compilePattern } from '../../../schema/pattern/match-pattern.js'
import { parsePattern } from '../../../schema/pattern/parse-pattern.js'
import { isPattern, type PatternNode } from '../../../schema/pattern/pattern.js'
import { freeLength, numbersAsText, text } from './infer-id-shape-forms.js'
import type { IdShape } from '../model.js'

/** How long an id may be, in characters. */
export interface Bounds {
  readonly least: number
  readonly most: number
}

/** A shape, and whether the pattern leaves no choice of length (then nothing else knows better). */
export interface PatternShape {
  readonly shape: IdShape
  readonly isExact: boolean
}

/** So many characters out of a set. */
interface Run {
  readonly ranges: readonly CodePointRange[]
  readonly min: number
  readonly max: number
}

const mostRuns = 200

/** Forms that are told by what a pattern takes and what it refuses: there are many ways to write them. */
const forms: readonly { shape: IdShape; like: readonly string[]; unlike: readonly string[] }[] = [
  {
    shape: { kind: 'uuid' },
    like: ['f47ac10b-58cc-4372-a567-0e02b2c3d479', '0b9b2a3e-7c41-4d1a-8f60-9a5d3c2e1b70'],
    unlike: ['f47ac10b58cc4372a5670e02b2c3d479', 'f47ac10b-58cc-4372-a567-0e02b2c3d4790', 'f47ac10b', '-']
  },
  {
    shape: { kind: 'ulid' },
    like: ['01HKZ3G0Q5V8N2M7R4T6W9XAYB', '7ZZZZZZZZZ0123456789ABCDEF'],
    unlike: ['01HKZ3G0Q5V8N2M7R4T6W9XAY', '01HKZ3G0Q5V8N2M7R4T6W9XAYB0', '01HKZ3G0Q5V8N2M7R4T6W9ILOU']
  }
]

/** Reads a pattern; `undefined` for one that is of no such form (the generator of texts may still know what to make of it). */
export function shapeOfPattern(source: string, bounds: Bounds): PatternShape | undefined {
  const { test, verdict } = compilePattern(source)
  if (verdict === 'refused') return undefined
  const form = forms.find(
    ({ like, unlike }) => like.every((one) => test(one)) && !unlike.some((one) => test(one))
  )
  if (form) return { shape: form.shape, isExact: true }
  const pattern = parsePattern(source)
  const runs = isPattern(pattern) ? runsOf(pattern.root, 0) : undefined
  if (!runs || runs.length > mostRuns) return undefined
  let prefix = ''
  let first = 0
  for (; first < runs.length; first++) {
    const run = runs[first]!
    const [range] = run.ranges
    if (run.ranges.length !== 1 || range![0] !== range![1] || run.min !== run.max || run.max > 100) break
    prefix += String.fromCodePoint(range![0]).repeat(run.max)
  }
  const rest = runs.slice(first).filter(({ max }) => max > 0)
  return rest.length === 0 ? undefined : shapeOfRuns(prefix, rest, isWhole(source), bounds)
}

function shapeOfRuns(
  prefix: string,
  runs: readonly Run[],
  whole: boolean,
  bounds: Bounds
): PatternShape | undefined {
  const inAll = common(runs)
  const sum = (take: (run: Run) => number) => runs.reduce((total, run) => total + take(run), 0)
  const least = Math.max(
    sum(({ min }) => min),
    bounds.least - prefix.length
  )
  const most = Math.min(whole ? sum(({ max }) => max) : Infinity, bounds.most - prefix.length)
  if (inAll.length < 2 || most < least || most < 1) return undefined
  // What all runs share may be far less than what each of them allows.
  if (inAll.length < 10 && runs.some((run) => common([run]) !== inAll && !isDigits(run))) return undefined
  const isExact = least === most || (least >= 8 && most < 2 * least)
  if (runs.every(isDigits)) return { shape: numbersAsText(prefix, least), isExact }
  const alphabet = inAll === `${digits}ABCDEFabcdef` ? hex : inAll
  const length = isExact ? least : freeLength(alphabet, least, most)
  return { shape: text(prefix, alphabet, length), isExact }
}

/** The letters and digits that every run takes. */
function common(runs: readonly Run[]): string {
  return [...lettersAndDigits]
    .filter((one) => runs.every(({ ranges }) => inRanges(ranges, one.codePointAt(0)!)))
    .join('')
}

function isDigits({ ranges }: Run): boolean {
  return ranges.every(([low, high]) => low >= 0x30 && high <= 0x39)
}

/** Whether the pattern speaks of the whole text and not of some part of it. */
function isWhole(source: string): boolean {
  return /^\(?\^/.test(source) && /\$\)?$/.test(source)
}

/** The tree as runs, one way through it: the first of alternatives, nothing of what may be left out. `undefined`: it says more than that. */
function runsOf(node: PatternNode, depth: number): Run[] | undefined {
  if (depth > 30) return undefined
  switch (node.type) {
    case 'set':
      return node.properties.length === 0 ? [{ ranges: node.ranges, min: 1, max: 1 }] : undefined
    case 'group':
      return runsOf(node.item, depth + 1)
    case 'alternation':
      return runsOf(node.alternatives[0]!, depth + 1)
    case 'sequence': {
      const all: Run[] = []
      for (const item of node.items) {
        const runs = runsOf(item, depth + 1)
        if (!runs || all.length + runs.length > mostRuns) return undefined
        all.push(...runs)
      }
      return all
    }
    case 'quantifier': {
      const runs = runsOf(node.item, depth + 1)
      if (node.item.type === 'set') return runs && [{ ...runs[0]!, min: node.min, max: node.max }]
      if (!runs || node.min * runs.length > mostRuns) return undefined
      return Array.from({ length: node.min }, () => runs).flat()
    }
    case 'start':
    case 'end':
      return []
    default:
      return undefined
  }
}
