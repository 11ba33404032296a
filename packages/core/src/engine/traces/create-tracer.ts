// Writes down what happens in one running sandbox. The log lies beside the world: a restore goes back in the world, and is one more line here.
import type { Json } from '../../internal/json.js'
import { digestText } from '../../internal/digest.js'
import type { SandboxRequest } from '../../http/message.js'
import type { World } from '../../state/world.js'
import { nowOf } from '../../time/clock-state.js'
import type { AdvanceResult } from '../../time/tally.js'
import { hideValues, type KnownValues } from '../../traces/redact/hide-values.js'
import { Ring } from '../../traces/ring.js'
import type { TraceMessage, TraceRecord } from '../../traces/record.js'
import type { Engine } from '../engine.js'
import type { Reply } from '../stages.js'
import { attemptKind } from '../webhooks/deliveries/keep-delivery.js'
import { causeIn } from './cause-of.js'
import { nothing, type Entry } from './entry.js'
import { makeRecord, secretsOf, type Recorder } from './make-record.js'
import { redactInput } from './redact-input.js'
import { requestLines } from './request-lines.js'
import { sensitivePlaces } from './sensitive-places.js'
import { differInClockOnly } from './same-state.js'
import type { Tracer } from './tracer.js'
import { watchDriver, type Firing } from './watch-driver.js'

/** About what an entry takes, and what a world takes that is kept for it. */
const entrySize = 400
const worldSize = 600

/** Starts a log. `fork` tells the sandboxes of one seed apart: `0`, `0.1`, `0.1.1`. */
export function createTracer(engine: Engine, digest: () => string, fork: string): Tracer {
  const { tracing, now: start, onTrace } = engine.options
  const isOn = tracing.level !== 'off'
  const prefix = `tr_${digestText('sandbed.traces\n', JSON.stringify([engine.options.seed, fork])).slice(0, 12)}_`
  const places = sensitivePlaces(engine.release, tracing.redact)
  const ring = new Ring<Entry>(tracing)
  const followers = new Set<(record: TraceRecord) => void>()
  const lines = requestLines(tracing, places)
  /** Those that were asked for, by number. */
  const made = new Map<number, TraceRecord>()
  let seq = 0
  let lastRequest: Entry | undefined
  let lastRequestSeq = 0
  const idOf = (number: number): string => prefix + number
  const firstKept = (): number => seq - ring.length + 1
  const recording: Recorder = {
    places,
    start,
    wantsHashes: tracing.level === 'full',
    wantsFields: tracing.fields,
    digest,
    idOf,
    causeOf
  }

  function record(number: number): TraceRecord | undefined {
    const found = made.get(number)
    if (found) return found
    const entry = number === lastRequestSeq ? lastRequest : ring.at(number - firstKept())
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

  function happened(kind: Entry['kind'], one: Partial<Entry> & Pick<Entry, 'before' | 'after'>): void {
    if (!isOn) return
    const { input = null, notes = [], before, after } = one
    if (input === null && notes.length === 0) return push({ ...nothing, outcome: 'done', ...one, kind }, 500)
    const live = secretsOf(before, after)
    const told = {
      input: redactInput(input, places.anywhere, live),
      notes: notes.map((note) => hideValues(note, live))
    }
    push({ ...nothing, outcome: 'done', ...one, ...told, kind }, 500)
  }

  function request(given: SandboxRequest, reply: Reply, before: World, after: World): number {
    if (!isOn && !onTrace) return 0
    const { entry, values } = lines.of(given, reply, before, after)
    keep(entry, 500 + sizeOf(entry.said), values)
    return seq
  }

  function again(given: SandboxRequest, reply: Reply, world: World): number {
    if (!isOn && !onTrace) return 0
    const { line } = reply
    const entry = lines.again(given, reply, world)
    keep(entry, entry === line ? 0 : 500 + sizeOf(entry.said))
    return seq
  }

  function keep(entry: Entry, size: number, values?: KnownValues): void {
    lastRequest = entry
    lastRequestSeq = seq + 1
    if (values) make(seq + 1, entry, values)
    push(entry, size)
  }

  function fired(firing: Firing): void {
    happened(firing.timer!.kind === attemptKind ? 'delivery' : 'timer', firing)
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
  function causeOf(own: number, entry: Entry): string | null {
    if (!entry.timer) return null
    const at = causeIn(ring.list().slice(0, Math.max(own - firstKept(), 0)), entry)
    return at === -1 ? null : idOf(firstKept() + at)
  }

  /** After which entry a state was there; null where that is not known (any more). */
  function placeOf(state: World, beginning: World): Json {
    const at = nowOf(state, start)
    if (differInClockOnly(state, beginning)) return { after: 'start', at }
    const found = ring.list().findLastIndex((entry) => differInClockOnly(entry.after, state))
    return found === -1 ? null : { after: idOf(firstKept() + found), at }
  }

  return {
    isOn,
    request,
    again,
    timer: (timer, before, after) => fired({ ...nothing, timer, before, after, outcome: 'done' }),
    scenario: (name, input, before, after) =>
      happened('scenario', { name, input, before, after, outcome: 'applied' }),
    restore: (name, before, after, { state, beginning }) => {
      if (isOn) happened('restore', { name, before, after, input: placeOf(state, beginning) })
    },
    clock: (name, input, from, after, outcome) =>
      happened('clock', { name, input, before: after, after, from, outcome }),
    control: (name, input, before, after) => happened('control', { name, input, before, after }),
    watching: (driver) => (isOn ? watchDriver(driver, fired) : driver),
    told,
    idOf,
    seqOf(id) {
      const number = Number(id.slice(id.lastIndexOf('_') + 1))
      return idOf(number) === id ? number : undefined
    },
    get latest() {
      return seq
    },
    entry: (number) => ring.at(number - firstKept()),
    records: () => Array.from({ length: ring.length }, (_, i) => record(firstKept() + i)!),
    record,
    entries: () => ring.list().map((entry, i) => ({ seq: firstKept() + i, entry })),
    clear() {
      ring.clear()
      made.clear()
      lastRequest = undefined
      lastRequestSeq = 0
    },
    ring,
    follow(call) {
      followers.add(call)
      return () => followers.delete(call)
    }
  }
}

function sizeOf(said: Entry['said']): number {
  if (said === null) return 0
  const length = ({ headers, body }: TraceMessage): number =>
    2 * (body?.text?.length ?? 0) + 200 * Object.keys(headers).length
  return length(said.request) + length(said.response)
}
