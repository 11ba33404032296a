// I-Regexp (RFC 9485), the patterns of JSONPath's `match()` and `search()`, in bounded time: an overlay is somebody's text, and a backtracking engine
// can be kept busy for hours by twenty characters of it. A pattern becomes a function from positions in a text to the positions after it.

import type { WalkBudget } from '../map-references.js'
import { spend } from './spend.js'

/** A pattern ready to be matched; both spend from the budget what they look at. */
export interface IRegexp {
  /** Whether the whole text matches. */
  matches(text: string, budget: WalkBudget): boolean
  /** Whether some part of the text matches. */
  isIn(text: string, budget: WalkBudget): boolean
}

type Positions = ReadonlySet<number>
type Step = (from: Positions, characters: readonly string[], budget: WalkBudget) => Positions

// Beyond these a pattern is taken for none: it would be an attack, or a mistake.
const MOST_REPETITIONS = 1_000
const DEEPEST_GROUP = 50

/** Reads a pattern; undefined when it is none. As all implementations do, it takes `^` and `$` for the start and the end of the text. */
export function parseIRegexp(source: string): IRegexp | undefined {
  const step = new Parser(source).parse()
  if (step === undefined) return undefined
  return {
    matches(text, budget) {
      const characters = Array.from(text)
      return step(new Set([0]), characters, budget).has(characters.length)
    },
    isIn(text, budget) {
      const characters = Array.from(text)
      spend(budget, characters.length)
      return step(new Set([...characters.keys(), characters.length]), characters, budget).size > 0
    }
  }
}

/** Thrown while parsing, and not further. */
class NoPattern extends Error {}

class Parser {
  readonly #characters: readonly string[]
  #at = 0

  constructor(source: string) {
    this.#characters = Array.from(source)
  }

  parse(): Step | undefined {
    try {
      const step = this.#alternatives(0)
      return this.#at === this.#characters.length ? step : undefined
    } catch (error) {
      if (error instanceof NoPattern) return undefined
      throw error
    }
  }

