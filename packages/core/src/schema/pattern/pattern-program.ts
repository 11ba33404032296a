// Turns a pattern's tree into a nondeterministic automaton, for the linear matcher. Lookarounds become automata of their own.
import type { Pattern, PatternNode, PatternQuantifier, PatternSet } from './pattern.js'

/** `set` reads a character, `split` goes both ways, `assert` needs one bit of the context to be set. */
export type Instruction =
  | { readonly op: 'set'; readonly set: number; readonly next: number }
  | { op: 'split'; first: number; second: number }
  | { readonly op: 'assert'; readonly bit: number; readonly wanted: boolean; readonly next: number }
  | { readonly op: 'accept' }

/** Bits of the context at a position; the lookarounds' bits follow. */
export const AT_START = 0
export const AT_END = 1
export const AT_BOUNDARY = 2
export const FIRST_LOOK = 3

/** An automaton; one that is `backward` reads the text from its end. */
export interface Automaton {
  readonly instructions: readonly Instruction[]
  readonly start: number
  readonly backward: boolean
  /** The bits of the context that it asks for. */
  readonly contextMask: number
}

export interface PatternProgram {
  readonly main: Automaton
  /** Inner lookarounds before outer ones. A lookahead is read backward: so one pass tells where it holds. */
  readonly looks: readonly Automaton[]
  readonly sets: readonly PatternSet[]
  readonly unicode: boolean
}

const MAX_INSTRUCTIONS = 5000
const MAX_LOOKS = 20

/** The program of a pattern, or why there is none: backreferences, or repetitions that make it too large. */
export function compileProgram(pattern: Pattern): PatternProgram | string {
  const looks: Automaton[] = []
  const sets: PatternSet[] = []
  const setIndexes = new Map<PatternSet, number>()
  let size = 0
  let refusal: string | undefined

  const main = automaton(pattern.root, false)
  return refusal ?? { main, looks, sets, unicode: pattern.unicode }

  function automaton(root: PatternNode, backward: boolean): Automaton {
    const instructions: Instruction[] = [{ op: 'accept' }]
    let contextMask = 0
    const start = emit(root, 0)
    return { instructions, start, backward, contextMask }

    function add(instruction: Instruction): number {
      if (++size > MAX_INSTRUCTIONS) refusal ??= 'it is too large when its repetitions are written out'
      return refusal === undefined ? instructions.push(instruction) - 1 : 0
    }

    /** Emits a node that goes on at `next`; gives where it starts. */
    function emit(node: PatternNode, next: number): number {
      if (refusal !== undefined) return 0
      switch (node.type) {
        case 'set':
          return add({ op: 'set', set: setIndex(node), next })
        case 'sequence':
          return (backward ? node.items : node.items.toReversed()).reduce(
            (after, item) => emit(item, after),
            next
          )
        case 'alternation':
          return node.alternatives
            .map((alternative) => emit(alternative, next))
            .reduceRight((second, first) => add({ op: 'split', first, second }))
        case 'group':
          return emit(node.item, next)
        case 'quantifier':
          return emitQuantifier(node, next)
        case 'look':
          return assert(lookBit(node), !node.negated, next)
        case 'start':
          return assert(AT_START, true, next)
        case 'end':
          return assert(AT_END, true, next)
        case 'boundary':
          return assert(AT_BOUNDARY, !node.negated, next)
        case 'backreference':
          refusal ??= 'it has a backreference'
          return 0
      }
    }

    function emitQuantifier({ item, min, max }: PatternQuantifier, next: number): number {
      let start = next
      if (max === Infinity) {
        const loop: Instruction = { op: 'split', first: 0, second: next }
        start = add(loop)
        loop.first = emit(item, start)
      } else {
        for (let i = min; i < max && refusal === undefined; i++)
          start = add({ op: 'split', first: emit(item, start), second: next })
      }
      for (let i = 0; i < min && refusal === undefined; i++) start = emit(item, start)
      return start
    }

    function assert(bit: number, wanted: boolean, next: number): number {
      contextMask |= 1 << bit
      return add({ op: 'assert', bit, wanted, next })
    }
  }

  function lookBit(node: Extract<PatternNode, { type: 'look' }>): number {
    const look = automaton(node.item, !node.behind)
    if (looks.length >= MAX_LOOKS) refusal ??= 'it has too many lookarounds'
    looks.push(look)
    return FIRST_LOOK + looks.length - 1
  }

  function setIndex(set: PatternSet): number {
    const known = setIndexes.get(set)
    if (known !== undefined) return known
    setIndexes.set(set, sets.length)
    return sets.push(set) - 1
  }
}
