// What the clock has to do, as data: schedules, moves, and what fires. Played by play-clock-scenario.ts on every host alike. Times are
// milliseconds from the start of the scenario, or ISO 8601 instants.
import type { Json } from '../../../src/internal/json.js'
import type { AdvanceLimits } from '../../../src/time/travel.js'

/** An instant: milliseconds from the start of the scenario, or ISO 8601. */
export type When = number | string

/** What a timer of a scenario does, one thing after the other. */
export type Act =
  | { readonly schedule: Planned }
  | { readonly cancel: string }
  | { readonly throws: string }
  | { readonly waitFor: string }
  | { readonly advance: number }

/** A timer of a scenario; `name` is its kind, and what cancels the last one of the name. */
export interface Planned {
  readonly name: string
  readonly at?: When
  /** A span: milliseconds, or a text. */
  readonly after?: number | string
  readonly priority?: number
  readonly does?: readonly Act[]
  readonly every?: number | string
  readonly anchor?: When
  readonly catchUp?: 'each' | 'last'
  /** Makes the very same timer again, whenever it fires, after so long. */
  readonly renewsAfter?: number
}

/** What is looked at; what is left out may be anything. */
export interface Expected {
  readonly status?: 'done' | 'stopped' | 'waiting'
  readonly reason?: string
  readonly now?: When
  /** Names and due times. */
  readonly fired?: readonly (readonly [name: string, dueAt: When, outcome?: string])[]
  readonly firedCount?: number
  readonly failures?: readonly (readonly [name: string, message: string, retryAt: When | null])[]
  readonly pending?: number
  readonly nextDueAt?: When | null
  readonly hottest?: readonly (readonly [name: string, count: number])[]
  readonly effect?: string
  /** The code of the error that it throws. */
  readonly error?: string
  /** That a result came too late, and was dropped. */
  readonly dropped?: true
  /** What the handlers wrote down, all in all: what was rolled back is not there. */
  readonly journal?: readonly string[]
}

/** One step of a scenario. */
export type ClockStep =
  | { readonly schedule: Planned }
  | { readonly cancel: string }
  | (MoveStep & { readonly expect: Expected })
  /** Keeps a snapshot; goes back to one; goes through the text of one, as another process does. */
  | { readonly keep: string }
  | { readonly restore: string }
  | { readonly reload: true }

/** One move of the clock. */
export type MoveStep = { readonly id?: string; readonly limits?: Partial<AdvanceLimits> } & (
  | { readonly advance: { readonly by?: number | string; readonly to?: When } }
  | { readonly next: number }
  | { readonly runUntil: { readonly fired: string; readonly max?: number | string } }
  | { readonly drain: true }
  /** Gives a result to the effect that is waited for; or to the one that was when a snapshot was kept. */
  | { readonly resume: Json; readonly of?: string }
)

/** A scenario: its name is the rule that it shows. */
export interface ClockScenario {
  readonly name: string
  /** @default '2026-01-01T00:00:00Z' */
  readonly start?: string
  /** When a timer that failed is tried again, by how often it failed before: spans in milliseconds. */
  readonly retries?: { readonly [name: string]: readonly number[] }
  readonly steps: readonly ClockStep[]
}
