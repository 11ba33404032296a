// Words for the states of things: which one a thing begins in, and which it does not come back from.
import { wordsOf } from '../words.js'

/** A state and how it reads. */
export interface StateName {
  readonly state: string
  /** Its words in lower case, without those that all states begin with: `['in', 'progress']` for `STATUS_IN_PROGRESS`. */
  readonly words: readonly string[]
  /** The words in one: `inprogress`. */
  readonly name: string
}

/** Reads the names of states, in their order. */
export function readStates(states: readonly string[]): readonly StateName[] {
  const all = states.map(wordsOf)
  const first = all[0] ?? []
  let shared = 0
  while (
    states.length > 2 &&
    all.every((words) => words.length > shared + 1 && words[shared] === first[shared])
  )
    shared++
  return states.map((state, index) => {
    const words = all[index]!.slice(shared)
    return { state, words, name: words.join('') }
  })
}

const beginnings = new Map(
  (
    'draft new pending created open requires incomplete notstarted unstarted initial initialized initialised queued enqueued submitted received ' +
    'requested registered todo backlog planned scheduled awaiting waiting needsresponse unpaid uploaded placed proposed invited ready available ' +
    'active enabled published live online on valid normal ok issued trialing running creating provisioning initializing initialising starting ' +
    'inprogress processing inactive'
  )
    .split(' ')
    .map((word, index) => [word, index])
)
/** What a thing asks for first, where it asks for several things: what it is made of, then consent, then deeds. */
const laterNeeds = ['confirmation', 'approval', 'action', 'capture', 'completion']

/** How plausible a state is as the first of `all`: 0 is best; `undefined` for words that say no beginning. */
export function beginningRank({ words, name }: StateName, all: readonly StateName[]): number | undefined {
  const direct = beginnings.get(name)
  if (direct !== undefined) return direct
  const [head, ...rest] = words
  if (head === undefined) return undefined
  if (head === 'requires') return beginnings.get('requires')! + (laterNeeds.indexOf(rest.join('')) + 1) / 10
  if (/^(?:pending|awaiting|waiting)$/.test(head)) return beginnings.get(head)! + 0.5
  // `not-configured` comes before `configured`.
  const base = /^(?:un|not|non|never)(.+)$/.exec(name)?.[1]
  if (base !== undefined && all.some((other) => other.name === base)) return beginnings.get('notstarted')!
  // `payment_pending`, but not `never_opened`.
  const last = beginnings.get(words.at(-1)!)
  return last !== undefined && words.length === 2 && !undone.has(head) ? last + 0.5 : undefined
}

/** Whether a beginning is one by its word, not only as things usually are. */
export function isSurelyFirst(rank: number): boolean {
  return rank < beginnings.get('submitted')!
}

/** Words that turn the next one round, or put it off. */
export const undone: ReadonlySet<string> = new Set(
  'not un never no non requires needs awaiting waiting pending failed partially partial almost incomplete to in be will pre ready for auto'.split(
    ' '
  )
)

const final = new Set(
  (
    'canceled cancelled void voided deleted destroyed terminated removed expired rejected declined denied refunded reversed aborted discarded dead ' +
    'revoked withdrawn abandoned'
  ).split(' ')
)
const done = new Set(
  (
    'succeeded success successful completed complete done finished closed delivered failed failure error errored merged archived returned resolved ' +
    'ended fulfilled lost won'
  ).split(' ')
)

/** Whether a state says that something went wrong, or is over without it. */
export function isFailure({ name }: StateName): boolean {
  return final.has(name) || /fail|error|invalid|lost|expired|unknown|unspecified/.test(name)
}

/** Whether a thing stays in this state for good. `done`: for most purposes, as its work is over. */
export function finality({ name }: StateName): 'final' | 'done' | undefined {
  return final.has(name) ? 'final' : done.has(name) ? 'done' : undefined
}

/** Whether a state only says that nothing is known. */
export function saysNothing({ name }: StateName): boolean {
  return /(?:unspecified|unknown|undefined)$/.test(name)
}
