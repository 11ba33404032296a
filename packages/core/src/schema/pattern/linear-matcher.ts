// Searches a text for a pattern in time linear to the text, whatever the pattern: all ways at once, as a deterministic automaton that is
// built while it runs. Lookarounds are answered for every position before the search.
import { inRanges, WORD_CHARACTERS } from './code-points.js'
import { AT_BOUNDARY, AT_END, AT_START, FIRST_LOOK } from './pattern-program.js'
import type { Automaton, Instruction, PatternProgram } from './pattern-program.js'
import type { PatternSet } from './pattern.js'

/** A set of instructions that may be next, and where it leads for each character class and context. */
interface State {
  readonly reads: Uint16Array
  readonly accepts: boolean
  readonly next: Map<number, State>
}

/** Steps of building that one search may take: some 20 ms. */
const MAX_WORK = 1_000_000
/** States kept from search to search. */
const MAX_STATES = 2000
/** Character classes are kept apart from the context in the key of a transition. */
const CONTEXTS = 0x1000000

/** Searches texts for one program. */
export class LinearMatcher {
  readonly #program: PatternProgram
  readonly #classes: CharacterClasses
  readonly #runners: Runner[]

  constructor(program: PatternProgram) {
    this.#program = program
    this.#classes = new CharacterClasses(program.sets)
    this.#runners = [...program.looks, program.main].map((automaton) => new Runner(automaton, this.#classes))
  }

  /** Whether the text holds a match; `undefined` when that would take too long to find out. */
  test(text: string): boolean | undefined {
    const characters = this.#program.unicode ? codePoints(text) : codeUnits(text)
    const work = { left: MAX_WORK }
    const classes = characters.map((code) => this.#classes.of(code, work))
    const contexts = this.#contexts(characters)
    if (work.left <= 0) return undefined
    for (const [index, runner] of this.#runners.entries()) {
      const isMain = index === this.#runners.length - 1
      const bit = 1 << (FIRST_LOOK + index)
      const found = runner.run(classes, contexts, work, (position) => {
        if (!isMain) contexts[position] = (contexts[position] as number) | bit
        return isMain
      })
      if (isMain || found === undefined) return found
    }
    return undefined
  }

  #contexts(characters: Int32Array): Int32Array {
    const contexts = new Int32Array(characters.length + 1)
    contexts[0] = 1 << AT_START
    contexts[characters.length] = (contexts[characters.length] as number) | (1 << AT_END)
    const asked = [this.#program.main, ...this.#program.looks].some(
      (automaton) => automaton.contextMask & (1 << AT_BOUNDARY)
    )
    if (!asked) return contexts
    let before = false
    for (let i = 0; i <= characters.length; i++) {
      const after = i < characters.length && inRanges(WORD_CHARACTERS, characters[i] as number)
      if (before !== after) contexts[i] = (contexts[i] as number) | (1 << AT_BOUNDARY)
      before = after
    }
    return contexts
  }
}

function codeUnits(text: string): Int32Array {
  const units = new Int32Array(text.length)
  for (let i = 0; i < text.length; i++) units[i] = text.charCodeAt(i)
  return units
}

function codePoints(text: string): Int32Array {
  const points = new Int32Array(text.length)
  let count = 0
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number
    points[count++] = point
    if (point > 0xffff) i++
  }
  return points.subarray(0, count)
}

/** Characters that no set tells apart are one class. */
class CharacterClasses {
  readonly #members: ((code: number) => boolean)[]
  readonly #byCode = new Map<number, number>()
  readonly #byAscii = new Int32Array(128).fill(-1)
  readonly #bySignature = new Map<string, number>()
  /** For each class, whether each set holds it. */
  readonly #signatures: string[] = []

  constructor(sets: readonly PatternSet[]) {
    this.#members = sets.map(membership)
  }

