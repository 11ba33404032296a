// What a user says about the effect of an action.
import type { ActionSpec } from '../model.js'
import type { BindingDraft, OperationContext } from './operation-context.js'
import type { OperationOverride } from './overrides.js'

const settings = ['to', 'from', 'sets', 'copies'] as const

/** Sets `action`, and takes it away from what is none. */
export function overrideAction(
  next: BindingDraft,
  override: OperationOverride,
  context: OperationContext
): void {
  const said = settings.filter((name) => override[name] !== undefined)
  if (next.does.value !== 'action') {
    delete next.action
    for (const name of said) {
      context.unusable(
        [name],
        `\`${name}\` is about actions, and this operation is a \`${next.does.value}\`.`,
        'Leave it out, or say `does: action`.'
      )
    }
    return
  }
  next.action ??= context.derived({}, 'nothing is known of its effect')
  const spec: { -readonly [K in keyof ActionSpec]: ActionSpec[K] } = { ...next.action.value }
  const { to, from, sets, copies } = override
  const isAbout = new Set<string>()
  if (to !== undefined && isState(to, ['to'], next, context)) {
    spec.to = to
    isAbout.add('to')
  }
  const states = typeof from === 'string' ? [from] : from
  if (states?.every((state) => isState(state, ['from'], next, context))) {
    spec.from = states
    isAbout.add('from')
  }
  if (sets && Object.keys(sets).every((member) => context.isInEntity([member], ['sets', member]))) {
    spec.sets = sets
    isAbout.add('sets')
  }
  if (copies !== undefined) isAbout.add('copies')
  if (copies === true) spec.copies = true
  if (copies === false) delete spec.copies
  if (isAbout.size > 0) next.action = context.set(spec)
}

function isState(
  state: string,
  path: readonly string[],
  { resource }: BindingDraft,
  { resources, stale, unusable }: OperationContext
): boolean {
  const name = resource!.value
  const field = resources.get(name)?.state
  if (!field) {
    unusable(
      path,
      `\`${name}\` has no states, so that nothing can lead to \`${state.slice(0, 60)}\`.`,
      `Say \`state\` of \`${name}\` under \`resources\`.`
    )
    return false
  }
  if (field.value.includes(state)) return true
  stale(path, `state of \`${name}\``, state, field.value)
  return false
}
