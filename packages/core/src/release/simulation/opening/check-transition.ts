// Timers and events name transitions: whether there are such.
import type { Simulation } from '../simulation.js'
import type { Opening } from './opening.js'

/** Says so where there is no such transition of things of the resource; `others` are names that may stand there as well. */
export function checkTransition(
  opening: Opening,
  name: string,
  resource: string | undefined,
  { transitions = {} }: Simulation,
  at: string,
  others: readonly string[] = []
): void {
  const own = Object.keys(transitions).filter((one) => transitions[one]!.resource === resource)
  if (!Object.hasOwn(transitions, name)) opening.unknown(at, 'transition', name, [...others, ...own])
  else if (resource === undefined)
    opening.invalid(at, 'Only things go through transitions.', 'Say the `resource` as well.')
  else if (!own.includes(name))
    opening.invalid(
      at,
      `\`${name}\` is a transition of ${transitions[name]!.resource}, and this is about ${resource}.`
    )
}
