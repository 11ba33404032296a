// What the `target` of an overlay action selects, as places in the description.

import { JSONPathError } from 'json-p3'
import { joinPointer } from '../json-pointer.js'
import { WalkBudgetError, type WalkBudget } from '../map-references.js'
import { MeteredJsonPath } from './metered-jsonpath.js'
import { spend } from './spend.js'

/** The place of a node: names of members and positions in arrays, from the root. */
export type Location = readonly (string | number)[]

const LONGEST_TARGET = 10_000

/**
 * The places of all nodes that a JSONPath query (RFC 9535) selects, each once, in the order of the query; or why the text is no query. Throws a
 * `WalkBudgetError` when more would have to be read than the budget allows.
 */
export function selectNodes(
  target: string,
  document: unknown,
  budget: WalkBudget
): { readonly locations: readonly Location[] } | { readonly fault: string } {
  if (target.length > LONGEST_TARGET) return { fault: `it is longer than ${LONGEST_TARGET} characters` }
  const locations = new Map<string, Location>()
  try {
    const jsonPath = new MeteredJsonPath(budget)
    for (const { location } of jsonPath.lazyQuery(target, jsonPath.view(document))) {
      spend(budget, 1)
      locations.set(joinPointer('', location.map(String)), location)
    }
  } catch (error) {
    if (error instanceof WalkBudgetError) throw error
    // What is not about the query is the stack, which thousands of brackets use up.
    return { fault: error instanceof JSONPathError ? error.message : 'it is nested too deep' }
  }
  return { locations: [...locations.values()] }
}
