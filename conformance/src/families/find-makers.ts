// Creates that are no families, since nothing is sure to read what they make: other things stand below it all the same, and need it as
// their parent.
import { onPath } from './assemble-family.js'
import type { Family } from './family.js'
import { lastOf, nounAt } from './paths.js'
import type { PlainOperation } from './plain-operation.js'

/** Creates of parents, in the form of families that are never judged. */
export function findMakers(
  operations: readonly PlainOperation[],
  families: readonly Family[]
): readonly Family[] {
  const judged = new Set(families.map(({ create }) => create.key))
  const leading = new Set<string>()
  for (const { blank } of operations)
    for (let at = blank.indexOf('/{}/'); at >= 0; at = blank.indexOf('/{}/', at + 1))
      leading.add(blank.slice(0, at))
  const creates = operations.filter(({ method, key }) => method === 'POST' && !judged.has(key))
  const keyed = creates.flatMap((create): Family[] => {
    const read = operations.find(({ method, blank }) => method === 'GET' && blank === create.blank)
    const isKeyed = create.blank.endsWith('/{}') && create.successStatuses.includes('201')
    const base = { name: create.key, noun: nounAt(create.blank), create, updates: [] }
    return isKeyed && read !== undefined ? [{ ...base, kind: 'client key', read: onPath(read, create) }] : []
  })
  const nouns = new Set([...leading].map(nounAt))
  const leads = ({ blank, successStatuses }: PlainOperation): boolean =>
    leading.has(blank) || (successStatuses.includes('201') && nouns.has(nounAt(blank)))
  const others = creates
    .filter((create) => create.success.length > 0 && !lastOf(create.blank).includes('{}') && leads(create))
    .map((create): Family => {
      return { name: create.key, kind: 'collection', noun: nounAt(create.blank), create, updates: [] }
    })
  return [...others, ...keyed]
}
