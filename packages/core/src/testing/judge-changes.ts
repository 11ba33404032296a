// A diff against what a test expects of it -> what is wrong, in words. Nothing wrong: none.
import type { DiffChange, ResourceDiff, StateDiff } from '../engine/sandbox/state-diff.js'
import { getOwn } from '../internal/json.js'
import { parsePointer } from '../internal/json-pointer.js'
import { wantedOf, type ExpectedChanges, type Strictness, type Wanted } from './expected-changes.js'
import { isCalled } from './is-called.js'
import { judgeFields, showsChange } from './judge-fields.js'
import { judgeLot, type LotRules } from './judge-lot.js'
import { ignoredBy, type Ignored, type IsIgnored } from './ignored.js'
import { isMatcher } from './match-value.js'
import { byWhom, changesText, nameOf, printValue, type ThingInDiff } from './words.js'

const nothing: ResourceDiff = { added: [], changed: [], removed: [] }

/** What is wrong, a paragraph each. */
export function judgeChanges(
  diff: StateDiff,
  expected: ExpectedChanges,
  strictness: Strictness,
  ignored?: Ignored
): string[] {
  const isIgnored = ignoredBy(ignored)
  const names = new Set([...Object.keys(expected), ...Object.keys(diff)])
  return [...names].flatMap((resource) => {
    const found = withoutIgnored(
      resource,
      (getOwn(diff, resource) as ResourceDiff | undefined) ?? nothing,
      isIgnored
    )
    const wanted = getOwn(expected, resource) as ExpectedChanges[string] | undefined
    if (wanted === undefined && strictness === 'at-least') return []
    if (isMatcher(wanted)) {
      const isAny = found.added.length + found.changed.length + found.removed.length > 0
      return isAny && wanted.asymmetricMatch(found)
        ? []
        : [`${resource}: ${isAny ? 'what changed' : 'nothing changed, which'} is not ${printValue(wanted)}`]
    }
    return judgeResource(diff, resource, found, wantedOf(resource, wanted ?? {}), strictness)
  })
}

function judgeResource(
  diff: StateDiff,
  resource: string,
  found: ResourceDiff,
  wanted: Wanted,
  strictness: Strictness
): string[] {
  const inWords = (thing: ThingInDiff): string => nameOf(resource, thing)
  const who = (thing: ThingInDiff): string => byWhom(diff, resource, thing)
  const rules: LotRules = { resource, strictness, inWords, who }
  const problems = [
    ...judgeLot('added', found.added, wanted.added, rules),
    ...judgeLot('removed', found.removed, wanted.removed, rules)
  ]
  const named = new Set<DiffChange>()
  for (const [id, fields] of wanted.things) {
    const meant = found.changed.filter((change) => isCalled(change, id))
    for (const change of meant) named.add(change)
    if (meant.length === 0) problems.push(`${resource} ${id} did not change${fate(found, id, who)}`)
    else if (meant.length > 1)
      problems.push(
        `${resource} ${id} may be any of ${meant.map(inWords).join('; ')}: put the id of a parent before it, as in 'parent/${id}'`
      )
    else
      problems.push(
        ...judgeFields(meant[0]!, fields, strictness).map(
          (why) => `${inWords(meant[0]!)}: ${why}${who(meant[0]!)}`
        )
      )
  }
  const shown = found.changed.filter((change) => named.has(change) || showsChange(change))
  if (wanted.changed !== undefined) {
    const isFew = shown.length < wanted.changed
    if (isFew || (strictness === 'only' && shown.length > wanted.changed))
      problems.push(
        `${resource}: ${shown.length} changed in place of ${wanted.changed}${shown.map((one) => `\n  ${inWords(one)}: ${changesText(one.fields)}${who(one)}`).join('')}`
      )
  } else if (strictness === 'only')
    for (const one of shown)
      if (!named.has(one))
        problems.push(`${inWords(one)} was not to change: ${changesText(one.fields)}${who(one)}`)
  return problems
}

/** What became of a thing that was to change and did not. */
function fate(found: ResourceDiff, id: string, who: (thing: ThingInDiff) => string): string {
  const added = found.added.find((thing) => isCalled(thing, id))
  if (added) return `: it was added${who(added)}`
  const removed = found.removed.find((thing) => isCalled(thing, id))
  if (removed) return `: it was removed${who(removed)}`
  const others = found.changed.map((one) => one.id)
  return others.length === 0 ? '' : `; those that did are ${others.slice(0, 10).join(', ')}`
}

function withoutIgnored(resource: string, found: ResourceDiff, isIgnored: IsIgnored): ResourceDiff {
  if (isIgnored(resource, [])) return nothing
  const changed = found.changed.flatMap((change) => {
    const fields = change.fields.filter(({ pointer }) => !isIgnored(resource, parsePointer(pointer)))
    return fields.length === change.fields.length
      ? [change]
      : fields.length === 0
        ? []
        : [{ ...change, fields }]
  })
  return { ...found, changed }
}
