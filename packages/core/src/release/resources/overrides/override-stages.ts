// What a user says about the stages in the life of an entity: its states, and what is left when it is deleted.
import type { ResourceOverride } from './overrides.js'
import type { ResourceDraft, ResourceScope } from './resource-draft.js'
import { parsePlace } from './written-forms.js'

/** Sets the state field, or some of it. */
export function overrideState(
  next: ResourceDraft,
  said: NonNullable<ResourceOverride['state']>,
  scope: ResourceScope
): void {
  if (said === false) {
    delete next.state
    return
  }
  if (said.at !== undefined && !scope.isMember(said.at, ['state', 'at'])) return
  const old = next.state
  const at = said.at === undefined ? old?.at : parsePlace(said.at)
  const values = said.values ?? old?.value
  if (!at || !values) {
    const missing = at ? 'values' : 'at'
    scope.unusable(
      ['state'],
      `No state of \`${next.name}\` is known so far, and \`${missing}\` is missing here.`,
      `Say \`${missing}\` as well.`
    )
    return
  }
  const isState = said.initial !== undefined && values.includes(said.initial)
  if (said.initial !== undefined && !isState) scope.stale(['state', 'initial'], 'state', said.initial, values)
  const kept = old && values.includes(old.initial.value) ? old.initial : undefined
  const initial = isState
    ? scope.set(said.initial!)
    : (kept ?? scope.derived(values[0]!, 'the first of the states'))
  const isAnother = said.at !== undefined || said.values !== undefined || !old
  next.state = isAnother ? { at, initial, ...scope.set(values) } : { ...old, initial }
}

/** Sets what a deleted entity looks like. */
export function overrideTombstone(
  next: ResourceDraft,
  said: NonNullable<ResourceOverride['tombstone']>,
  scope: ResourceScope
): void {
  if (said === false) {
    delete next.tombstone
    return
  }
  if (!scope.isMember(said.at, ['tombstone', 'at'])) return
  const at = parsePlace(said.at)
  if (said.state === undefined) {
    next.tombstone = scope.set({ kind: 'flag', at })
    return
  }
  const states = next.state?.at.join('.') === at.join('.') ? next.state.value : undefined
  if (states && !states.includes(said.state)) scope.stale(['tombstone', 'state'], 'state', said.state, states)
  else next.tombstone = scope.set({ kind: 'state', at, state: said.state })
}
