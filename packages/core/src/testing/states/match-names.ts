// Finds which name of one state stands for which of another: by colours where those tell names apart, by trying where they do not.
import { refine, type Budget, type Colouring, type Colours, type Side } from './refine.js'
import type { StateGraph } from './state-graph.js'

/** Name of the one -> name of the other. */
export type Matching = Map<number, number>

/** How names are matched. */
export interface Matcher {
  readonly colouring: Colouring
  readonly budget: Budget
}

/** Two states, side by side. */
interface Pair {
  readonly a: Side
  readonly b: Side
}

/** Matches the names of two graphs so that all facts say the same; undefined where there is no way, or none was found within the budget. */
export function matchNames(a: StateGraph, b: StateGraph, matcher: Matcher): Matching | undefined {
  if (a.facts.length !== b.facts.length || a.places.length !== b.places.length) return undefined
  const side = (graph: StateGraph): Side => ({
    graph,
    names: graph.places.map((_, name) => name),
    colours: graph.places.map(() => '')
  })
  const pair = { a: side(a), b: side(b) }
  const matching: Matching = new Map()
  const isMatched =
    refine([pair.a, pair.b], [pair.a.names, pair.b.names], matcher.colouring, matcher.budget) &&
    solve(pair, matcher, matching) &&
    saySame(a, b, matching)
  return isMatched ? matching : undefined
}

/** Matches names that are refined: by their colours, and those that share one group by group. */
function solve({ a, b }: Pair, matcher: Matcher, matching: Matching): boolean {
  const there = Map.groupBy(b.names, (name) => b.colours[name]!)
  const open: number[] = []
  const openThere: number[] = []
  for (const [colour, names] of Map.groupBy(a.names, (name) => a.colours[name]!)) {
    const others = there.get(colour) ?? []
    if (others.length !== names.length) return false
    if (names.length === 1) matching.set(names[0]!, others[0]!)
    else {
      open.push(...names)
      openThere.push(...others)
    }
  }
  const groupsThere = Map.groupBy(groupsIn(b.graph, openThere), (group) => signature(group, b.colours))
  return groupsIn(a.graph, open).every((group) => {
    const alike = groupsThere.get(signature(group, a.colours)) ?? []
    const at = alike.findLastIndex((other) => solveGroup({ a, b }, group, other, matcher, matching))
    if (at !== -1) alike.splice(at, 1)
    return at !== -1
  })
}

/** Two groups of names that only hang together among themselves: one name is told apart on either side, and the rest follows or does not. */
function solveGroup(
  { a, b }: Pair,
  group: readonly number[],
  other: readonly number[],
  matcher: Matcher,
  matching: Matching
): boolean {
  const { colouring, budget } = matcher
  const [name, colour] = [group[0]!, a.colours[group[0]!]!]
  const [kept, keptThere] = [group.map((one) => a.colours[one]!), other.map((one) => b.colours[one]!)]
  const chosen = colouring(`chosen ${colour}`)
  const candidates = other.filter((one) => b.colours[one] === colour)
  for (const candidate of candidates) {
    a.colours[name] = b.colours[candidate] = chosen
    const next: Pair = { a: { ...a, names: group }, b: { ...b, names: other } }
    const isSolved =
      refine([next.a, next.b], [[name], [candidate]], colouring, budget) &&
      solve(next, matcher, matching) &&
      factsOf(group, a.graph).every((fact) => isSaidThere(fact, a.graph, b.graph, matching))
    if (isSolved) return true
    for (const [i, one] of group.entries()) {
      matching.delete(one)
      a.colours[one] = kept[i]!
    }
    for (const [i, one] of other.entries()) b.colours[one] = keptThere[i]!
    if (budget.steps <= 0) return false
  }
  return false
}

function signature(names: readonly number[], colours: Colours): string {
  return names
    .map((name) => colours[name]!)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .join(' ')
}

/** The names that hang together through facts, in groups; names that are matched already hold nothing together. */
function groupsIn(graph: StateGraph, names: readonly number[]): number[][] {
  const groups: number[][] = []
  const open = new Set(names)
  for (const start of names) {
    if (!open.delete(start)) continue
    const group = [start]
    for (const name of group) {
      const places = graph.places[name]!
      for (let i = 0; i < places.length; i += 2)
        for (const near of graph.facts[places[i]!]!.slots) if (open.delete(near)) group.push(near)
    }
    groups.push(group)
  }
  return groups
}

function factsOf(names: readonly number[], { places }: StateGraph): readonly number[] {
  return [...new Set(names.flatMap((name) => places[name]!.filter((_, i) => i % 2 === 0)))]
}

/** Whether a fact, told in the other's names, is one of the other's: looked for among those about the name that least is said of. */
function isSaidThere(fact: number, a: StateGraph, b: StateGraph, matching: Matching): boolean {
  const { text, slots } = a.facts[fact]!
  const there = slots.map((name) => matching.get(name)!)
  const places = there
    .map((name) => b.places[name]!)
    .reduce((fewest, one) => (one.length < fewest.length ? one : fewest))
  return places.some((at, i) => {
    if (i % 2 === 1) return false
    const other = b.facts[at]!
    return other.text === text && other.slots.every((name, slot) => name === there[slot])
  })
}

/** Whether all facts of the one, told in the names of the other, are those of the other. */
function saySame(a: StateGraph, b: StateGraph, matching: Matching): boolean {
  const counts = new Map<string, number>()
  const count = (text: string, names: readonly (number | undefined)[], by: number): void => {
    const key = `${text}\n${names.join(' ')}`
    counts.set(key, (counts.get(key) ?? 0) + by)
  }
  for (const { text, slots } of b.facts) count(text, slots, 1)
  for (const { text, slots } of a.facts)
    count(
      text,
      slots.map((name) => matching.get(name)),
      -1
    )
  return [...counts.values()].every((found) => found === 0)
}
