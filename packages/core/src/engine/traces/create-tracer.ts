// Writes down what happens in one running sandbox. The log lies beside the world: a restore goes back in the world, and is one more line here.
import type { Json } from '../../internal/json.js'
import { digestText } from '../../internal/digest.js'
import { printScalar } from '../../internal/json.js'
import type { SandboxRequest } from '../../http/message.js'
import { World } from '../../state/world.js'
import type { ClockDriver } from '../../time/fire.js'
import type { AdvanceResult } from '../../time/tally.js'
import { timersName, type Timer } from '../../time/timer.js'
import { noValues, type KnownValues } from '../../traces/redact/hide-values.js'
import { Ring } from '../../traces/ring.js'
import type { TraceRecord } from '../../traces/record.js'
import type { Engine } from '../engine.js'
import type { Reply } from '../stages.js'
import type { Decisions } from '../trace.js'
import { deliveryWithId } from '../webhooks/deliveries/delivery.js'
import { eventsName } from '../webhooks/events/event.js'
import { attemptKind } from '../webhooks/deliveries/keep-delivery.js'
import type { Entry } from './entry.js'
import { liveSecrets } from './live-secrets.js'
import { makeRecord, type Recording } from './make-record.js'
import { isPlain, redactDecided, redactExchange } from './redaction.js'
import { saidIn } from './said.js'
import { sensitivePlaces } from './sensitive-places.js'
import type { Tracer } from './tracer.js'

/** About what an entry takes, and what a world takes that is kept for it. */
const entrySize = 400
const worldSize = 600

/** What is remembered of a reply that is remembered: its entry, in the world that it was asked for in last. */
interface Known {
  readonly live: KnownValues
  readonly entry: Entry
}

