// The word of an action taken apart: what is done, or where it leads, and whether it is done to the whole entity.
import { verbness, wordsOf } from '../words.js'
import { otherForms } from './verb-forms.js'

/** What an action word says. */
export interface Deed {
  /** `cancel`; where the word names the goal (`mark-as-read`), the goal: `read`. */
  readonly verb: string
  readonly isGoal: boolean
  /** It is done to a part (`cancel_action`), so that it may not be about the entity. */
  readonly isPartial: boolean
}

const goalVerbs = new Set('mark set move make change convert transition put turn'.split(' '))
const manners = new Set('force bulk batch mass auto soft hard async'.split(' '))
const particles = new Set('as to all in into the out up down now it'.split(' '))

/** Reads an action word in any style; `undefined` for nouns. `isTakenBack`: the method is DELETE, so that `lock` unlocks. */
export function readActionWord(word: string, isTakenBack: boolean): Deed | undefined {
  const words = wordsOf(word)
  // Words nobody knows may be verbs (0.1); plurals and compounds of nouns are not.
  if (verbness(word) < 0.08) return undefined
  const start = words.findIndex((part) => !manners.has(part))
  const [head, ...rest] = words.slice(Math.max(start, 0))
  if (head === undefined) return undefined
  const tail = rest.filter((part) => !particles.has(part))
  if (goalVerbs.has(head) && tail.length > 0) return { verb: tail.join(''), isGoal: true, isPartial: false }
  const joined = head + rest.join('')
  if (rest.length > 0 && otherForms(joined).length > 0)
    return { verb: joined, isGoal: false, isPartial: false }
  return { verb: isTakenBack ? `un${head}` : head, isGoal: false, isPartial: tail.length > 0 }
}
