// Operations on the clock of a sandbox.
import type { SandboxClock } from '../../engine/sandbox/sandbox-clock.js'
import type { Destination, MoveOptions } from '../../time/advance.js'
import type { AdvanceResult } from '../../time/tally.js'
import { named, ok, type Handlers } from '../call.js'

/** A clock as the control plane shows it. */
export function shownClock({ now, mode, pending }: SandboxClock) {
  return { now, mode, pending }
}

/** How far a clock is to move: exactly one of the four. */
interface Move extends MoveOptions {
  readonly by?: number | string
  readonly to?: number | string
  readonly next?: number
  readonly drain?: true
}

function move(clock: SandboxClock, { by, to, next, drain, id }: Move): AdvanceResult {
  const options = id === undefined ? {} : { id }
  if (drain) return clock.drain(options)
  if (next !== undefined) return clock.next(next, options)
  return clock.advance({ ...(by === undefined ? { to } : { by }), ...options } as Destination & MoveOptions)
}

/** By operationId. */
export const clockHandlers: Handlers = {
  getClock: (call) => ok(shownClock(named(call).sandbox.clock)),
  setClock(call) {
    const { clock } = named(call).sandbox
    const { mode, scale } = call.body as { readonly mode: 'manual' | 'live'; readonly scale?: number }
    if (mode === 'live') clock.live(scale)
    else clock.manual()
    return ok(shownClock(clock))
  },
  async advanceClock(call) {
    const { clock } = named(call).sandbox
    // What a request has set off may be on its way still: from outside, nobody can wait for that.
    await call.patiently(clock.settled())
    const result = move(clock, call.body as Move)
    if (result.status !== 'waiting') return ok(result)
    return ok((await call.patiently(clock.settled())) ?? result)
  }
}
