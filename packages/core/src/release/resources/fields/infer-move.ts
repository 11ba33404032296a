// From which states to which state an action moves its entity: by the words of the author, and the forms of the verb.
import { inferred } from '../evidence.js'
import type { Inferred } from '../inferred.js'
import type { ActionSpec, StateField } from '../model.js'
import type { Deed } from './action-word.js'
import { startStates, type Said } from './start-states.js'
import { finality, readStates, saysNothing, undone, type StateName } from './state-words.js'
import { wordsOf } from '../words.js'
import { otherForms, ownForms, undoneBy } from './verb-forms.js'

/**
 * Infers `to` and `from`; `undefined` where no state fits the action. `from` is left out where every state but `to` will do. The
 * confidence is that of the weaker part. `text`: the summary and description of the operation.
 */
export function inferMove(
  deed: Deed,
  word: string,
  state: StateField,
  text: string
): Inferred<ActionSpec> | undefined {
  const states = readStates(state.value)
  const called = new Set(deed.isGoal ? [] : ownForms(deed.verb))
  const meant = states.filter(({ name }) => !called.has(name)).map((one) => one.state)
  const said = startStates(text, meant, deed.isGoal ? [] : spoken(deed.verb))
  const goal = goalOf(deed, word, states, said, state.at.join('.'))
  if (!goal) return undefined
  const to = goal.value
  const start = startOf(deed, to, states, said)
  if (start.value.length === 0 || start.value.length >= states.length - 1)
    return inferred({ to }, goal.confidence, goal.reason)
  return inferred(
    { to, from: start.value },
    Math.min(goal.confidence, start.confidence),
    `${goal.reason}, ${start.reason}`
  )
}

/** The verb as sentences put it: `approve`, `approves`, `approving`. */
function spoken(verb: string): readonly string[] {
  return /^[a-z]{2,30}$/.test(verb) ? [verb, `${verb}s`, `${verb}es`, `${verb.replace(/e$/, '')}ing`] : []
}

function goalOf(
  { verb, isGoal }: Deed,
  word: string,
  states: readonly StateName[],
  said: Said,
  at: string
): Inferred<string> | undefined {
  const leads = (state: string, confidence: number): Inferred<string> =>
    inferred(state, confidence, `\`${word}\` leads to \`${state}\` in \`${at}\``)
  const named = (form: string): StateName | undefined => states.find(({ name }) => name === form)
  const own = isGoal ? [verb, ...ownForms(verb)] : ownForms(verb)
  for (const form of own) {
    const found = named(form)
    if (found) return leads(found.state, 0.95)
  }
  const phrasal = states.find((one) => isPhrase(one, wordsOf(word).join('')))
  if (phrasal) return leads(phrasal.state, 0.95)
  if (said.to !== undefined)
    return inferred(said.to, 0.9, `the description says that it leads to \`${said.to}\``)
  if (isGoal) return undefined
  const participles = new Set(own.filter((form) => form !== verb))
  const byHand = states.find(
    ({ words }) => participles.has(words[0]!) && /manual|user|request|client|customer/.test(words.at(-1)!)
  )
  if (byHand) return leads(byHand.state, 0.8)
  // `payment_captured`; not `requires_capture`, `partially_refunded`.
  const compound = states.find(
    ({ words }) => words.some((one) => participles.has(one)) && !words.some((one) => undone.has(one))
  )
  if (compound) return leads(compound.state, 0.75)
  for (const [index, form] of otherForms(verb).entries()) {
    const found = named(form)
    if (found)
      return inferred(
        found.state,
        index < 2 ? 0.75 : 0.65,
        `of the values of \`${at}\` \`${found.state}\` is what \`${word}\` leads to`
      )
  }
  return undefined
}

/** Whether the state is what a verb of several words leads to: `checked_in` for `check-in`, `checkIn` and `checkin`. */
function isPhrase({ words: [head = '', ...rest] }: StateName, whole: string): boolean {
  const tail = rest.join('')
  return tail !== '' && whole.endsWith(tail) && ownForms(whole.slice(0, -tail.length)).includes(head)
}

/** What brings things back from where they ended. */
const bringsBack = new Set(
  'restore recover resume reopen undelete retry rerun reactivate renew unarchive'.split(' ')
)
/** What is done to drafts. */
const finishing = new Set('finalize finalise publish submit'.split(' '))
/** What is not done any more once the work is over. */
const early = new Set(
  (
    'cancel abort capture confirm start submit approve reject decline accept pause process fail expire stop authorize authorise ' +
    'acknowledge'
  ).split(' ')
)

/** Where it may start: as the sentences say, else wherever things have not ended. */
function startOf(
  { verb }: Deed,
  to: string,
  states: readonly StateName[],
  said: Said
): Inferred<readonly string[]> {
  const others = states.filter(({ state }) => state !== to)
  const from = (
    list: readonly StateName[],
    confidence: number,
    reason: string
  ): Inferred<readonly string[]> =>
    inferred(
      list.map(({ state }) => state),
      confidence,
      reason
    )
  const demanded = others.filter(({ state }) => said.from.includes(state))
  if (demanded.length > 0) return from(demanded, 0.9, 'from the states its description names')
  const before = new Set(
    bringsBack.has(verb) || verb.startsWith('un') ? undoneBy(verb).flatMap(ownForms) : []
  )
  const takenBack = others.filter(({ name }) => before.has(name))
  if (takenBack.length > 0) return from(takenBack, 0.8, `from what \`${verb}\` takes back`)
  const drafts = finishing.has(verb) ? others.filter(({ name }) => name === 'draft') : []
  if (drafts.length > 0) return from(drafts, 0.7, 'from drafts')
  const denied = new Set(said.notFrom)
  const left = others.filter((one) => {
    const end = finality(one)
    if (denied.has(one.state) || saysNothing(one) || (end === 'final' && !bringsBack.has(verb))) return false
    return end !== 'done' || !early.has(verb)
  })
  if (denied.size > 0) return from(left, 0.75, 'not from the states its description rules out')
  return from(left, 0.6, 'from every state that is not final')
}
