// A driver of the clock whose every firing is written down.
import { printScalar, type Json } from '../../internal/json.js'
import { World } from '../../state/world.js'
import type { ClockDriver } from '../../time/fire.js'
import type { Timer } from '../../time/timer.js'
import { answerOf } from '../webhooks/deliveries/outgoing.js'
import type { Entry } from './entry.js'

/** What is told of a firing. */
export type Firing = Pick<Entry, 'timer' | 'outcome' | 'notes' | 'input' | 'before' | 'after'>

const none: readonly string[] = Object.freeze([])

/** The driver, with everything that it carries out told. What the network answered is what comes from outside. */
export function watchDriver(driver: ClockDriver, tell: (firing: Firing) => void): ClockDriver {
  const run = (before: World, timer: Timer, effectResult?: Json) => {
    const rest = effectResult === undefined ? ([] as const) : ([effectResult] as const)
    const input = effectResult === undefined ? null : answerOf(effectResult)
    const told = (after: World, outcome: string, notes = none): void =>
      tell({ timer, before, after, outcome, notes, input })
    try {
      const ran = driver.run(before, timer, ...rest)
      if (ran instanceof World) told(ran, 'done')
      // What waits for the network is not over.
      else if (ran.waitFor === undefined || ran.world !== before)
        told(ran.world, ran.waitFor ? 'waiting' : (ran.outcome ?? 'done'))
      return ran
    } catch (error) {
      told(before, 'failed', [printScalar(error instanceof Error ? error.message : error)])
      throw error
    }
  }
  return { ...driver, run }
}
