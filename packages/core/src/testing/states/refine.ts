// Colour refinement: names keep one colour as long as all that is said of them is alike. Names of different colours cannot stand for each other.
import type { StateGraph } from './state-graph.js'

/** Gives equal texts equal colours: by number within one comparison, by digest for all times. */
export type Colouring = (text: string) => string

/** A colour for each name of a graph. */
export type Colours = string[]

/** What a comparison may still do. */
export interface Budget {
  steps: number
}

/** One of the states that are refined together. */
export interface Side {
  readonly graph: StateGraph
  /** The names that are not told apart yet; the others keep their colours. */
  readonly names: readonly number[]
  /** Of all names. Changed in place. */
  readonly colours: Colours
}

/** Colours by number, in the order in which they come up. */
export function numberedColours(): Colouring {
  const known = new Map<string, string>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const colour = String(known.size)
    known.set(text, colour)
    return colour
  }
}

/** The text of a fact with names in their colours. */
export function colouredText({ facts }: StateGraph, fact: number, colours: Colours): string {
  const { text, slots } = facts[fact]!
  return `${text}\n${slots.map((name) => colours[name]).join(' ')}`
}

/**
 * Refines one state, or two in step, until nothing more can be told apart. `changed`: for each, the names that were coloured since it was so last. False
 * when the two show not to be alike, or the work that is allowed is done.
 */
export function refine(
  sides: readonly Side[],
  changed: readonly (readonly number[])[],
  colouring: Colouring,
  budget: Budget
): boolean {
  const sizes = countBy(sides[0]!.names, sides[0]!.colours)
  const open = sides.map(({ names }) => new Set(names))
  let recent = changed
  while (recent.some((names) => names.length > 0)) {
    const said = sides.map((side, i) => saidOf(side, open[i]!, recent[i]!, colouring, budget))
    const classes = sides.map((side, i) => classesIn(side, said[i]!))
    if (budget.steps <= 0 || !classes.every((one) => areAlike(one, classes[0]!))) return false
    const next = sides.map((): number[] => [])
    for (const [colour, bySaid] of classes[0]!) {
      const size = sizes.get(colour)!
      if (bySaid.size === 1 && [...bySaid.values()][0]!.length === size) continue
      for (const [what, { length }] of bySaid) {
        const finer = colouring(`${colour} ${what}`)
        sizes.set(finer, length)
        sizes.set(colour, sizes.get(colour)! - length)
        for (const [i, side] of sides.entries())
          for (const name of classes[i]!.get(colour)!.get(what)!) {
            side.colours[name] = finer
            next[i]!.push(name)
          }
      }
    }
    recent = next
  }
  return true
}

/** What is said of names together with those that changed; nothing of the others. */
function saidOf(
  { graph, colours }: Side,
  open: ReadonlySet<number>,
  changed: readonly number[],
  colouring: Colouring,
  budget: Budget
): Map<number, string[]> {
  const facts = new Set(changed.flatMap((name) => graph.places[name]!.filter((_, i) => i % 2 === 0)))
  const said = new Map<number, string[]>()
  for (const fact of facts) {
    const colour = colouring(colouredText(graph, fact, colours))
    const { slots } = graph.facts[fact]!
    budget.steps -= slots.length
    for (const [slot, name] of slots.entries()) {
      if (!open.has(name)) continue
      const told = said.get(name)
      if (told) told.push(`${colour}@${slot}`)
      else said.set(name, [`${colour}@${slot}`])
    }
  }
  return said
}

/** Colour -> what is said -> names. */
type Classes = Map<string, Map<string, number[]>>

function classesIn({ colours }: Side, said: Map<number, string[]>): Classes {
  const classes: Classes = new Map()
  for (const [name, told] of said) {
    const colour = colours[name]!
    const what = told.toSorted((a, b) => (a < b ? -1 : 1)).join(' ')
    const bySaid = classes.get(colour) ?? new Map<string, number[]>()
    classes.set(colour, bySaid)
    const names = bySaid.get(what)
    if (names) names.push(name)
    else bySaid.set(what, [name])
  }
  return classes
}

function areAlike(one: Classes, other: Classes): boolean {
  return (
    one.size === other.size &&
    [...one].every(([colour, bySaid]) => {
      const there = other.get(colour)
      return (
        there?.size === bySaid.size &&
        [...bySaid].every(([what, names]) => there.get(what)?.length === names.length)
      )
    })
  )
}

function countBy(names: readonly number[], colours: Colours): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(colours[name]!, (counts.get(colours[name]!) ?? 0) + 1)
  return counts
}
