// The door of @sandbed/core/testing: what tests assert of a sandbox. Needs no test runner; `sandbedMatchers` fit vitest and Jest.
export {
  sandbedMatchers,
  type ChangeOptions,
  type MatcherResult,
  type SandbedMatchers
} from './testing/matchers.js'
export { compareStates, type StateComparison } from './testing/states/compare-states.js'
export { isomorphicHash } from './testing/states/isomorphic-hash.js'
export type { Comparable, CompareOptions } from './testing/states/state-graph.js'
export type { ExpectedCall } from './testing/called.js'
export type {
  ExpectedChanges,
  ExpectedFields,
  ExpectedResource,
  ExpectedThing
} from './testing/expected-changes.js'
export type { Ignored } from './testing/ignored.js'
export type { AsymmetricMatcher } from './testing/match-value.js'