  #alternatives(depth: number): Step {
    if (depth > DEEPEST_GROUP) throw new NoPattern()
    const branches = [this.#branch(depth)]
    while (this.#take('|')) branches.push(this.#branch(depth))
    if (branches.length === 1) return branches[0] as Step
    return (from, characters, budget) =>
      new Set(branches.flatMap((branch) => [...branch(from, characters, budget)]))
  }

  #branch(depth: number): Step {
    const pieces: Step[] = []
    for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')'; next = this.#peek())
      pieces.push(this.#quantified(this.#atom(depth)))
    return (from, characters, budget) =>
      pieces.reduce((positions, piece) => piece(positions, characters, budget), from)
  }

  #quantified(item: Step): Step {
    if (this.#take('*')) return repeat(item, 0, Infinity)
    if (this.#take('+')) return repeat(item, 1, Infinity)
    if (this.#take('?')) return repeat(item, 0, 1)
    if (!this.#take('{')) return item
    const least = this.#number()
    const most = !this.#take(',') ? least : this.#peek() === '}' ? Infinity : this.#number()
    this.#expect('}')
    if (most < least) throw new NoPattern()
    return repeat(item, least, most)
  }

  #atom(depth: number): Step {
    const character = this.#next()
    switch (character) {
      case '(': {
        const group = this.#alternatives(depth + 1)
        this.#expect(')')
        return group
      }
      case '.':
        return oneOf((candidate) => candidate !== '\n' && candidate !== '\r')
      case '^':
        return (from) => new Set(from.has(0) ? [0] : [])
      case '$':
        return (from, { length }) => new Set(from.has(length) ? [length] : [])
      case '[':
        return oneOf(this.#characterClass())
      case '\\':
        return oneOf(this.#escape())
      default:
        if (/[*+?{}\]]/.test(character)) throw new NoPattern()
        return oneOf((candidate) => candidate === character)
    }
  }

  #characterClass(): (character: string) => boolean {
    const negated = this.#take('^')
    const tests: ((character: string) => boolean)[] = []
    if (this.#take('-')) tests.push((candidate) => candidate === '-')
    while (!this.#take(']')) {
      if (this.#peek() === '\\' && /[pP]/.test(this.#characters[this.#at + 1] ?? '')) {
        this.#at++
        tests.push(this.#escape())
        continue
      }
      if (this.#take('-')) {
        // Only the last character may be a plain hyphen.
        if (this.#peek() !== ']') throw new NoPattern()
        tests.push((candidate) => candidate === '-')
        continue
      }
      const first = this.#classCharacter()
      const isRange = this.#peek() === '-' && this.#characters[this.#at + 1] !== ']' && this.#take('-')
      const last = isRange ? this.#classCharacter() : first
      if (last < first) throw new NoPattern()
      tests.push((candidate) => {
        const code = candidate.codePointAt(0) as number
        return first <= code && code <= last
      })
    }
    if (tests.length === 0) throw new NoPattern()
    return (candidate) => tests.some((test) => test(candidate)) !== negated
  }

  #classCharacter(): number {
    const character = this.#next()
    if (character === '[') throw new NoPattern()
    const plain = character === '\\' ? this.#escapedCharacter(this.#next()) : character
    return plain.codePointAt(0) as number
  }

  #escape(): (character: string) => boolean {
    const character = this.#next()
    if (character !== 'p' && character !== 'P') {
      const escaped = this.#escapedCharacter(character)
      return (candidate) => candidate === escaped
    }
    this.#expect('{')
    let name = ''
    while (!this.#take('}')) name += this.#next()
    if (!CATEGORIES.test(name)) throw new NoPattern()
    const category = new RegExp(`^\\${character}{${name}}$`, 'u')
    return (candidate) => category.test(candidate)
  }

  #escapedCharacter(character: string): string {
    if (character === 'n') return '\n'
    if (character === 'r') return '\r'
    if (character === 't') return '\t'
    if (!/[()*+\-.?[\\\]^{|}$]/.test(character)) throw new NoPattern()
    return character
  }

  #number(): number {
    let digits = ''
    while (/^\d$/.test(this.#peek() ?? '')) digits += this.#next()
    if (digits === '' || Number(digits) > MOST_REPETITIONS) throw new NoPattern()
    return Number(digits)
  }

  #peek(): string | undefined {
    return this.#characters[this.#at]
  }

  #take(character: string): boolean {
    const isNext = this.#peek() === character
    if (isNext) this.#at++
    return isNext
  }

  #next(): string {
    const character = this.#characters[this.#at++]
    if (character === undefined) throw new NoPattern()
    return character
  }

  #expect(character: string): void {
    if (!this.#take(character)) throw new NoPattern()
  }
}

// Unicode general categories, as RFC 9485, section 4, lists them.
const CATEGORIES = /^(?:L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|Z[lps]?|S[ckmo]?|C[cfno]?)$/

function oneOf(test: (character: string) => boolean): Step {
  return (from, characters, budget) => {
    spend(budget, from.size)
    const after = new Set<number>()
    for (const position of from) {
      const character = characters[position]
      if (character !== undefined && test(character)) after.add(position + 1)
    }
    return after
  }
}

function repeat(item: Step, least: number, most: number): Step {
  return (from, characters, budget) => {
    let last = from
    for (let count = 0; count < least && last.size > 0; count++) {
      spend(budget, 1)
      last = item(last, characters, budget)
    }
    const reached = new Set(last)
    for (let count = least; count < most && last.size > 0; count++) {
      spend(budget, 1)
      // What was reached before was reached with more repetitions left.
      last = new Set([...item(last, characters, budget)].filter((position) => !reached.has(position)))
      for (const position of last) reached.add(position)
    }
    return reached
  }
}