  of(code: number, work: { left: number }): number {
    const known = code < 128 ? (this.#byAscii[code] as number) : (this.#byCode.get(code) ?? -1)
    return known >= 0 ? known : this.#find(code, work)
  }

  #find(code: number, work: { left: number }): number {
    work.left -= this.#members.length
    if (work.left <= 0) return 0
    const signature = this.#members.map((has) => (has(code) ? '1' : '0')).join('')
    const index = this.#bySignature.get(signature) ?? this.#signatures.push(signature) - 1
    this.#bySignature.set(signature, index)
    if (this.#byCode.size > 4096) this.#byCode.clear()
    if (code < 128) this.#byAscii[code] = index
    else this.#byCode.set(code, index)
    return index
  }

  isIn(set: number, index: number): boolean {
    return (this.#signatures[index] as string).charCodeAt(set) === 0x31
  }
}

function membership(set: PatternSet): (code: number) => boolean {
  if (set.properties.length === 0) return (code) => inRanges(set.ranges, code)
  const property = new RegExp(`^[${set.properties.join('')}]$`, 'u')
  return (code) => (inRanges(set.ranges, code) || property.test(String.fromCodePoint(code))) !== set.negated
}

/** Runs one automaton over a text, from every position at once. */
class Runner {
  readonly #automaton: Automaton
  readonly #classes: CharacterClasses
  /** The visit on which each instruction was last seen. */
  readonly #visited: Float64Array
  #visit = 0
  #states = new Map<string, State>()
  #starts = new Map<number, State>()

  constructor(automaton: Automaton, classes: CharacterClasses) {
    this.#automaton = automaton
    this.#classes = classes
    this.#visited = new Float64Array(automaton.instructions.length)
  }

  /** Calls `accept` for each position where a match ends, until it answers true. `undefined` when work runs out. */
  run(
    classes: Int32Array,
    contexts: Int32Array,
    work: { left: number },
    accept: (position: number) => boolean
  ): boolean | undefined {
    const { backward, contextMask } = this.#automaton
    const length = classes.length
    let position = backward ? length : 0
    const first = (contexts[position] as number) & contextMask
    let state = this.#starts.get(first)
    if (!state) {
      state = this.#close([], first, work)
      this.#starts.set(first, state)
    }
    for (let i = 0; ; i++) {
      if (state.accepts && accept(position)) return true
      if (i === length) return false
      const read = classes[backward ? position - 1 : position] as number
      position += backward ? -1 : 1
      const context = (contexts[position] as number) & contextMask
      const key = read * CONTEXTS + context
      let next = state.next.get(key)
      if (!next) {
        if (work.left <= 0) return undefined
        next = this.#step(state, read, context, work)
        state.next.set(key, next)
      }
      state = next
    }
  }

  #step(state: State, read: number, context: number, work: { left: number }): State {
    const targets: number[] = []
    work.left -= state.reads.length
    for (const at of state.reads) {
      const instruction = this.#automaton.instructions[at]
      if (instruction?.op === 'set' && this.#classes.isIn(instruction.set, read))
        targets.push(instruction.next)
    }
    return this.#close(targets, context, work)
  }

  /** Follows splits and assertions to the instructions that read; a new match may start anywhere. */
  #close(targets: readonly number[], context: number, work: { left: number }): State {
    const { instructions, start } = this.#automaton
    const visit = ++this.#visit
    const reads: number[] = []
    let accepts = false
    const stack = [start, ...targets]
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      work.left--
      if (this.#visited[at] === visit) continue
      this.#visited[at] = visit
      const instruction = instructions[at] as Instruction
      if (instruction.op === 'set') reads.push(at)
      else if (instruction.op === 'split') stack.push(instruction.second, instruction.first)
      else if (instruction.op === 'accept') accepts = true
      else if (((context >> instruction.bit) & 1) === (instruction.wanted ? 1 : 0))
        stack.push(instruction.next)
    }
    work.left -= reads.length + 20
    return this.#intern(Uint16Array.from(reads).sort(), accepts)
  }

  #intern(reads: Uint16Array, accepts: boolean): State {
    // Instructions are few enough for each to be one UTF-16 unit.
    const key = (accepts ? '+' : '-') + String.fromCharCode(...reads)
    const known = this.#states.get(key)
    if (known) return known
    if (this.#states.size >= MAX_STATES) {
      this.#states = new Map()
      this.#starts = new Map()
    }
    const state: State = { reads, accepts, next: new Map() }
    this.#states.set(key, state)
    return state
  }
}
