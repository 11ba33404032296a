// Lists of findings are corrected one by one: a map says which, the others stay.
import { sortKeys } from '../../../internal/sort-keys.js'
import { keepEqual } from './keep-equal.js'

/**
 * The findings, with those that `said` names made anew or (where `make` gives nothing) taken out. New ones come last, by name, so that the
 * order of a user's members never shows.
 */
export function mergeFindings<Finding, Said>(
  findings: readonly Finding[],
  said: { readonly [name: string]: Said },
  nameOf: (finding: Finding) => string,
  make: (name: string, said: Said, old: Finding | undefined) => Finding | undefined
): readonly Finding[] {
  const merged: (Finding | undefined)[] = [...findings]
  const indices = new Map<string, number>()
  findings.forEach((finding, index) => {
    const name = nameOf(finding)
    if (!indices.has(name)) indices.set(name, index)
  })
  for (const name of sortKeys(Object.keys(said))) {
    const index = indices.get(name)
    const made = make(name, said[name]!, index === undefined ? undefined : findings[index])
    if (index === undefined) merged.push(made)
    else merged[index] = made
  }
  return keepEqual(
    findings,
    merged.filter((finding) => finding !== undefined)
  )
}
