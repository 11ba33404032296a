// What happened to things between two worlds: found by comparing them, whatever brought it about. Timers and events start here.
import { diffWorlds } from '../state/diff.js'
import type { World } from '../state/world.js'
import type { Entity } from './stateful/entity.js'

/** One thing that was made, changed or deleted. */
export interface ThingChange {
  readonly kind: 'created' | 'updated' | 'deleted'
  readonly resource: string
  /** Its number in the collection of its resource. */
  readonly seq: number
  /** As it was; absent for one that was made. */
  readonly before?: Entity
  /** As it is; of a deleted one, as it was last. */
  readonly after: Entity
}

/** A transition that a thing went through, by name. */
export interface Performed {
  readonly transition: string
  readonly resource: string
  readonly seq: number
}

/** What brought changes about. */
export interface Cause {
  readonly kind: 'request' | 'timer' | 'scenario' | 'start'
  /** The key of the operation, or the name of the timer or scenario. */
  readonly name?: string
  /** How many sandboxes stand before this one in a chain of deliveries (`Sandbed-Hops`); 0 for a client of its own. */
  readonly hops: number
}

/** The changes, by resource and number. Things that are kept as deleted count as deleted once. */
export function changesBetween(before: World, after: World): readonly ThingChange[] {
  if (before === after) return []
  const diff = diffWorlds(before, after)
  return Object.keys(diff).flatMap((resource): ThingChange[] => {
    const { added, changed, removed } = diff[resource]!
    return [
      ...removed.flatMap(({ seq, record }) => changeOf(resource, seq, record as Entity, undefined)),
      ...changed.flatMap((one) => changeOf(resource, one.seq, one.before as Entity, one.after as Entity)),
      ...added.flatMap(({ seq, record }) => changeOf(resource, seq, undefined, record as Entity))
    ]
  })
}

function changeOf(
  resource: string,
  seq: number,
  before: Entity | undefined,
  after: Entity | undefined
): ThingChange[] {
  const was = before?.deleted === undefined ? before : undefined
  const is = after?.deleted === undefined ? after : undefined
  if (is)
    return [{ kind: was ? 'updated' : 'created', resource, seq, ...(was && { before: was }), after: is }]
  return was ? [{ kind: 'deleted', resource, seq, before: was, after: after ?? was }] : []
}
