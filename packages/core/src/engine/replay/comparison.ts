// The log and what a replay writes, side by side: each input has one record of its own in both, and what follows from inputs is compared in its order.
import type { Json } from '../../internal/json.js'
import { compareRecords, type RecordDifference } from '../../traces/compare/compare-records.js'
import { decisionThatDiffers } from '../../traces/compare/decision-that-differs.js'
import type { TraceRecord } from '../../traces/record.js'
import { isInput, type LeftOut } from './play.js'
import type { ReplayDifference, ReplayReport } from './report.js'

const mostDifferences = 1000

/** Compares as it goes. */
export class Comparison {
  readonly #written: readonly TraceRecord[]
  readonly #isExact: boolean
  readonly #isOne: boolean
  readonly #skipped: { readonly trace: string; readonly reason: string }[] = []
  readonly #left = new Set<string>()
  readonly #differences: ReplayDifference[] = []
  /** Trace of the log -> number in the log of the replay. */
  readonly #again = new Map<string, number>()
  #replayed = 0
  #seen = 0
  #last: TraceRecord | undefined

  constructor(written: readonly TraceRecord[], kind: { readonly isExact: boolean; readonly isOne: boolean }) {
    this.#written = written
    this.#isExact = kind.isExact
    this.#isOne = kind.isOne
  }

  /** How much of what is written has been compared. */
  get seen(): number {
    return this.#seen
  }

  /** The number of what a trace of the log became; `undefined` for one that was left out, or did not happen again. */
  again(trace: string): number | undefined {
    return this.#again.get(trace)
  }

  /** Leaves a record out, and with it what followed from it alone, unless what it did is there. */
  skip({ id }: TraceRecord, reason: string, taken?: LeftOut['taken']): void {
    this.#skipped.push({ trace: id, reason })
    if (!taken) this.#left.add(id)
  }

  /** Compares what was recorded before an input, and the input; `refused` says why it could not be done. */
  follow(gap: readonly TraceRecord[], input: TraceRecord, refused?: string): void {
    this.#compare(input, this.#nextInput(gap, refused !== undefined), refused ?? null)
  }

  /** The same for an input that was taken as it was recorded: only what was decided about it is compared. */
  take(gap: readonly TraceRecord[], input: TraceRecord, reason: string): void {
    const again = this.#nextInput(gap)
    this.#last = input
    this.#skipped.push({ trace: input.id, reason })
    if (!again) return this.#tell(input, [input, undefined])
    this.#again.set(input.id, again.seq)
    const found = compareRecords(input, again, { exact: false })
    const decided = found.filter(({ path }) => /^\/(status|problem|steps|auth|policies|rule)\b/.test(path))
    this.#pushAll(input, again, decided)
    if (decided.length > 0 || !found.some(({ path }) => /^\/(changes|timers|events)\b/.test(path))) return
    const further = 'It led to something else than was recorded: what follows may differ.'
    this.#skipped[this.#skipped.length - 1] = { trace: input.id, reason: `${reason} ${further}` }
  }

  /** What is written of the next input, once the gap before it is compared. */
  #nextInput(gap: readonly TraceRecord[], isRefused = false): TraceRecord | undefined {
    const written = this.#written
    let own = isRefused ? written.length : this.#seen
    while (own < written.length && !isInput(written[own]!)) own++
    this.#compareLists(gap, written.slice(this.#seen, own))
    this.#seen = Math.min(own + 1, written.length)
    return written[own]
  }

  /** Compares what was recorded with all that is written. */
  compareGap(gap: readonly TraceRecord[]): void {
    this.#compareLists(gap, this.#written.slice(this.#seen))
    this.#seen = this.#written.length
  }

  result(): Pick<ReplayReport, 'equal' | 'replayed' | 'skipped' | 'first' | 'differences'> {
    const [first = null] = this.#differences
    return {
      equal: first === null,
      replayed: this.#replayed,
      skipped: this.#skipped,
      first,
      differences: this.#differences
    }
  }

  #compareLists(recorded: readonly TraceRecord[], replayed: readonly TraceRecord[]): void {
    // Of one record alone nobody knows what followed.
    if (this.#isOne) return
    const wanted = recorded.filter((one) => !this.#isLeft(one))
    for (let i = 0; i < Math.max(wanted.length, replayed.length); i++)
      if (wanted[i]) this.#compare(wanted[i]!, replayed[i], null)
      else this.#tell(this.#last ?? replayed[i]!, [undefined, replayed[i]!])
  }

  #isLeft(one: TraceRecord): boolean {
    if (one.cause === null || !this.#left.has(one.cause)) return false
    this.skip(one, `It followed from ${one.cause}, which was left out.`)
    return true
  }

  #compare(recorded: TraceRecord, replayed: TraceRecord | undefined, refused: string | null): void {
    this.#replayed++
    this.#last = recorded
    if (!replayed) {
      this.#tell(recorded, [recorded, undefined], refused)
      return
    }
    this.#again.set(recorded.id, replayed.seq)
    const exact = this.#isExact && this.#skipped.length === 0
    const differences = compareRecords(recorded, replayed, { exact })
    this.#pushAll(recorded, replayed, differences)
  }

  #pushAll(recorded: TraceRecord, replayed: TraceRecord, differences: readonly RecordDifference[]): void {
    if (differences.length === 0) return
    const decision = decisionThatDiffers(recorded, replayed)
    for (const { path, recorded: was, replayed: is } of differences)
      this.#push({ ...nameOf(recorded), path, recorded: json(was), replayed: json(is), decision })
  }

  /** One side has no such record. */
  #tell(
    at: TraceRecord,
    [recorded, replayed]: readonly [TraceRecord | undefined, TraceRecord | undefined],
    why: string | null = null
  ): void {
    this.#push({
      ...nameOf(at),
      path: '',
      recorded: recorded ? shortOf(recorded) : null,
      replayed: replayed ? shortOf(replayed) : null,
      decision: why
    })
  }

  #push(difference: ReplayDifference): void {
    if (this.#differences.length < mostDifferences) this.#differences.push(difference)
  }
}

function nameOf({ id, seq, operation }: TraceRecord): Pick<ReplayDifference, 'trace' | 'seq' | 'operation'> {
  return { trace: id, seq, operation }
}

function shortOf({ kind, name, method, url, outcome, status }: TraceRecord): Json {
  return { kind, ...(kind === 'request' ? { method, url, status } : { name, outcome }) }
}

function json(value: unknown): Json {
  return (value ?? null) as Json
}
