// What an action does to its entity, in words.
import type { ActionSpec, Binding, Resource } from '@sandbed/core'
import { found, plain, type Sentence } from './sentence.js'
import { listed, named } from './wording.js'

/** `from draft or open to paid`; `undefined` for an action that leads to no state. */
export function transitionWords({ from, to }: ActionSpec): string | undefined {
  if (to === undefined) return undefined
  const states = from?.filter((state) => state !== to) ?? []
  return `from ${states.length === 0 ? 'any state' : listed(states.map(named), 'or')} to ${named(to)}`
}

/** The sentences about the action of a binding. */
export function actionSentences({ action }: Binding, resource: Resource | undefined): Sentence[] {
  if (!action) return []
  const { value } = action
  const move = transitionWords(value)
  const state = resource?.state && named(resource.state.at.join('.'))
  const sets = Object.entries(value.sets ?? {}).map(
    ([member, to]) => `${named(member)} to ${JSON.stringify(to)}`
  )
  const said = [
    ...(value.copies ? ['It makes a new one like the one that is named.'] : []),
    ...(move === undefined ? [] : [`It leads ${state === undefined ? '' : `${state} `}${move}.`]),
    ...(sets.length === 0 ? [] : [`It sets ${listed(sets)}.`])
  ]
  const other =
    value.from === undefined || move === undefined ? [] : [plain('From any other state it is refused.')]
  return said.length === 0
    ? [found('Nothing is known of what it changes, beyond what the request says.', action)]
    : [...said.map((text) => found(text, action)), ...other]
}
