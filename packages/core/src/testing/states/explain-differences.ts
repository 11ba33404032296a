// In what two states differ, in words: things are paired as well as can be, and the pairs compared member by member.
import { diffJson } from '../../state/diff-json.js'
import { nameOf, printValue } from '../words.js'
import { colouredText, numberedColours, type Colouring, type Colours } from './refine.js'
import { tellThing } from './mask-thing.js'
import type { Fact, StateGraph } from './state-graph.js'

/** How many differences are told, and how many things of a resource are tried as partners of one. */
const most = 20
const mostTried = 40

/** How far around a thing is looked for what tells it apart. */
const farthest = 4

/** One state's things that have no partner yet, by the numbers of their facts. */
type Rest = Set<number>

/** The first differences; none where each thing has an equal partner. */
export function explainDifferences(a: StateGraph, b: StateGraph): string[] {
  const pairs: (readonly [Fact, Fact])[] = []
  const [rest, restThere]: [Rest, Rest] = [new Set(a.facts.keys()), new Set(b.facts.keys())]
  /** Name of the first -> what its thing is called in the second. */
  const called = new Map<number, string>()
  const take = (one: number, other: number): void => {
    const [fact, there] = [a.facts[one]!, b.facts[other]!]
    rest.delete(one)
    restThere.delete(other)
    pairs.push([fact, there])
    if (fact.own !== undefined) called.set(fact.own, there.entry.id)
  }
  pairByColours(a, b, rest, restThere, take)
  pairByLikeness(a, b, rest, restThere, take)
  const differences = [
    ...[...rest].map((fact) => `only the first has ${thingText(a.facts[fact]!)}`),
    ...[...restThere].map((fact) => `only the second has ${thingText(b.facts[fact]!)}`)
  ]
  for (const [fact, there] of pairs) {
    if (differences.length >= most) break
    const told = differencesIn(fact, there, (name) => called.get(name) ?? a.names.thing(name).id, b)
    if (told.length > 0) differences.push(`${pairText(fact, there)}: ${told.join('; ')}`)
  }
  return differences.slice(0, most)
}

/** Things of which all the same is said, as far around as that holds: what is told apart last is paired first. */
function pairByColours(
  a: StateGraph,
  b: StateGraph,
  rest: Rest,
  restThere: Rest,
  take: (one: number, other: number) => void
): void {
  const colouring = numberedColours()
  const [ofA, ofB] = [roundsOf(a, colouring), roundsOf(b, colouring)]
  for (let round = Math.min(ofA.length, ofB.length) - 1; round >= 0; round--) {
    const alike = Map.groupBy(restThere, (fact) => colouredText(b, fact, ofB[round]!))
    for (const fact of rest) {
      const other = alike.get(colouredText(a, fact, ofA[round]!))?.shift()
      if (other !== undefined) take(fact, other)
    }
  }
}

/** The colours of names after each of a few rounds, in each of which they take in what is said of their neighbours. */
function roundsOf(graph: StateGraph, colouring: Colouring): readonly Colours[] {
  const rounds = [graph.places.map(() => '')]
  while (rounds.length <= farthest) {
    const colours = rounds.at(-1)!
    const said = graph.facts.map((_, fact) => colouring(colouredText(graph, fact, colours)))
    rounds.push(
      graph.places.map((places) =>
        colouring(
          places
            .flatMap((at, i) => (i % 2 === 0 ? [`${said[at]}@${places[i + 1]}`] : []))
            .toSorted((one, other) => (one < other ? -1 : 1))
            .join(' ')
        )
      )
    )
  }
  return rounds
}

/** What is left of each resource: those first that differ least. */
function pairByLikeness(
  a: StateGraph,
  b: StateGraph,
  rest: Rest,
  restThere: Rest,
  take: (one: number, other: number) => void
): void {
  const left = Map.groupBy(restThere, (fact) => b.facts[fact]!.entry.resource)
  for (const fact of rest) {
    const { entry } = a.facts[fact]!
    const others = left.get(entry.resource) ?? []
    let best: number | undefined
    let least = Infinity
    for (const other of others.slice(0, mostTried)) {
      const there = b.facts[other]!.entry
      const distance =
        diffJson(entry.value, there.value).length - (entry.id === there.id && entry.id !== '' ? 0.5 : 0)
      if (distance < least) [best, least] = [other, distance]
    }
    if (best === undefined) continue
    others.splice(others.indexOf(best), 1)
    take(fact, best)
  }
}

function differencesIn(
  fact: Fact,
  there: Fact,
  calledThere: (name: number) => string,
  b: StateGraph
): string[] {
  const one = tellThing(fact.entry, fact.masking, calledThere)
  const other = tellThing(there.entry, there.masking, (name) => b.names.thing(name).id)
  const above = diffJson(one.parents, other.parents).map((change) => ({
    ...change,
    pointer: `what it stands below, ${change.pointer.slice(1)},`
  }))
  return [...above, ...diffJson(one.members, other.members)].map(({ pointer, before, after }) => {
    if (before === undefined) return `${pointer} is only in the second: ${printValue(after)}`
    if (after === undefined) return `${pointer} is only in the first: ${printValue(before)}`
    return `${pointer} is ${printValue(before)} in the first, ${printValue(after)} in the second`
  })
}

function thingText({ entry }: Fact): string {
  return `${nameOf(entry.resource, entry)} ${printValue(entry.value)}`
}

function pairText({ entry }: Fact, there: Fact): string {
  const name = nameOf(entry.resource, entry)
  return entry.id === there.entry.id ? name : `${name} (${there.entry.id} in the second)`
}