/** Starts a log. `fork` tells the sandboxes of one seed apart: `0`, `0.1`, `0.1.1`. */
export function createTracer(engine: Engine, digest: () => string, fork: string): Tracer {
  const { tracing, now: start, onTrace } = engine.options
  const isOn = tracing.level !== 'off'
  const isFull = tracing.level === 'full'
  const prefix = `tr_${digestText('sandbed.traces\n', JSON.stringify([engine.options.seed, fork])).slice(0, 12)}_`
  const places = sensitivePlaces(engine.release, tracing.redact)
  const ring = new Ring<Entry>(tracing)
  const followers = new Set<(record: TraceRecord) => void>()
  const known = new WeakMap<Decisions, Known>()
  /** Those that were asked for, by number. */
  const made = new Map<number, TraceRecord>()
  let seq = 0
  let lastRequest: { readonly seq: number; readonly entry: Entry } | undefined
  const idOf = (number: number): string => prefix + number
  const firstKept = (): number => seq - ring.length + 1
  const recording: Recording = {
    places,
    start,
    wantsHashes: isFull,
    digest,
    idOf,
    causeOf
  }

  function record(number: number): TraceRecord | undefined {
    const found = made.get(number)
    if (found) return found
    const entry = number === lastRequest?.seq ? lastRequest.entry : ring.at(number - firstKept())
    return entry && make(number, entry)
  }

  function make(number: number, entry: Entry, values?: KnownValues): TraceRecord {
    if (made.size > 2 * tracing.count) for (const old of made.keys()) if (old < firstKept()) made.delete(old)
    const one = makeRecord(recording, number, entry, values)
    made.set(number, one)
    return one
  }

  function push(entry: Entry, size: number): void {
    seq++
    if (!isOn) return
    const { before, after } = entry
    const changed = before === after ? 0 : worldSize + Math.abs(after.bytes - before.bytes)
    ring.push(entry, entrySize + size + changed)
    if (followers.size > 0) for (const call of followers) call(record(seq) ?? make(seq, entry))
  }

  function happened(
    kind: Entry['kind'],
    before: World,
    after: World,
    more: Partial<Pick<Entry, 'timer' | 'name' | 'outcome' | 'notes'>>
  ): void {
    const { timer = null, name = null, outcome = 'done', notes = none } = more
    push({ kind, before, after, decisions: null, said: null, timer, name, outcome, notes }, 500)
  }

  function request(given: SandboxRequest, reply: Reply, before: World, after: World): number {
    if (!isOn && !onTrace) return 0
    const live = liveIn(before)
    if (isFull) writeFull(given, reply, before, after, live)
    else {
      const entry = decided(given, reply.trace, before, after, live)
      if (onTrace) lastRequest = { seq: seq + 1, entry }
      push(entry, entry.decisions === reply.trace ? 0 : 500)
    }
    return seq
  }

  function writeFull(
    given: SandboxRequest,
    reply: Reply,
    before: World,
    after: World,
    live: KnownValues
  ): void {
    const exchange = redactExchange(reply.trace, given, reply.response, places, live, tracing.bodyLength)
    const said = saidIn(given, reply, exchange, tracing.fields)
    const entry = entryOf(exchange.decisions, said, before, after)
    lastRequest = { seq: seq + 1, entry }
    // Made now, as nobody keeps the secrets of the request: what it sent may show in what it changed.
    if (before !== after) make(seq + 1, entry, exchange.values)
    push(entry, sizeOf(said))
  }

  /** The entry of a request without what was said. What is remembered is looked at once; where it changes nothing, all its entries are one. */
  function decided(
    given: SandboxRequest,
    decisions: Decisions,
    before: World,
    after: World,
    live: KnownValues
  ): Entry {
    const isShared = before === after && Object.isFrozen(decisions)
    const earlier = isShared ? known.get(decisions) : undefined
    if (earlier?.live === live && earlier.entry.before === before) return earlier.entry
    const shown = isPlain(decisions, places, live) ? decisions : redactDecided(decisions, given, places, live)
    const entry = entryOf(shown, null, before, after)
    if (isShared) known.set(decisions, { live, entry })
    return entry
  }

  let lastWorld: World | undefined
  let lastLive = noValues
  function liveIn(world: World): KnownValues {
    if (world !== lastWorld) {
      lastWorld = world
      lastLive = liveSecrets(world)
    }
    return lastLive
  }

  function fired(timer: Timer, before: World, after: World, outcome: string, notes = none): void {
    happened(timer.kind === attemptKind ? 'delivery' : 'timer', before, after, { timer, outcome, notes })
  }

  function watching(driver: ClockDriver): ClockDriver {
    if (!isOn) return driver
    const run = (world: World, timer: Timer, effectResult?: Json) => {
      const rest = effectResult === undefined ? ([] as const) : ([effectResult] as const)
      try {
        const ran = driver.run(world, timer, ...rest)
        if (ran instanceof World) fired(timer, world, ran, 'done')
        // What waits for the network is not over.
        else if (ran.waitFor === undefined || ran.world !== world)
          fired(timer, world, ran.world, ran.waitFor ? 'waiting' : (ran.outcome ?? 'done'))
        return ran
      } catch (error) {
        fired(timer, world, world, 'failed', [printScalar(error instanceof Error ? error.message : error)])
        throw error
      }
    }
    return { ...driver, run }
  }

  /** Ids are no part of the world: what happens again after a restore has other ones, and the same world. */
  function told<Result extends AdvanceResult>(result: Result): Result {
    if (!isOn || result.fired.length === 0) return result
    const bySeq = new Map<number, number>()
    for (const [i, { timer }] of ring.list().entries()) if (timer) bySeq.set(timer.seq, firstKept() + i)
    const named = result.fired.map((one) => {
      const own = bySeq.get(one.seq)
      return own === undefined ? one : { ...one, traceId: idOf(own) }
    })
    return { ...result, fired: named }
  }

  /** The last entry before that gave the timer or the event its number. */
  function causeOf(own: number, { timer, after }: Entry): string | null {
    if (!timer) return null
    const { delivery: id } = timer.payload as { readonly delivery?: string }
    const event =
      timer.kind === attemptKind && id !== undefined ? deliveryWithId(after, id)?.[1].eventSeq : undefined
    const [name, number] = event === undefined ? [timersName, timer.seq] : [eventsName, event]
    const entries = ring.list().slice(0, Math.max(own - firstKept(), 0))
    const at = entries.findLastIndex(
      (entry) =>
        entry.kind !== 'restore' &&
        entry.before.collection(name).next <= number &&
        number < entry.after.collection(name).next
    )
    return at === -1 ? null : idOf(firstKept() + at)
  }

  return {
    isOn,
    request,
    timer: (timer, before, after) => isOn && fired(timer, before, after, 'done'),
    scenario: (name, before, after) =>
      isOn && happened('scenario', before, after, { name, outcome: 'applied' }),
    restore: (name, before, after) => isOn && happened('restore', before, after, { name }),
    watching,
    told,
    idOf,
    records: () => Array.from({ length: ring.length }, (_, i) => record(firstKept() + i)!),
    record,
    clear() {
      ring.clear()
      made.clear()
      lastRequest = undefined
    },
    ring,
    follow(call) {
      followers.add(call)
      return () => followers.delete(call)
    }
  }
}

const none: readonly string[] = Object.freeze([])

function entryOf(decisions: Decisions, said: Entry['said'], before: World, after: World): Entry {
  return {
    kind: 'request',
    before,
    after,
    decisions,
    said,
    timer: null,
    name: null,
    outcome: null,
    notes: none
  }
}

function sizeOf({ request, response }: NonNullable<Entry['said']>): number {
  const length = (message: typeof request): number =>
    2 * (message.body?.text?.length ?? 0) + 200 * Object.keys(message.headers).length
  return 500 + length(request) + length(response)
}
