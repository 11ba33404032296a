// Trying again: where construction alone does not ensure that a value is valid.
import { deriveKey } from '../../internal/random.js'
import type { Produce } from './context.js'

const RETRIES = 4
/** Keeps the keys of attempts apart from those of items and members. */
const ATTEMPT_SALT = 0x5eed0000

/** The key of a further attempt at the value of a key. */
export function keyOfAttempt(key: number, attempt: number): number {
  return attempt === 0 ? key : deriveKey(key, ATTEMPT_SALT + attempt)
}

/** A producer that tries again with other keys and fewer optional members while the test fails; the last try stands. */
export function insist(test: (value: unknown) => boolean, produce: Produce): Produce {
  return (context, key, depth) => {
    let value = produce(context, key, depth)
    const { leanness } = context
    for (let attempt = 1; attempt <= RETRIES && !test(value) && context.retry(); attempt++) {
      context.leanness = Math.max(leanness, attempt - 1)
      value = produce(context, keyOfAttempt(key, attempt), depth)
    }
    context.leanness = leanness
    return value
  }
}
