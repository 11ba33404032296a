// What a user says about the stages in the life of an entity: its states, and what is left when it is deleted.
import type { ResourceOverride } from './overrides.js'
import type { ResourceDraft, ResourceContext } from './resource-draft.js'
import { parsePlace } from './written-forms.js'

/** Sets the state field, or some of it. */
export function overrideState(
  next: ResourceDraft,
  said: NonNullable<ResourceOverride['state']>,
  context: ResourceContext
): void {
  if (said === false) {
    delete next.state
    return
  }
  if (said.at !== undefined && !context.isMember(said.at, ['state', 'at'])) return
  const old = next.state
  const at = said.at === undefined ? old?.at : parsePlace(said.at)
  const values = said.values ?? old?.value
  if (!at || !values) {
    const missing = at ? 'values' : 'at'
    context.unusable(
      ['state'],
      `No state of \`${next.name}\` is known so far, and \`${missing}\` is missing here.`,
      `Say \`${missing}\` as well.`
    )
    return
  }
  const isState = said.initial !== undefined && values.includes(said.initial)
  if (said.initial !== undefined && !isState)
    context.stale(['state', 'initial'], 'state', said.initial, values)
  const kept = old && values.includes(old.initial.value) ? old.initial : undefined
  const initial = isState
    ? context.set(said.initial!)
    : (kept ?? context.derived(values[0]!, 'the first of the states'))
  const isAnother = said.at !== undefined || said.values !== undefined || !old
  next.state = isAnother ? { at, initial, ...context.set(values) } : { ...old, initial }
}

/** Sets what a deleted entity looks like. */
export function overrideTombstone(
  next: ResourceDraft,
  said: NonNullable<ResourceOverride['tombstone']>,
  context: ResourceContext
): void {
  if (said === false) {
    delete next.tombstone
    return
  }
  if (!context.isMember(said.at, ['tombstone', 'at'])) return
  const at = parsePlace(said.at)
  if (said.state === undefined) {
    next.tombstone = context.set({ kind: 'flag', at })
    return
  }
  const states = next.state?.at.join('.') === at.join('.') ? next.state.value : undefined
  if (states && !states.includes(said.state))
    context.stale(['tombstone', 'state'], 'state', said.state, states)
  else next.tombstone = context.set({ kind: 'state', at, state: said.state })
}
