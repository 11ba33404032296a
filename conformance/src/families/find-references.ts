// Which family a member or parameter refers to, by its name alone.
import type { Family } from './family.js'
import { nounOf, referenceIn } from './words.js'

/** Nouns that are members of many things, and refer to another only with an ending like `_id`. */
const everyday = new Set(
  [
    'name',
    'email',
    'key',
    'token',
    'status',
    'code',
    'type',
    'version',
    'content',
    'message',
    'note',
    'event'
  ].concat([
    'comment',
    'path',
    'body',
    'number',
    'action',
    'label',
    'tag',
    'link',
    'domain',
    'file',
    'address',
    'image'
  ])
)

const wrappers = new Set(['data', 'attributes', 'relationships', 'ref', 'reference'])

/**
 * Families that the last name of a path may refer to, the most likely first. `customer_id`, `customer`, `label_ids`, and
 * `id` inside `customer` do; `id` of the thing itself does not.
 */
export function referredFamilies(
  families: readonly Family[],
  path: readonly string[],
  from: { readonly noun: string; readonly blank: string }
): Family[] {
  let { words, explicit } = referenceIn(path.at(-1) ?? '')
  if (words.length === 0) {
    const owner = path.slice(0, -1).findLast((name) => !wrappers.has(name.toLowerCase()))
    if (owner === undefined) return []
    words = referenceIn(owner).words
    explicit = true
    if (nounOf(words) === from.noun) return []
  }
  const noun = nounOf(words)
  if (noun === '' || (!explicit && everyday.has(noun))) return []
  const scored = families.flatMap((family) => {
    const score =
      family.noun === noun ? 100 : explicit && isTail(family.noun, noun, from.noun) ? 50 : undefined
    if (score === undefined) return []
    return [
      { family, score: score + shared(family.create.blank, from.blank) - family.create.pathNames.length / 10 }
    ]
  })
  return scored.toSorted((a, b) => b.score - a.score).map(({ family }) => family)
}

/** `consent` for `domestic payment consent` when it is asked from `domestic payment`; `payment method` for `default payment method`. */
function isTail(family: string, noun: string, from: string): boolean {
  if (noun.endsWith(` ${family}`)) return true
  return family.endsWith(` ${noun}`) && family.split(' ')[0] === from.split(' ')[0] && family.startsWith(from)
}

function shared(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')]
  let count = 0
  while (count < a.length && a[count] === b[count]) count++
  return count
}
