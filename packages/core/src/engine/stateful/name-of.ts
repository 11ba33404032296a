// What a thing is called in messages.
import type { Call } from './call.js'

/** The noun of its resource. */
export function nameOf({ view }: Pick<Call, 'view'>): string {
  return view.resource.noun ?? view.resource.name.split('.').at(-1)!
}
