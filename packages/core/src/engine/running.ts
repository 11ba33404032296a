// A world that goes on: each change is committed, what is due then fires, and what that sends is handed to the host, one after the other.
import { advance, resume } from '../time/advance.js'
import { nowOf } from '../time/clock-state.js'
import type { AdvanceResult } from '../time/tally.js'
import type { ClockDriver } from '../time/fire.js'
import { liveInstant, wakeAt } from '../time/live.js'
import { nextDue } from '../time/timers.js'
import { waitingResult, type Advanced, type AdvanceLimits, type Until } from '../time/travel.js'
import type { World } from '../state/world.js'
import { driverFor } from './driver.js'
import type { Engine } from './engine.js'
import type { DeliveryOutcome, OutgoingWebhook, WebhookEffect } from './host.js'
import { outcomeJson, outgoingOf } from './webhooks/outgoing.js'

/** The world of one sandbox, and the only ways to move it on. */
export interface Running {
  readonly engine: Engine
  readonly driver: ClockDriver
  world(): World
  /** Commits a world. Nothing fires. */
  move(world: World): void
  /** Commits a world, and fires what is due in it now. */
  settle(world: World): void
  /** Commits a move of the clock. One that waits goes on by itself, under the limits and to the condition that it was begun with. */
  goOn(moved: Advanced, terms?: MoveTerms): AdvanceResult
  /** Moves a live clock to where it is by now, and fires what was due on the way. A manual clock stands still. */
  tick(): void
  /** Resolves when nothing is under way to the network any more, with what became of the last move that waited. */
  settled(): Promise<AdvanceResult | undefined>
  /** Calls back after each commit; the result ends that. */
  watch(call: () => void): () => void
}

const noResponse: DeliveryOutcome = { kind: 'no-response' }

/** What a move of the clock was begun with, and is no data. */
export interface MoveTerms {
  readonly limits?: Partial<AdvanceLimits> | undefined
  readonly until?: Until | undefined
}

/** Starts from a world; `onMove` comes before what watches. */
export function runWorld(engine: Engine, from: World, onMove: () => void): Running {
  const { host } = engine.options
  const driver = driverFor(engine)
  const watchers = new Set<() => void>()
  let world = from
  let sending: Promise<void> | undefined
  let waited: AdvanceResult | undefined
  let terms: MoveTerms = {}
  let stopWaking: (() => void) | undefined

  function move(next: World): void {
    if (next === world) return
    world = next
    onMove()
    for (const call of watchers) call()
    send()
    wake()
  }

  function settle(next: World): void {
    move(next)
    fireDue()
  }

  function goOn(moved: Advanced, begunWith: MoveTerms = {}): AdvanceResult {
    terms = begunWith
    move(moved.world)
    return moved.result
  }

  function fireDue(): void {
    const due = nextDue(world)
    if (due && due.dueAt <= nowOf(world, driver.start) && !waitingResult(world, driver.start))
      goOn(advance(world, driver, { by: 0 }))
  }

  function tick(): void {
    if (host.now === undefined || waitingResult(world, driver.start)) return
    const to = liveInstant(world, driver.start, host.now())
    if (to > nowOf(world, driver.start)) goOn(advance(world, driver, { to }))
    // Woken too early, it sleeps on.
    else wake()
  }

  /** Hands the host what the clock waits for, until it waits for nothing. */
  function send(): void {
    const waiting = sending ? undefined : waitingResult(world, driver.start)
    if (!waiting) return
    if (!host.deliver) {
      // A world that was kept where there was a way out: here there is none.
      const next = resume(world, driver, waiting.ticket, outcomeJson(undefined, noResponse), terms)
      if (next) waited = goOn(next, terms)
      return
    }
    sending = sendAll().finally(() => {
      sending = undefined
      send()
    })
  }

  async function sendAll(): Promise<void> {
    // The world is committed before anything is sent, by whoever waits for it to be.
    await Promise.resolve()
    for (;;) {
      const waiting = waitingResult(world, driver.start)
      if (!waiting) return
      const outgoing = outgoingOf(engine, world, waiting.effect as WebhookEffect)
      const outcome = outgoing ? await deliver(outgoing) : noResponse
      // A result of a future that a restore abandoned finds nobody who waits for it.
      const next = resume(world, driver, waiting.ticket, outcomeJson(outgoing, outcome), terms)
      if (next) waited = goOn(next, terms)
      fireDue()
    }
  }

  /** A host that fails has had no answer. */
  async function deliver(outgoing: OutgoingWebhook): Promise<DeliveryOutcome> {
    try {
      return await host.deliver!(outgoing)
    } catch {
      return noResponse
    }
  }

  function wake(): void {
    stopWaking?.()
    stopWaking = undefined
    if (!host.wake || !host.now) return
    const at = wakeAt(world, driver.start)
    if (at !== undefined) stopWaking = host.wake(Math.max(at - host.now(), 0), tick)
  }

  send()
  wake()
  return {
    engine,
    driver,
    world: () => world,
    move,
    settle,
    goOn,
    tick,
    async settled() {
      for (let under = sending; under; under = sending) await under
      return waited
    },
    watch(call) {
      watchers.add(call)
      return () => watchers.delete(call)
    }
  }
}
