// What the words of an event behind (or before) the thing say of it: that it was made, changed or deleted, the state it has come into, or
// the member that has changed.
import type { Schema, SchemaSource } from '../../../schema/schema.js'
import { otherForms, ownForms, undoneBy, verbsOf } from '../fields/verb-forms.js'
import { readStates } from '../fields/state-words.js'
import type { EventBinding } from '../event-model.js'
import type { Resource } from '../model.js'
import { flagChange, memberChange, updateWords } from './member-change.js'

/** A change as a name says it. */
export interface ReadChange extends Pick<EventBinding, 'on' | 'state' | 'member'> {
  readonly confidence: number
  /** A clause such as "`captured` is one of its states". */
  readonly reason: string
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))
const births = words('created create creation new inserted registered')
const deaths = words('deleted delete deletion removed remove destroyed destroy erased purged')
/** They make a thing of a kind that has no such state, or begins in it. */
const mildBirths = words(
  'opened open added add placed submitted received started issued posted uploaded requested queued scheduled generated invited initiated ' +
    'initialized raised logged recorded'
)
const mildDeaths = words('canceled cancelled revoked terminated uninstalled dropped')

/** Reads the words about a thing; `undefined` where nothing is said that a thing like this goes through. */
export function readChange(
  source: SchemaSource,
  resource: Resource,
  schema: Schema | undefined,
  said: readonly string[]
): ReadChange | undefined {
  const word = said.join('')
  if (word === '') return undefined
  if (births.has(word))
    return { on: 'created', confidence: 0.95, reason: `\`${word}\` says that one was made` }
  if (deaths.has(word))
    return { on: 'deleted', confidence: 0.95, reason: `\`${word}\` says that one is gone` }
  if (updateWords.has(word))
    return { on: 'updated', confidence: 0.95, reason: `\`${word}\` says that one has changed` }
  // `placed` may be how things begin, or a stage on their way.
  const stage = resource.state && stateNamed(resource.state.value, word)
  if (mildBirths.has(word) && (stage === undefined || stage === resource.state!.initial.value))
    return { on: 'created', confidence: 0.8, reason: `\`${word}\` is how one comes to be` }
  return (
    intoState(resource, word) ??
    flagChange(source, schema, word) ??
    towardsState(resource, word) ??
    flagChange(source, schema, word, true) ??
    memberChange(source, resource, schema, said) ??
    (mildDeaths.has(word) && resource.kind.value === 'collection' && !resource.state
      ? { on: 'deleted', confidence: 0.55, reason: `\`${word}\` says that one is gone` }
      : undefined)
  )
}

/** The thing comes into a state that is called so. */
function intoState({ state }: Resource, word: string): ReadChange | undefined {
  const found = state && stateNamed(state.value, word)
  if (found === undefined) return undefined
  return {
    on: found === state!.initial.value ? 'created' : 'updated',
    state: found,
    confidence: 0.9,
    reason: `\`${found}\` is one of its states`
  }
}

/** The thing comes into a state that what the word does leads to: `reopened` to `open`. */
function towardsState({ state }: Resource, word: string): ReadChange | undefined {
  if (!state) return undefined
  for (const verb of verbsOf(word)) {
    const forms = [...ownForms(verb), ...otherForms(verb)]
    const found = firstStateOf(state.value, forms)
    if (found === undefined) continue
    // What is taken back has to be a state as well.
    const isUndoing = /^(?:un|de|dis)/.test(verb) && !firstStateOf(state.value, ownForms(verb))
    const before = undoneBy(verb).flatMap((base) => [...ownForms(base), ...otherForms(base)])
    if (isUndoing && firstStateOf(state.value, before) === undefined) continue
    return {
      on: 'updated',
      state: found,
      confidence: 0.75,
      reason: `\`${word}\` leads to its state \`${found}\``
    }
  }
  return undefined
}

function firstStateOf(states: readonly string[], forms: readonly string[]): string | undefined {
  for (const form of forms) {
    const found = stateNamed(states, form)
    if (found !== undefined) return found
  }
  return undefined
}

function stateNamed(states: readonly string[], word: string): string | undefined {
  let byName = knownStates.get(states)
  if (!byName) {
    // Of two that are spelled alike, the first.
    byName = new Map(
      readStates(states)
        .map(({ name, state }) => [oneSpelling(name), state] as const)
        .reverse()
    )
    knownStates.set(states, byName)
  }
  return byName.get(oneSpelling(word))
}

const knownStates = new WeakMap<readonly string[], ReadonlyMap<string, string>>()

function oneSpelling(word: string): string {
  return word
    .replace('cancelled', 'canceled')
    .replace('cancelling', 'canceling')
    .replace('fulfilled', 'fulfiled')
}
