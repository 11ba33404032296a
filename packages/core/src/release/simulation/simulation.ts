// What a pack says about behaviour: what may happen to things, what happens by itself, what goes wrong, and who is told. Plain JSON, but for
// functions in TypeScript (`written-values.ts`).
import type { FaultSpec, ResponseRule } from './fault-spec.js'
import type { WebhookSettings } from './webhook-settings.js'
import type { Condition, Names, Span, TemplateJson, WorkedOut } from './written-values.js'

/** What happens beyond the description. */
export interface Simulation {
  readonly clock?: ClockSettings
  /** Name -> a change that things of a resource may go through. */
  readonly transitions?: { readonly [name: string]: TransitionSpec }
  /** Name -> what happens by itself. */
  readonly timers?: { readonly [name: string]: TimerSpec }
  /** Name -> steps that put a sandbox in a place worth testing. */
  readonly scenarios?: { readonly [name: string]: ScenarioSpec }
  /** Name -> what can go wrong. */
  readonly faults?: { readonly [name: string]: FaultSpec }
  /** Answers in place of the usual ones; the first that matches. */
  readonly responses?: readonly ResponseRule[]
  readonly webhooks?: WebhookSettings
}

/** How the clock begins. */
export interface ClockSettings {
  /** Epoch milliseconds or ISO 8601. The option `now` wins over it. */
  readonly start?: number | string
}

/** A named change of a thing: from some states to another, on a condition. */
export interface TransitionSpec {
  readonly description?: string
  readonly resource: string
  /** The states that it may start from; absent: any but `to`. */
  readonly from?: string | readonly string[]
  /** The state that it leads to; absent: it stays in its state. */
  readonly to?: string
  /** A precondition over `entity`, `request`, `params`, `things` and `now`. */
  readonly when?: Condition
  /** How a refusal is answered: a status that the operation declares, and words. By default a conflict, and what was wanted. */
  readonly otherwise?: { readonly status?: number; readonly message?: string }
  /** Place (`amount`, `owner.id`) -> value, over the same names as `when`. A function may edit a draft of the thing instead. */
  readonly set?:
    { readonly [place: string]: TemplateJson } | ((draft: Record<string, unknown>, names: Names) => void)
  /**
   * The operations that do it: keys or operationIds. By default the actions on the resource that lead to `to`. With several on one operation the
   * first that may happen does.
   */
  readonly on?: string | readonly string[]
  /** The id of the thing, where an operation of another resource does it: `=request.body.payment`. */
  readonly id?: TemplateJson
  /** Types of events that it brings about. */
  readonly emit?: string | readonly string[]
}

/** Something that happens by itself: some time after a thing was made or went through a transition, or at an instant. */
export interface TimerSpec {
  readonly description?: string
  /** The resource whose things start it, each for itself. Absent: one timer of the sandbox, which starts with it. */
  readonly resource?: string
  /** `create`, and names of transitions. @default 'create' */
  readonly after?: string | readonly string[]
  /** How long after: a span, or an expression over `entity`, `things` and `now` that gives milliseconds or a span. */
  readonly in?: WorkedOut
  /** Or when: an instant, or an expression for one. One that has passed is now. */
  readonly at?: WorkedOut
  /** Then again and again, from there on. */
  readonly every?: Span
  /** Looked at when it fires, over `entity`, `things` and `now`: where it does not hold, nothing happens. */
  readonly when?: Condition
  /** The transitions that cancel it. A deleted thing cancels all of its timers. */
  readonly cancel?: string | readonly string[]
  /** What happens. Steps know the thing as `entity`. */
  readonly do: SimulationStep | readonly SimulationStep[]
}

/** Steps that put a sandbox in a place worth testing, with `sandbox.apply(name, parameters)`. */
export interface ScenarioSpec {
  readonly description?: string
  readonly parameters?: { readonly [name: string]: ScenarioParameter }
  /** Whether a request may ask for it with `Sandbed-Scenario`. @default false */
  readonly byRequest?: boolean
  readonly steps: readonly SimulationStep[]
}

/** A parameter of a scenario. One without a default has to be given. */
export interface ScenarioParameter {
  readonly description?: string
  readonly default?: unknown
}

/** One step of a scenario or timer: exactly one of these. */
export type SimulationStep =
  | { readonly insert: InsertStep }
  | { readonly patch: PatchStep }
  | { readonly remove: { readonly resource: string; readonly id: TemplateJson } }
  | { readonly transition: string | TransitionStep }
  | { readonly fault: string | FaultSpec }
  | { readonly respond: ResponseRule }
  | { readonly clear: string }
  | { readonly advance: Span }
  | { readonly emit: { readonly type: string; readonly data?: TemplateJson } }

/** Puts a thing there, as a seed is: what is not said is made up. */
export interface InsertStep {
  readonly resource: string
  readonly value?: TemplateJson
  /** A name by which later steps know it, and under which `apply` gives it back. */
  readonly as?: string
}

/** Sets members of a thing. */
export interface PatchStep {
  readonly resource: string
  /** In a timer of the resource: by default its own thing. */
  readonly id?: TemplateJson
  readonly set:
    { readonly [place: string]: TemplateJson } | ((draft: Record<string, unknown>, names: Names) => void)
}

/** Takes a thing through a transition; one that may not happen fails the step. */
export interface TransitionStep {
  readonly name: string
  /** In a timer of the resource: by default its own thing. */
  readonly id?: TemplateJson
  /** What the transition knows as `params`. */
  readonly with?: { readonly [name: string]: TemplateJson }
}
