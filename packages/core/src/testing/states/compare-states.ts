// Two states: whether they are the same up to the ids that were made up, and if not, in what they differ.
import type { Snapshot } from '../../engine/sandbox/snapshot.js'
import { ignoredBy, type Ignored } from '../ignored.js'
import { explainDifferences } from './explain-differences.js'
import { matchNames } from './match-names.js'
import { numberedColours } from './refine.js'
import { readState, type Comparable, type StateGraph } from './state-graph.js'

/** How states are compared. */
export interface CompareOptions {
  /**
   * - `isomorphic`: ids that a sandbox made up may be spelled differently, in things and in all that refers to them (within URLs as well), so it does
   *   not matter in which order things were created.
   * - `exact`: ids are what they are.
   * @default 'isomorphic'
   */
  readonly ids?: 'isomorphic' | 'exact'
  /** When both were still alike, as a snapshot of either: what was there then keeps its ids. @default the beginning of each */
  readonly since?: Snapshot
  /** Members by name (`updated_at`), places (`/metadata/source`), places in one resource (`payments/memo`), whole resources (`logs/`). */
  readonly ignore?: Ignored
  /** Whether moments and version numbers that the sandbox writes by itself count: when a thing was created and updated. @default false */
  readonly stamps?: boolean
}

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
  { ids = 'isomorphic', since, ignore, stamps = false }: CompareOptions = {}
): StateComparison {
  const reading = { renames: ids === 'isomorphic', since, stamps, isIgnored: ignoredBy(ignore) }
  const [a, b] = [readState(first, reading), readState(second, reading)]
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
