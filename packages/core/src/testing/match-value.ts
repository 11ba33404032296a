// Whether a value is as a test expects it: objects in part, asymmetric matchers (`expect.any(String)`) anywhere.
import { isObject } from '../internal/json.js'

/** What test runners give for `expect.any(…)`, `expect.stringMatching(…)` and so on. */
export interface AsymmetricMatcher {
  asymmetricMatch(actual: unknown): boolean
}

/** Whether a value is a matcher, and not what is expected itself. */
export function isMatcher(expected: unknown): expected is AsymmetricMatcher {
  return (
    typeof expected === 'object' &&
    expected !== null &&
    typeof (expected as { asymmetricMatch?: unknown }).asymmetricMatch === 'function'
  )
}

/** Whether a value has all members of the expected one, and arrays all their items; whole numbers are equal as numbers and as bigints. */
export function matchValue(actual: unknown, expected: unknown): boolean {
  if (isMatcher(expected)) return expected.asymmetricMatch(actual)
  if (Array.isArray(expected))
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, i) => matchValue(actual[i], item))
    )
  if (isObject(expected))
    return (
      isObject(actual) &&
      Object.keys(expected).every(
        (name) =>
          (Object.hasOwn(actual, name) || expected[name] === undefined) &&
          matchValue(Object.hasOwn(actual, name) ? actual[name] : undefined, expected[name])
      )
    )
  if (typeof actual === 'bigint' || typeof expected === 'bigint')
    return isWhole(actual) && isWhole(expected) && String(actual) === String(expected)
  return Object.is(actual, expected) || (actual === 0 && expected === 0)
}

function isWhole(value: unknown): boolean {
  return typeof value === 'bigint' || Number.isInteger(value)
}
