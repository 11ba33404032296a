// What a move of the clock has done so far, and how that is told.
import type { JsonObject } from '../internal/json.js'

/** One timer that fired. */
export interface Fired {
  readonly seq: number
  readonly kind: string
  /** When it was due, which is when it fired, in epoch milliseconds. */
  readonly dueAt: number
  /** The trace of what it did, where there is one. It is of this running sandbox: what happens again after a restore has another. */
  readonly traceId: string | null
  /** `done`, `failed`, or what the handler says. */
  readonly outcome: string
}

/** One timer whose handler threw. What it did was rolled back. */
export interface Failure {
  readonly seq: number
  readonly kind: string
  readonly dueAt: number
  /** What the handler threw, cut to 500 characters. */
  readonly message: string
  /** When it is tried again; null where it is not. */
  readonly retryAt: number | null
}

/** How often a kind of timer fired. */
export interface KindCount {
  readonly kind: string
  readonly count: number
}

/** A tally as plain data, to be kept while a move waits. */
export interface KeptTally {
  readonly fired: readonly Fired[]
  readonly firedCount: number
  readonly failures: readonly Failure[]
  readonly failureCount: number
  readonly kinds: readonly KindCount[]
  /** The instant that timers fired at last, and how many did. */
  readonly instant: number | null
  readonly sameInstant: number
}

const longestList = 1000
const longestMessage = 500

/** Counts what fires. Lists end after 1,000 entries; the counts go on. */
export class Tally {
  readonly #fired: Fired[]
  readonly #failures: Failure[]
  readonly #kinds: Map<string, number>
  #counts: Pick<KeptTally, 'firedCount' | 'failureCount' | 'instant' | 'sameInstant'>

  constructor(kept?: KeptTally) {
    this.#fired = [...(kept?.fired ?? [])]
    this.#failures = [...(kept?.failures ?? [])]
    this.#kinds = new Map(kept?.kinds.map(({ kind, count }) => [kind, count]))
    const { firedCount = 0, failureCount = 0, instant = null, sameInstant = 0 } = kept ?? {}
    this.#counts = { firedCount, failureCount, instant, sameInstant }
  }

  /** How many timers fired. */
  get firedCount(): number {
    return this.#counts.firedCount
  }

  /** The instant at which timers fired last; null before the first. */
  get instant(): number | null {
    return this.#counts.instant
  }

  /** How many timers fired at an instant, if it is the last one. */
  firedAt(instant: number): number {
    return instant === this.#counts.instant ? this.#counts.sameInstant : 0
  }

  /** Takes in a timer that fired. */
  add(fired: Fired, failure?: Failure): void {
    if (this.#fired.length < longestList) this.#fired.push(fired)
    if (failure && this.#failures.length < longestList)
      this.#failures.push({ ...failure, message: failure.message.slice(0, longestMessage) })
    this.#kinds.set(fired.kind, (this.#kinds.get(fired.kind) ?? 0) + 1)
    this.#counts = {
      firedCount: this.#counts.firedCount + 1,
      failureCount: this.#counts.failureCount + (failure ? 1 : 0),
      instant: fired.dueAt,
      sameInstant: this.firedAt(fired.dueAt) + 1
    }
  }

  /** The kinds that fired most, most first, five at most. */
  hottest(): readonly KindCount[] {
    const kinds = Array.from(this.#kinds, ([kind, count]) => ({ kind, count }))
    return kinds.toSorted((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)).slice(0, 5)
  }

  /** All of it as plain data; later counting does not show in it. */
  keep(): KeptTally {
    return {
      fired: [...this.#fired],
      failures: [...this.#failures],
      kinds: Array.from(this.#kinds, ([kind, count]) => ({ kind, count })),
      ...this.#counts
    }
  }
}

/** What every result of a move tells. */
export interface Progress {
  /** Where the clock stood before, in epoch milliseconds. */
  readonly from: number
  /** Where it stands. */
  readonly now: number
  /** What fired, in order: the first 1,000. */
  readonly fired: readonly Fired[]
  /** How many fired. */
  readonly firedCount: number
  /** What failed, in order: the first 1,000. These are among `fired` too. */
  readonly failures: readonly Failure[]
  readonly failureCount: number
  /** The timers that are left, and when the next of them is due. */
  readonly pending: { readonly count: number; readonly nextDueAt: number | null }
}

/** The clock stands where it was sent. */
export interface Done extends Progress {
  readonly status: 'done'
}

/** A limit was met, or (`unmet`) timers ran out before what was waited for came true. All that was done is kept. */
export interface Stopped extends Progress {
  readonly status: 'stopped'
  readonly reason: 'maxTimers' | 'maxSameInstant' | 'maxSpan' | 'unmet'
  readonly target: number
  /** The kinds that fired most, most first, five at most. */
  readonly hottest: readonly KindCount[]
}

/** Time stands still until the host has carried out an effect, and `resume` was given what came of it. */
export interface Waiting extends Progress {
  readonly status: 'waiting'
  readonly target: number
  /** Names this effect, in this past: `resume` takes no other. */
  readonly ticket: string
  /** What the handler asked for. */
  readonly effect: JsonObject
}

/** What became of a move of the clock: plain JSON. */
export type AdvanceResult = Done | Stopped | Waiting
