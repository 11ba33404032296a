// A world that goes on: each change is committed, what is due then fires, and what that sends is handed to the host, one after the other.
import type { Json, JsonObject } from '../../internal/json.js'
import { advance, resume } from '../../time/advance.js'
import { isLive, nowOf, restoreClock } from '../../time/clock-state.js'
import type { AdvanceResult } from '../../time/tally.js'
import type { ClockDriver } from '../../time/fire.js'
import { liveInstant, wakeAt } from '../../time/live.js'
import { nextDue } from '../../time/timers.js'
import { waitingResult, type Advanced, type AdvanceLimits, type Until } from '../../time/travel.js'
import type { World } from '../../state/world.js'
import { driverFor } from '../driver.js'
import type { Engine } from '../engine.js'
import type { Tracer } from '../traces/tracer.js'
import type { DeliveryOutcome, WebhookEffect } from '../host.js'
import { attemptKind } from '../webhooks/deliveries/keep-delivery.js'
import { outcomeJson, outgoingOf, type SignedWebhook } from '../webhooks/deliveries/outgoing.js'

/** The world of one sandbox, and the only ways to move it on. */
export interface Running {
  readonly engine: Engine
  readonly driver: ClockDriver
  /** Where everything that happens is written down. */
  readonly tracer: Tracer
  world(): World
  /** Commits a world. Nothing fires. */
  move(world: World): void
  /** Commits a world, and fires what is due in it now. */
  settle(world: World): void
  /** Commits a change from outside, which is written down: what it is called, and with what it can be made again. Nothing fires. */
  change(name: string, input: Json, next: World): void
  /** Commits a move of the clock. One that waits goes on by itself, under the limits and to the condition that it was begun with. */
  goOn(moved: Advanced, terms?: MoveTerms): AdvanceResult
  /** Goes on with what waits for the network, with what came of it. A result of a future that a restore abandoned finds nobody who waits for it. */
  answer(ticket: string, outcome: JsonObject): void
  /** Goes back to a world: what is under way comes too late for it, and how the move was begun that waits in it is not known any more. */
  goBack(to: World): void
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
export function runWorld(engine: Engine, from: World, tracer: Tracer, onMove: () => void): Running {
  const { host } = engine.options
  const driver = tracer.watching(driverFor(engine))
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

  function change(name: string, input: Json, next: World): void {
    tracer.control(name, input, world, next)
    move(next)
  }

  function answer(ticket: string, outcome: JsonObject): void {
    const next = resume(world, driver, ticket, outcome, terms)
    if (next) waited = goOn(next, terms)
  }

  function goOn(moved: Advanced, begunWith: MoveTerms = {}): AdvanceResult {
    terms = begunWith
    move(moved.world)
    return tracer.told(moved.result)
  }

  function fireDue(): void {
    let due = nextDue(world)
    do {
      if (!due || due.dueAt > nowOf(world, driver.start) || waitingResult(world, driver.start)) return
      goOn(advance(world, driver, { by: 0 }))
      due = nextDue(world)
      // The limits of a move are for what makes itself due for ever, which attempts do not.
    } while (due?.kind === attemptKind)
  }

  function tick(): void {
    // Before every request: a clock that stands still costs no more than this.
    if (!isLive(world) || host.now === undefined || waitingResult(world, driver.start)) return
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
      answer(waiting.ticket, outcomeJson(undefined, noResponse))
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
      const outcome = outgoing ? await deliver(outgoing) : outcomeJson(undefined, noResponse)
      answer(waiting.ticket, outcome)
      fireDue()
    }
  }

  /** A host that fails, or says nothing that can be read, has had no answer. */
  async function deliver(outgoing: SignedWebhook): Promise<JsonObject> {
    try {
      return outcomeJson(outgoing, await host.deliver!(outgoing))
    } catch {
      return outcomeJson(outgoing, noResponse)
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
    tracer,
    world: () => world,
    move,
    settle,
    change,
    goOn,
    answer,
    goBack(to) {
      terms = {}
      waited = undefined
      move(restoreClock(world, to, driver.start))
    },
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
