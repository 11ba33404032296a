// The timers of a pack as they are kept: what they carry, and how those of one thing are found again.
import type { Json } from '../../../internal/json.js'
import type { World } from '../../../state/world.js'
import type { TimerRecord } from '../../../time/timer.js'
import { deleteTimer, timersOf } from '../../../time/timers.js'
import type { ThingMark } from '../steps/named-things.js'

/** The kind of the timers that packs describe. */
export const ruleKind = 'simulation.timer'

/** What a timer carries. */
export interface RulePayload {
  /** Its name in the pack. */
  readonly timer: string
  /** Where a thing started it. */
  readonly thing?: ThingMark
  /** Why it could not be set: it fails with these words. */
  readonly fault?: string
}

/** Reads the payload of a timer of that kind. */
export function payloadOf({ payload }: Pick<TimerRecord, 'payload'>): RulePayload {
  return payload as unknown as RulePayload
}

/** A payload to be kept. */
export function asPayload(payload: RulePayload): Json {
  return payload as unknown as Json
}

/** The world without the timers of a thing: all, or those of one name. Nothing else is looked at. */
export function withoutTimers(world: World, thing: ThingMark | undefined, name?: string): World {
  const index = timersOf(world).index('things', keysOf)
  let after = world
  for (const seq of index.seqs(keyFor(thing, name))) after = deleteTimer(after, seq)
  return after
}

function keysOf(timer: TimerRecord): readonly string[] {
  if (timer.kind !== ruleKind) return []
  const { thing, timer: name } = payloadOf(timer)
  return [keyFor(thing), keyFor(thing, name)]
}

function keyFor(thing: ThingMark | undefined, name?: string): string {
  return JSON.stringify([thing?.resource ?? null, thing?.seq ?? null, name ?? null])
}
