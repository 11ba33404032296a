// Trying again: where construction alone does not ensure that a value is valid.
import { deriveKey } from '../../internal/random.js'
import type { Context, Produce } from './context.js'

const RETRIES = 4
/** Keeps the keys of attempts apart from those of items and members. */
const ATTEMPT_SALT = 0x5eed0000

/** The key of a further attempt at the value of a key. */
export function keyOfAttempt(key: number, attempt: number): number {
  return attempt === 0 ? key : deriveKey(key, ATTEMPT_SALT + attempt)
}

/**
 * A producer that tries again with other keys and fewer optional members while the test fails, and then asks for the producers to turn to
 * in the end: each of them makes what it makes, then the least it can make. The last try of the first producer stands when nothing passes.
 */
export function insist(
  test: (value: unknown) => boolean,
  produce: Produce,
  lastProducers?: () => readonly Produce[]
): Produce {
  return (context, key, depth) => {
    let value = produce(context, key, depth)
    const { leanness } = context
    let attempt = 1
    for (; attempt <= RETRIES && !test(value) && context.retry(); attempt++) {
      context.leanness = Math.max(leanness, attempt - 1)
      value = produce(context, keyOfAttempt(key, attempt), depth)
    }
    context.leanness = leanness
    if (!lastProducers || attempt <= RETRIES || test(value)) return value
    const found = firstValid(test, lastProducers(), context, key, depth)
    context.leanness = leanness
    return found === undefined ? value : found
  }
}

function firstValid(
  test: (value: unknown) => boolean,
  producers: readonly Produce[],
  context: Context,
  key: number,
  depth: number
): unknown {
  const { leanness } = context
  for (const produce of producers) {
    for (const lean of new Set([leanness, 3])) {
      if (!context.retry()) return undefined
      context.leanness = lean
      const value = produce(context, key, depth)
      if (test(value)) return value
    }
  }
  return undefined
}
