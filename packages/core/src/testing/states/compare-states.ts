// Two states: whether they are the same up to the ids that were made up, and if not, in what they differ.
import { explainDifferences } from './explain-differences.js'
import { matchNames } from './match-names.js'
import { numberedColours } from './refine.js'
import { readState, type Comparable, type CompareOptions, type StateGraph } from './state-graph.js'

/** What came of a comparison. */
export interface StateComparison {
  readonly equal: boolean
  /** False where things are so many and so much alike that no answer was found within reasonable work; then they do not count as equal. */
  readonly decided: boolean
  /** By resource, the made-up ids of the first and those that stand for them in the second; empty where the states differ. */
  readonly ids: { readonly [resource: string]: { readonly [id: string]: string } }
  /** What differs, in words, the first 20. */
  readonly differences: readonly string[]
}

/** About how much is looked at before giving up: a second or two. */
const mostSteps = 5_000_000

/** Compares what two sandboxes of one API hold. */
export function compareStates(
  first: Comparable,
  second: Comparable,
  options: CompareOptions = {}
): StateComparison {
  const [a, b] = [readState(first, options), readState(second, options)]
  const budget = { steps: mostSteps }
  const matching = matchNames(a, b, { colouring: numberedColours(), budget })
  if (matching) return { equal: true, decided: true, ids: idsOf(a, b, matching), differences: [] }
  const decided = budget.steps > 0
  const differences = decided ? explainDifferences(a, b) : []
  return {
    equal: false,
    decided,
    ids: {},
    differences: differences.length > 0 ? differences : [unlike(decided)]
  }
}

function unlike(decided: boolean): string {
  return decided
    ? 'Each thing has its like in the other, but they do not refer to each other in the same way.'
    : 'There are too many things that are too much alike to tell whether they refer to each other in the same way.'
}

function idsOf(a: StateGraph, b: StateGraph, matching: ReadonlyMap<number, number>): StateComparison['ids'] {
  const ids: Record<string, Record<string, string>> = Object.create(null)
  for (const [from, to] of matching) {
    const { resource, id } = a.names.thing(from)
    if (resource === '') continue
    ids[resource] ??= Object.create(null) as Record<string, string>
    ids[resource][id] = b.names.thing(to).id
  }
  return ids
}
