// Doing it again: what came from outside is taken from a log, in its order, everything else follows by itself, and what is written meanwhile is
// compared with the log. Changes nothing in the sandbox that is asked, and sends nothing.
import { isSandboxError } from '../../errors.js'
import { stateHash } from '../../state/hash.js'
import type { World } from '../../state/world.js'
import { redacted } from '../../traces/redact/marker.js'
import type { TraceRecord } from '../../traces/record.js'
import type { Engine } from '../engine.js'
import { sensitivePlaces } from '../traces/sensitive-places.js'
import { printCarried } from './carried-state.js'
import { Comparison } from './comparison.js'
import { missingPolicies } from './missing-policies.js'
import { catchUp, isInput, play, type LeftOut } from './play.js'
import { readRecords, type Given } from './read-records.js'
import type { RecordedOptions } from './recording.js'
import type { Replayable, ReplayOptions, ReplayReport } from './report.js'
import { setStage, type OpenSandbox, type Stage } from './stage.js'
import { ownEntry, startingWorld, type Home, type Starting } from './starting-world.js'

/** Replays. Throws `unknown-trace`, `invalid-trace`, `not-replayable` and `invalid-snapshot`. */
export function replay(
  home: Home,
  open: (engine: Engine, world: World) => OpenSandbox,
  what: Replayable,
  { state, carry = false }: ReplayOptions = {}
): ReplayReport {
  const given = readRecords(what, (id) => recordWithId(home, id))
  const starting = startingWorld(home, given, state)
  const isOnline = given.records.some(
    ({ kind, outcome, input }) => kind === 'delivery' && (outcome === 'waiting' || input !== null)
  )
  const stage = setStage(home.engine, starting.world, isOnline, open)
  const comparison = new Comparison(stage.written, {
    isExact: isExact(home, given, starting),
    isOne: given.isOne
  })
  playAll(home, stage, given, starting, comparison)
  const options = optionsOf(home.engine)
  return {
    ...comparison.result(),
    records: [...stage.written],
    state: starting.state,
    start: carry && starting.state !== 'start' ? carriedText(home, starting.world) : null,
    options,
    notes: [
      ...starting.notes,
      ...missingPolicies(given.records, starting.world),
      ...otherOptions(given.options, options)
    ]
  }
}

function playAll(
  home: Home,
  stage: Stage,
  { records, start }: Given,
  { world, state }: Starting,
  comparison: Comparison
): void {
  /** What came of records that were left out. */
  const isLater = state === 'seen' || start !== undefined
  const worlds = new Map<string, World>([['start', isLater ? home.start : world]])
  let gap: TraceRecord[] = []
  let goal = 0
  const cue = {
    worldAfter(trace: string): World | undefined {
      const again = comparison.again(trace)
      return again === undefined ? worlds.get(trace) : stage.worldAfter(again)
    },
    kept(record: TraceRecord): World | undefined {
      const { hashes } = record
      const isSame = hashes !== null && hashes.before === stateHash(stage.running.world())
      return isSame ? ownEntry(home, record)?.after : undefined
    },
    holds: () => stage.written.length >= goal
  }
  for (const [i, record] of records.entries()) {
    if (!isInput(record)) {
      gap.push(record)
      continue
    }
    if (record.kind === 'restore') {
      comparison.compareGap(gap)
      gap = []
    }
    goal = goalOf(records, i, { gap: comparison.seen + gap.length, written: stage.written.length })
    const came = attempt(record, () => play(stage, record, cue))
    if (came === undefined || 'refused' in came) {
      comparison.follow(gap, record, came?.refused)
      gap = []
    } else if (came.taken === 'recorded') {
      comparison.take(gap, record, came.reason)
      gap = []
    } else if (record.kind !== 'restore') {
      comparison.skip(record, came.reason, came.taken)
      worlds.set(record.id, stage.running.world())
    } else {
      // What follows saw a state that nobody knows.
      for (const one of records.slice(i)) comparison.skip(one, came.reason)
      return
    }
  }
  catchUp(stage, records.at(-1)!.at)
  comparison.compareGap(gap)
}

function carriedText({ engine, digest }: Home, world: World): string {
  return printCarried(world, digest(), sensitivePlaces(engine.release, engine.options.tracing.redact))
}

/** How much is written when the condition of `runUntil` held: what fired comes before the record of the move, and behind an answer of the network. */
function goalOf(
  records: readonly TraceRecord[],
  at: number,
  { gap, written }: { readonly gap: number; readonly written: number }
): number {
  const { kind, outcome } = records[at]!
  if (kind !== 'delivery') return outcome === 'done' ? gap : Infinity
  let next = at + 1
  while (next < records.length && !isInput(records[next]!)) next++
  return written + next - at
}

/** What refuses to be done is a difference, not a failure of the replay. */
function attempt(
  { kind, name }: TraceRecord,
  make: () => LeftOut | undefined
): LeftOut | { readonly refused: string } | undefined {
  try {
    return make()
  } catch (error) {
    if (isSandboxError(error)) return { refused: error.message }
    // A record that was edited by hand may say anything of what was done.
    if (kind !== 'request') return { refused: `What the record says of '${name}' cannot be done.` }
    throw error
  }
}

function recordWithId({ tracer }: Home, id: string): TraceRecord | undefined {
  const seq = tracer.seqOf(id)
  return seq === undefined ? undefined : tracer.record(seq)
}

/** Secrets that were taken out of what was sent are missing in what is kept. */
function isExact({ digest }: Home, { records }: Given, { state }: Starting): boolean {
  if (state !== 'seen' && state !== 'start') return false
  const isSameRelease = records.every(({ release }) => release === records[0]!.release)
  return (
    isSameRelease &&
    records[0]!.release === digest() &&
    !records.some(
      ({ request, input }) =>
        request?.body?.text?.includes(redacted) ||
        (input !== null && JSON.stringify(input).includes(redacted))
    )
  )
}

/** The options that matter to what a sandbox answers. */
function optionsOf({ options }: Engine): RecordedOptions {
  const { mode, seed, now, validation, references, auth } = options
  return { mode, seed, now, validation, references, auth: auth.mode }
}

function otherOptions(said: RecordedOptions, has: RecordedOptions): string[] {
  return (Object.keys(said) as (keyof RecordedOptions)[])
    .filter((name) => Object.hasOwn(has, name) && JSON.stringify(said[name]) !== JSON.stringify(has[name]))
    .map(
      (name) =>
        `It was recorded with \`${name}\` ${JSON.stringify(said[name])}; this sandbox has ${JSON.stringify(has[name])}.`
    )
}
