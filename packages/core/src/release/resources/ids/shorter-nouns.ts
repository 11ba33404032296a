// Nouns of several words: what is a life insurance policy is a policy as well, and goes by the id of one.
import { idNames } from '../../../internal/identity-names.js'
import { normaliseName } from '../../../internal/normalise-name.js'
import { singularOf, wordsOf } from '../words.js'

/** A group user has a `group_id` and a `user_id`: neither is its own. */
export function joinsTwo(names: readonly string[], noun: string): boolean {
  const words = wordsOf(singularOf(noun))
  if (words.length < 2) return false
  const leading = new Set(words.slice(0, -1).map((_, index) => `${words.slice(0, index + 1).join('')}id`))
  return names.some((name) => leading.has(normaliseName(name)))
}

/** `policyId` is an id of life insurance policies, each of which is a policy. */
export function isShorterNoun(name: string, noun: string): boolean {
  const words = wordsOf(name).slice(0, -1)
  const id = wordsOf(name).at(-1)
  const nouns = wordsOf(singularOf(noun))
  return (
    id !== undefined &&
    idNames.includes(id) &&
    words.length > 0 &&
    words.length < nouns.length &&
    words.every((word, index) => word === nouns[nouns.length - words.length + index])
  )
}
