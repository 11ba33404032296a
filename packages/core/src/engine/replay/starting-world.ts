// The state that a replay begins from.
import { SandboxError } from '../../errors.js'
import { canonicalJson } from '../../internal/canonical-json.js'
import { stateHash } from '../../state/hash.js'
import type { World } from '../../state/world.js'
import { nowOf, withClock, clockOf } from '../../time/clock-state.js'
import type { TraceRecord } from '../../traces/record.js'
import type { Engine } from '../engine.js'
import { momentOf } from '../sandbox/snapshot.js'
import type { Tracer } from '../traces/tracer.js'
import { timersName } from '../../time/timer.js'
import { readCarried } from './carried-state.js'
import type { Given } from './read-records.js'
import type { ReplayOptions, ReplayReport } from './report.js'

/** The sandbox that is asked. */
export interface Home {
  readonly engine: Engine
  readonly tracer: Tracer
  readonly digest: () => string
  /** Its beginning, and its present. */
  readonly start: World
  world(): World
}

/** A world to begin from, which of them it is, and what was left out of it. */
export interface Starting {
  readonly world: World
  readonly state: ReplayReport['state']
  readonly notes: readonly string[]
}

/** Finds it. Throws `not-replayable` where nobody knows the state that was seen, and `invalid-snapshot`. */
export function startingWorld(home: Home, given: Given, state: ReplayOptions['state'] = 'seen'): Starting {
  const { start } = home
  if (state === 'start') return { world: start, state: 'start', notes: [] }
  if (state === 'now') return { world: home.world(), state: 'now', notes: [] }
  if (state !== 'seen') return ofSnapshot(home, state)
  if (given.start !== undefined) return ofCarried(home, given.start)
  const [first] = given.records as readonly [TraceRecord]
  const own = ownEntry(home, first)
  const seen = own && (own.from ?? own.before)
  if (seen && seen !== start) return { world: seen, state: 'seen', notes: [] }
  if (seen || first.seq === 1) {
    if (!seen) checkBeginning(home, first)
    return { world: start, state: 'start', notes: [] }
  }
  throw new SandboxError(
    'not-replayable',
    `This sandbox does not know the state that the trace ${first.id.slice(0, 100)} saw. Replay the log from its first record on, where the trace was recorded, or say from which state: { state: 'now' }, 'start' or a snapshot.`
  )
}

/** The entry of a record, where it is of this very sandbox. Another one of the same seed gives the same ids. */
export function ownEntry({ tracer }: Home, record: TraceRecord) {
  const { seq, id } = record
  const kept = tracer.seqOf(id) === seq ? tracer.entry(seq) : undefined
  return kept && canonicalJson(tracer.record(seq)) === canonicalJson(record) ? kept : undefined
}

/** A fork writes a log of its own, which begins elsewhere. */
function checkBeginning({ digest, start }: Home, { hashes, release }: TraceRecord): void {
  if (hashes === null || release !== digest() || hashes.before === stateHash(start)) return
  throw new SandboxError(
    'not-replayable',
    "The log does not begin where this sandbox begins: it is that of a fork, or of a sandbox with other seed data or another seed. Make the sandbox with the same options, or say from which state: { state: 'now' }, 'start' or a snapshot."
  )
}

/** The world that a recording has with it. */
function ofCarried(home: Home, text: string): Starting {
  const { world, release } = readCarried(text)
  return release === home.digest() ? { world, state: 'snapshot', notes: [] } : carriedOver(home, world)
}

/** The world of a snapshot. */
function ofSnapshot(home: Home, snapshot: Exclude<ReplayOptions['state'], string | undefined>): Starting {
  const { world, digest } = momentOf(snapshot)
  const isSame = digest === home.digest || digest() === home.digest()
  return isSame ? { world, state: 'snapshot', notes: [] } : carriedOver(home, world)
}

/** What goes along to another release, beside things. */
const bookkeeping = [
  '$clients',
  '$numbers',
  '$rules',
  '$policies',
  '$rates',
  '$endpoints',
  '$events',
  '$deliveries',
  timersName
]

/** A world of another release: the beginning with its things, its clock, who may call, and what is in force and pending. */
function carriedOver({ engine, start }: Home, world: World): Starting {
  const known = engine.understanding.model.resources
  let carried = start
  const notes: string[] = []
  for (const name of world.names('domain'))
    if (Object.hasOwn(known, name)) carried = carried.withCollection(name, world.collection(name))
    else if (world.count(name) > 0)
      notes.push(`The release has no resource '${name}': its ${world.count(name)} things were left out.`)
  for (const name of bookkeeping) carried = carried.withCollection(name, world.collection(name))
  const { now } = engine.options
  const clock = { ...clockOf(carried, now), now: nowOf(world, now) }
  return { world: withClock(carried, clock), state: 'snapshot', notes }
}
