// One input of a log is made again, on the stage of a replay.
import { isObject, type JsonObject } from '../../internal/json.js'
import type { World } from '../../state/world.js'
import { advance } from '../../time/advance.js'
import { clockOf, isLive, nowOf, withClock } from '../../time/clock-state.js'
import { goLive, goManual } from '../../time/live.js'
import { waitingResult } from '../../time/travel.js'
import type { TraceRecord } from '../../traces/record.js'
import type { WebhookEffect } from '../host.js'
import type { ClockMove } from '../sandbox/sandbox-clock.js'
import { outcomeOf, outgoingOf } from '../webhooks/deliveries/outgoing.js'
import { control } from './controls.js'
import { isCutShort } from './recorded-changes.js'
import { requestOf } from './request-of.js'
import type { Stage } from './stage.js'

/** What playing needs to know beside the record. */
export interface Cue {
  /** The world after a trace of the log, as it came out in the replay; `undefined` where that is not known. */
  worldAfter(trace: string): World | undefined
  /** What came of a record in the sandbox that is asked, where it saw the same state as the replay. */
  kept(record: TraceRecord): World | undefined
  /** Whether as much has happened as was recorded until the condition of a move of the clock held. */
  holds(): boolean
}

/** Why an input was not done again. What it did was `recorded`: taken as its record tells it; or `kept`: the sandbox that is asked still has what came of it. */
export interface LeftOut {
  readonly reason: string
  readonly taken?: 'recorded' | 'kept'
}

/** Whether a record is of something that came from outside. The others follow by themselves. */
export function isInput({ kind, input }: TraceRecord): boolean {
  return kind !== 'timer' && (kind !== 'delivery' || input !== null)
}

/** Makes it again. Gives back the reason where that cannot be done. Throws the `SandboxError` of what refuses to be done. */
export function play(stage: Stage, record: TraceRecord, cue: Cue): LeftOut | undefined {
  const { kind, name, input, at } = record
  const isMove = kind === 'clock' && name === 'advance'
  if (!isMove && kind !== 'restore') catchUp(stage, at)
  switch (kind) {
    case 'request':
      return playRequest(stage, record, cue)
    case 'scenario':
      stage.sandbox.apply(name ?? '', (input ?? {}) as JsonObject)
      return undefined
    case 'clock':
      return playClock(stage, record, cue)
    case 'restore':
      return playRestore(stage, record, cue)
    case 'control':
      return control(stage, name ?? '', input)
    default:
      return playAnswer(stage, record)
  }
}

/** A live clock moves between what happens: it is moved along to where it stood. */
export function catchUp({ running }: Stage, at: number): void {
  const { start } = running.driver
  const world = running.world()
  if (!isLive(world) || at <= nowOf(world, start) || waitingResult(world, start)) return
  running.goOn(advance(world, running.driver, { to: at }))
}

function playRequest(stage: Stage, record: TraceRecord, cue: Cue): LeftOut | undefined {
  const made = requestOf(record)
  if ('reason' in made) return made
  const { request, gone } = made
  const kept = gone === undefined ? undefined : cue.kept(record)
  if (kept) {
    stage.running.settle(kept)
    return { reason: `${gone} What it did is what this sandbox still keeps of it.`, taken: 'kept' }
  }
  stage.remember(record, gone !== undefined)
  stage.sandbox.handle(request)
  return gone === undefined ? undefined : { reason: `${gone} ${asRecorded(record)}`, taken: 'recorded' }
}

function asRecorded(record: TraceRecord): string {
  return isCutShort(record)
    ? 'What it did was taken from its record, which does not tell all of it: what follows may differ.'
    : 'What it did was taken as it was recorded.'
}

function playClock({ running, sandbox }: Stage, { name, input }: TraceRecord, cue: Cue): LeftOut | undefined {
  const { start } = running.driver
  const move = (isObject(input) ? input : {}) as JsonObject
  if (name === 'live' || name === 'manual') {
    const { real, scale } = move as { readonly real: number; readonly scale?: number }
    const from = running.world()
    const world = name === 'live' ? goLive(from, start, real, scale) : goManual(from, start)
    running.tracer.clock(name, input, from, world, 'done')
    running.settle(world)
    return undefined
  }
  const { limits } = move as object as { readonly limits?: object }
  const terms = limits ? { limits } : {}
  const moved = move as object as ClockMove
  if ('advance' in moved) sandbox.clock.advance({ ...moved.advance, ...terms })
  else if ('next' in moved) {
    const { next, ...named } = moved
    const { id } = named
    sandbox.clock.next(next, { ...(id !== undefined && { id }), ...terms })
  } else if ('drain' in moved) sandbox.clock.drain({ ...moved.drain, ...terms })
  else if ('runUntil' in moved) sandbox.clock.runUntil(cue.holds, { ...moved.runUntil, ...terms })
  else return { reason: 'The record does not say how the clock was moved.' }
  return undefined
}

function playRestore(
  { running, sandbox, snapshotOf }: Stage,
  { name, input }: TraceRecord,
  cue: Cue
): LeftOut | undefined {
  if (name === 'reset') {
    sandbox.reset()
    return undefined
  }
  const { after, at } = (isObject(input) ? input : {}) as { readonly after?: string; readonly at?: number }
  if (after === undefined || at === undefined)
    return { reason: 'The state that was restored is none that the log knows.' }
  const state = cue.worldAfter(after)
  if (!state) return { reason: `The state that was restored, that after ${after}, is not in the log.` }
  const { start } = running.driver
  const isThere = nowOf(state, start) === at
  sandbox.restore(snapshotOf(isThere ? state : withClock(state, { ...clockOf(state, start), now: at })))
  return undefined
}

/** What the network answered: nothing is sent, and what waits for it goes on. */
function playAnswer({ running }: Stage, { input }: TraceRecord): LeftOut | undefined {
  const waiting = waitingResult(running.world(), running.driver.start)
  if (!waiting) return undefined
  const outgoing = outgoingOf(running.engine, running.world(), waiting.effect as WebhookEffect)
  running.answer(waiting.ticket, outcomeOf(outgoing, (isObject(input) ? input : {}) as JsonObject))
  running.settle(running.world())
  return undefined
}
