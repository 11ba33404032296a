// Searches a text for a pattern in time linear to the text, whatever the pattern: all ways at once, as a deterministic automaton that is
// built while it runs. Lookarounds are answered for every position before the search.
import { CharacterClasses } from './character-classes.js'
import { inRanges, WORD_CHARACTERS } from './code-points.js'
import { AT_BOUNDARY, AT_END, AT_START, FIRST_LOOK } from './pattern-program.js'
import type { Automaton, Instruction, PatternProgram } from './pattern-program.js'
import type { PatternAllowance } from './pattern-allowance.js'

/** A set of instructions that may be next, and where it leads for each character class and context. */
interface State {
  readonly reads: Uint16Array
  readonly accepts: boolean
  readonly next: Map<number, Transition>
}

/** A way to a state, with the steps it took to build it, and the mark of the allowance that paid for it last. */
interface Transition {
  readonly to: State
  readonly steps: number
  paid: object | undefined
}

/** Transitions used in one allowance before all are forgotten. */
const MAX_TRANSITIONS = 4000
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

  /** Whether the text holds a match; `undefined` when the allowance does not suffice to find out. */
  test(text: string, allowance: PatternAllowance): boolean | undefined {
    // One for the class of each character, one for each time it is read.
    const reading = text.length * (1 + this.#runners.length)
    if (reading > allowance.linear) return undefined
    allowance.linear -= reading
    const characters = this.#program.unicode ? codePoints(text) : codeUnits(text)
    const classes = this.#classes.ofAll(characters, allowance)
    if (!classes) return undefined
    const contexts = this.#contexts(characters)
    for (const [index, runner] of this.#runners.entries()) {
      const isMain = index === this.#runners.length - 1
      const bit = 1 << (FIRST_LOOK + index)
      const found = runner.run(classes, contexts, allowance, (position) => {
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

/** Runs one automaton over a text, from every position at once. */
class Runner {
  readonly #automaton: Automaton
  readonly #classes: CharacterClasses
  /** The visit on which each instruction was last seen. */
  readonly #visited: Float64Array
  #visit = 0
  #states = new Map<string, State>()
  #starts = new Map<number, Transition>()
  /** The allowance of the latest run, and how many transitions were paid for from it since the states were last forgotten. */
  #mark: object | undefined
  #paid = 0

  constructor(automaton: Automaton, classes: CharacterClasses) {
    this.#automaton = automaton
    this.#classes = classes
    this.#visited = new Float64Array(automaton.instructions.length)
  }

  /** Calls `accept` for each position where a match ends, until it answers true. `undefined` when the allowance runs out. */
  run(
    classes: Int32Array,
    contexts: Int32Array,
    allowance: PatternAllowance,
    accept: (position: number) => boolean
  ): boolean | undefined {
    const { backward, contextMask } = this.#automaton
    const length = classes.length
    this.#begin(allowance.mark)
    let position = backward ? length : 0
    const first = (contexts[position] as number) & contextMask
    let way = this.#starts.get(first)
    if (!way) this.#starts.set(first, (way = this.#close([], first)))
    for (let i = 0; ; i++) {
      if (way.paid !== allowance.mark && !this.#pay(way, allowance)) return undefined
      const state: State = way.to
      if (state.accepts && accept(position)) return true
      if (i === length) return false
      const read = classes[backward ? position - 1 : position] as number
      position += backward ? -1 : 1
      const context = (contexts[position] as number) & contextMask
      const key = read * CONTEXTS + context
      way = state.next.get(key)
      if (!way) state.next.set(key, (way = this.#step(state, read, context)))
    }
  }

  /** What earlier allowances left is kept as long as it is not much. */
  #begin(mark: object): void {
    if (this.#mark === mark) return
    this.#mark = mark
    this.#paid = 0
    if (this.#states.size > MAX_TRANSITIONS) this.#forget()
  }

  #pay(way: Transition, allowance: PatternAllowance): boolean {
    if (way.steps > allowance.linear) return false
    allowance.linear -= way.steps
    way.paid = allowance.mark
    if (++this.#paid > MAX_TRANSITIONS) this.#forget()
    return true
  }

  #forget(): void {
    this.#states = new Map()
    this.#starts = new Map()
    this.#paid = 0
  }

  #step(state: State, read: number, context: number): Transition {
    const targets: number[] = []
    for (const at of state.reads) {
      const instruction = this.#automaton.instructions[at]
      if (instruction?.op === 'set' && this.#classes.isIn(instruction.set, read))
        targets.push(instruction.next)
    }
    const way = this.#close(targets, context)
    return { ...way, steps: way.steps + state.reads.length }
  }

  /** Follows splits and assertions to the instructions that read; a new match may start anywhere. */
  #close(targets: readonly number[], context: number): Transition {
    const { instructions, start } = this.#automaton
    const visit = ++this.#visit
    const reads: number[] = []
    // The key of the state, and looking it up.
    let steps = 60
    let accepts = false
    const stack = [start, ...targets]
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      steps++
      if (this.#visited[at] === visit) continue
      this.#visited[at] = visit
      const instruction = instructions[at] as Instruction
      if (instruction.op === 'set') reads.push(at)
      else if (instruction.op === 'split') stack.push(instruction.second, instruction.first)
      else if (instruction.op === 'accept') accepts = true
      else if (((context >> instruction.bit) & 1) === (instruction.wanted ? 1 : 0))
        stack.push(instruction.next)
    }
    const to = this.#intern(new Uint16Array(reads).sort(), accepts)
    return { to, steps: steps + reads.length * 2, paid: undefined }
  }

  #intern(reads: Uint16Array, accepts: boolean): State {
    // Instructions are few enough for each to be one UTF-16 unit.
    const key = (accepts ? '+' : '-') + String.fromCharCode.apply(undefined, reads as unknown as number[])
    const known = this.#states.get(key)
    if (known) return known
    const state: State = { reads, accepts, next: new Map() }
    this.#states.set(key, state)
    return state
  }
}
