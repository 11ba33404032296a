// A sandbox that a replay runs on: with a host that has no network, no clock and no entropy, and a log of its own.
import type { World } from '../../state/world.js'
import type { TraceRecord } from '../../traces/record.js'
import { engineWith, type Engine } from '../engine.js'
import type { Recall } from '../recall.js'
import type { Running } from '../sandbox/running.js'
import type { Sandbox } from '../sandbox/sandbox.js'
import type { Snapshot } from '../sandbox/snapshot.js'
import { recallOf } from './recall-of.js'

/** A sandbox, and what keeps it going. */
export interface OpenSandbox {
  readonly sandbox: Sandbox
  readonly running: Running
  /** A snapshot of a world of this sandbox. */
  snapshotOf(world: World): Snapshot
}

/** What a replay does with its sandbox. */
export interface Stage extends OpenSandbox {
  /** What is written on it, in order. */
  readonly written: readonly TraceRecord[]
  /** The world as it was committed after what is written with a number, which may be gone back to. */
  worldAfter(seq: number): World | undefined
  /** Tells what is known of the request that comes next; with `isGone` it can only be taken as it was recorded. */
  remember(record: TraceRecord, isGone: boolean): void
}

/** Sets it up. With `isOnline` it waits for answers from the network, which come from the records. */
export function setStage(
  engine: Engine,
  world: World,
  isOnline: boolean,
  open: (engine: Engine, world: World) => OpenSandbox
): Stage {
  const { options } = engine
  const { url } = options.host
  let recalled: Recall | undefined
  const recall: Recall = {
    verdict: (...asked) => recalled?.verdict(...asked),
    findings: (part, found) => recalled?.findings(part, found) ?? found,
    body: () => recalled?.body(),
    outcome: (...asked) => recalled?.outcome(...asked)
  }
  const host = { ...(url && { url }), ...(isOnline && { deliver: neverAnswers }) }
  const tracing = { ...options.tracing, level: 'full' as const }
  const repeating = engineWith(engine, { recall, options: { ...options, host, tracing, onTrace: undefined } })
  const stage = open(repeating, world)
  const written: TraceRecord[] = []
  const worlds: (World | undefined)[] = []
  const { running } = stage
  const { tracer } = running
  tracer.follow((record) => {
    const { before, after } = tracer.entry(record.seq) ?? {}
    // What changes something is written down first, and then committed.
    const isComing = before !== after && record.kind !== 'restore'
    worlds.push(isComing ? undefined : running.world())
    written.push(record)
  })
  running.watch(() => {
    for (let i = worlds.length - 1; i >= 0 && worlds[i] === undefined; i--) worlds[i] = running.world()
  })
  return {
    ...stage,
    written,
    worldAfter: (seq) => worlds[seq - 1],
    remember(record, isGone) {
      recalled = recallOf(engine, record, isGone)
    }
  }
}

/** Nothing is sent. */
function neverAnswers(): Promise<never> {
  return new Promise(() => {})
}
