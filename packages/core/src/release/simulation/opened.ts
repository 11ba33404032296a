// What a pack says about behaviour, checked against a release and ready to be carried out: names resolved, expressions compiled.
import type { Json } from '../../internal/json.js'
import type { WebhookStyle } from '../../effects/signatures/style.js'
import type { Duration } from '../../time/duration.js'
import type { Classification } from '../resources/model.js'
import type { FaultSpec, ResponseRule } from './fault-spec.js'
import type { ScenarioParameter } from './simulation.js'
import type { EndpointSpec } from './webhook-settings.js'
import type { Names } from './written-values.js'

/** A value that is worked out each time, or one sentence, without a full stop, on why there is none. Never throws. */
export type Formula = (names: Names) => { readonly value: Json } | { readonly fault: string }

/** A formula that gives true or false; a fault says that it cannot be told. */
export type Test = (names: Names) => { readonly value: boolean } | { readonly fault: string }

/** Members that are set, in order; or a function on a draft. Gives the new members, or why there are none. */
export type Setter = (
  members: Readonly<Record<string, unknown>>,
  names: Names
) => { readonly members: Readonly<Record<string, unknown>> } | { readonly fault: string }

/** A transition. */
export interface Transition {
  readonly name: string
  readonly description?: string
  readonly resource: string
  /** Absent: any state but `to`. */
  readonly from?: readonly string[]
  readonly to?: string
  readonly when?: Test
  /** What `when` says, for messages. */
  readonly whenText?: string
  readonly otherwise?: { readonly status?: number; readonly message?: string }
  readonly set?: Setter
  /** Which thing, for operations of another resource. */
  readonly id?: Formula
  /** Keys of the operations that do it. */
  readonly on: readonly string[]
  readonly emit: readonly string[]
}

/** A timer. */
export interface TimerRule {
  readonly name: string
  readonly description?: string
  readonly resource?: string
  /** Whether making a thing starts it, and which transitions do. */
  readonly afterCreate: boolean
  readonly after: readonly string[]
  /** A span from then, or an instant: a formula gives a number or a text to be read as one. */
  readonly in?: Duration | Formula
  readonly at?: number | Formula
  readonly every?: Duration
  readonly when?: Test
  readonly cancel: readonly string[]
  readonly do: readonly OpenStep[]
}

/** A scenario. */
export interface Scenario {
  readonly name: string
  readonly description?: string
  readonly parameters: { readonly [name: string]: ScenarioParameter }
  readonly byRequest: boolean
  readonly steps: readonly OpenStep[]
}

/** A step of a scenario or timer. */
export type OpenStep =
  | { readonly kind: 'insert'; readonly resource: string; readonly value: Formula; readonly as?: string }
  | { readonly kind: 'patch'; readonly resource: string; readonly id?: Formula; readonly set: Setter }
  | { readonly kind: 'remove'; readonly resource: string; readonly id: Formula }
  | { readonly kind: 'transition'; readonly name: string; readonly id?: Formula; readonly with: Formula }
  | { readonly kind: 'fault'; readonly name: string; readonly fault: FaultSpec }
  | { readonly kind: 'respond'; readonly name: string; readonly rule: ResponseRule }
  /** `faults`, `responses`, or a name of one. */
  | { readonly kind: 'clear'; readonly what: string }
  | { readonly kind: 'advance'; readonly by: Duration }
  | { readonly kind: 'emit'; readonly type: string; readonly data?: Formula }

/** Which requests something is about. */
export interface OpenMatch {
  /** Keys; absent: any. */
  readonly operations?: ReadonlySet<string>
  readonly does?: ReadonlySet<Classification>
  readonly resources?: ReadonlySet<string>
  readonly when?: Test
}

/** A fault or a response rule, ready to be looked at with every request. How often it matched is kept in the world. */
export interface OpenRule {
  readonly match: OpenMatch
  readonly nth?: number
  readonly count?: number
  readonly probability?: number
  readonly status?: number
  readonly message?: string
  readonly body?: Formula
  readonly headers?: { readonly [name: string]: string }
  readonly example?: string
  readonly delay?: Duration
  readonly realDelay?: number
  readonly drop?: 'before' | 'during'
  readonly malformed?: boolean
  readonly rateLimit?: { readonly limit: number; readonly window: Duration }
}

/** An event of one's own. */
export interface OpenEventRule {
  readonly type: string
  readonly resource: string
  /** `created`, `updated`, `deleted`, and names of transitions. */
  readonly on: ReadonlySet<string>
  readonly when?: Test
  readonly data?: Formula
}

/** All of it. */
export interface OpenSimulation {
  /** Epoch milliseconds. */
  readonly start?: number
  readonly transitions: ReadonlyMap<string, Transition>
  /** Transitions by the key of an operation that does them, in the order of the pack. */
  readonly transitionsOf: ReadonlyMap<string, readonly Transition[]>
  readonly timers: ReadonlyMap<string, TimerRule>
  readonly scenarios: ReadonlyMap<string, Scenario>
  /** As written: they are armed by name, and kept in the world while they are. */
  readonly faults: ReadonlyMap<string, FaultSpec>
  readonly responses: readonly ResponseRule[]
  readonly webhooks: {
    readonly changes: boolean
    readonly style: WebhookStyle
    readonly events: readonly OpenEventRule[]
    readonly endpoints: readonly EndpointSpec[]
    /** Milliseconds, as in `RetrySchedule`: the first is 0. */
    readonly retries: readonly number[]
  }
}
