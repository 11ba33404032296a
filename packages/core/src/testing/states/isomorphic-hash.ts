// A hash of what a sandbox holds that does not depend on how made-up ids are spelled, nor on the order in which things were made.
import { digestText } from '../../internal/digest.js'
import { colouredText, refine } from './refine.js'
import { readState, type Comparable, type CompareOptions } from './state-graph.js'

/**
 * SHA-256, 64 hex digits. States that `compareStates` takes for equal have equal hashes, in all processes. The other way round it holds as far as
 * things can be told apart by what is said of them and of what they refer to; where that matters, compare.
 */
export function isomorphicHash(sandbox: Comparable, options: CompareOptions = {}): string {
  const graph = readState(sandbox, options)
  const names = graph.places.map((_, name) => name)
  const colours = names.map(() => '')
  refine([{ graph, names, colours }], [names], digestText, { steps: Infinity })
  const facts = graph.facts.map((_, fact) => colouredText(graph, fact, colours))
  return digestText(JSON.stringify(facts.toSorted((a, b) => (a < b ? -1 : 1))))
}
