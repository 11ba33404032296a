// Things that came, or went, against how many or which a test expects. In any order: each expected one finds a thing of its own, if there is a way.
import type { DiffThing } from '../engine/sandbox/state-diff.js'
import type { Lot, One, Strictness } from './expected-changes.js'
import { isCalled } from './is-called.js'
import { matchValue } from './match-value.js'
import { printValue, type ThingInDiff } from './words.js'

/** What messages are made with. */
export interface LotRules {
  readonly resource: string
  readonly strictness: Strictness
  readonly inWords: (thing: ThingInDiff) => string
  readonly who: (thing: ThingInDiff) => string
}

/** What is wrong. Nothing said: none may be there, or, with `at-least`, any. */
export function judgeLot(
  kind: 'added' | 'removed',
  found: readonly DiffThing[],
  lot: Lot,
  { resource, strictness, inWords, who }: LotRules
): string[] {
  const isOnly = strictness === 'only'
  const line = (thing: ThingInDiff): string => `${inWords(thing)} ${printValue(thing.value)}${who(thing)}`
  if (lot === undefined) return isOnly ? found.map((thing) => `was not to be ${kind}: ${line(thing)}`) : []
  if (typeof lot === 'number') {
    if (found.length === lot || (!isOnly && found.length > lot)) return []
    const were = found.length === 0 ? 'none' : String(found.length)
    return [
      `${resource}: ${were} ${found.length > 1 ? 'were' : 'was'} ${kind} in place of ${lot}${found.map((thing) => `\n  ${line(thing)}`).join('')}`
    ]
  }
  const taken = pairUp(lot, found)
  const missing = lot.filter((_, i) => taken[i] === undefined)
  const rest = found.filter((_, at) => !taken.includes(at))
  return [
    ...missing.map(
      (one) => `${resource}: none was ${kind} that is ${oneText(one)}${nearest(one, rest, line)}`
    ),
    ...(isOnly && (missing.length === 0 || rest.length > missing.length)
      ? rest.map((thing) => `was not to be ${kind}: ${line(thing)}`)
      : [])
  ]
}

function nearest(one: One, rest: readonly DiffThing[], line: (thing: ThingInDiff) => string): string {
  if (rest.length === 0) return ''
  const named = rest.filter((thing) => one.id !== undefined && isCalled(thing, one.id))
  return `; there ${rest.length > 1 ? 'are' : 'is'}${(named.length > 0 ? named : rest.slice(0, 5)).map((thing) => `\n  ${line(thing)}`).join('')}`
}

function oneText({ id, like }: One): string {
  if (like === undefined) return `called ${id}`
  return id === undefined ? `like ${printValue(like)}` : `called ${id} and like ${printValue(like)}`
}

/** For each expected one the position of a thing that it matches, no thing twice, for as many as can be (Kuhn's algorithm). */
function pairUp(lot: readonly One[], found: readonly DiffThing[]): (number | undefined)[] {
  const fits = lot.map((one) =>
    found.flatMap((thing, at) =>
      (one.id === undefined || isCalled(thing, one.id)) &&
      (one.like === undefined || matchValue(thing.value, one.like))
        ? [at]
        : []
    )
  )
  const owner = new Map<number, number>()
  const place = (one: number, seen: Set<number>): boolean => {
    for (const at of fits[one]!) {
      if (seen.has(at)) continue
      seen.add(at)
      const before = owner.get(at)
      if (before !== undefined && !place(before, seen)) continue
      owner.set(at, one)
      return true
    }
    return false
  }
  for (let one = 0; one < lot.length; one++) place(one, new Set())
  const taken: (number | undefined)[] = lot.map(() => undefined)
  for (const [at, one] of owner) taken[one] = at
  return taken
}
