// What a pack says about behaviour: what may happen to things, what happens by itself, what goes wrong, and who is told. Plain JSON, where
// strings that begin with `=` are CEL expressions; in TypeScript a function may stand wherever an expression may.

/** What the names of an expression stand for. A function in place of one is given them as an object. */
export interface Names {
  /** The members of the thing that this is about; null where there is none. */
  readonly entity: Readonly<Record<string, unknown>> | null
  /** What a changed thing was before; null outside of events. */
  readonly previous: Readonly<Record<string, unknown>> | null
  /** The request, where one is behind this: `{ method, path, query, header, cookie, body }`, parameters by name. */
  readonly request: Readonly<Record<string, unknown>> | null
  /** The parameters of a scenario or transition; things that earlier steps named with `as` stand beside these names. */
  readonly params: Readonly<Record<string, unknown>>
  /** Resource -> its things, oldest first. */
  readonly things: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
  /** The clock of the sandbox, in epoch milliseconds. */
  readonly now: number
}

/** A condition: a CEL expression with its `=`, or a function. Must not change what it is given. */
export type Condition = string | ((names: Names) => boolean)

/** Any JSON value; strings in it that begin with `=` are expressions (`==` stands for a literal `=`), functions give their result. */
export type TemplateJson = unknown

/** A span of time: milliseconds, `5m`, `1h30m`, ISO 8601 (`P7D`). */
export type Span = number | string

/** A span or an instant: as such, as an expression for one, or as a function that gives one. */
export type WorkedOut = number | string | ((names: Names) => number | string)

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

/** Which requests something is about: all that is said must hold. */
export interface RequestMatch {
  /** Operation keys or operationIds. */
  readonly operation?: string | readonly string[]
  /** What the operation does: `create`, `read`, … */
  readonly does?: string | readonly string[]
  readonly resource?: string | readonly string[]
  /** A condition over `request`, `entity` (the thing that the request names, as it is before), `things` and `now`. */
  readonly when?: Condition
  /** Only the n-th request that matches, from 1. */
  readonly nth?: number
  /** Only so many of those that match, then no more. */
  readonly count?: number
  /** The share of those that match, from 0 to 1, drawn from the seed. */
  readonly probability?: number
}

/** What goes wrong. */
export interface FaultSpec extends RequestMatch {
  readonly description?: string
  /** Whether it is in force from the start. @default false */
  readonly armed?: boolean
  readonly status?: number
  /** What the error says, in the description's own error shape. */
  readonly message?: string
  /** The body in place of that. */
  readonly body?: TemplateJson
  readonly headers?: { readonly [name: string]: string }
  /** The clock goes on by so much before the answer; alone, the answer is the usual one. */
  readonly delay?: Span
  /** The client waits as well: so many milliseconds of real time, at most 60000. */
  readonly realDelay?: number
  /** The connection ends: `before` the answer, or `during` it. */
  readonly drop?: 'before' | 'during'
  /** The body is cut off in the middle, so that no parser reads it. */
  readonly malformed?: boolean
  /** More than `limit` requests within a window are refused with 429; the window stands on the sandbox's clock. */
  readonly rateLimit?: { readonly limit: number; readonly window: Span }
}

/** An answer for requests of a kind in place of the usual one: magic values. */
export interface ResponseRule extends RequestMatch {
  /** For lists, traces and `clear`. */
  readonly name?: string
  readonly description?: string
  readonly respond: {
    readonly status: number
    /** What the error says, in the description's own error shape. */
    readonly message?: string
    readonly body?: TemplateJson
    readonly headers?: { readonly [name: string]: string }
    /** A named example of the description. */
    readonly example?: string
  }
}

/** How a delivery is signed and what its envelope looks like. */
export type WebhookStyle = 'standard' | 'stripe' | 'github'

/** Which changes become events, and where they are sent. */
export interface WebhookSettings {
  /** Whether every change of a thing is an event: `payment.created`. @default true */
  readonly changes?: boolean
  /** @default 'standard' */
  readonly style?: WebhookStyle
  /** Further events. */
  readonly events?: readonly EventRule[]
  /** Endpoints that are there from the start. */
  readonly endpoints?: readonly EndpointSpec[]
  /** From each failed attempt to the next one. @default 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h (Standard Webhooks) */
  readonly retries?: readonly Span[]
}

/** An event of one's own. */
export interface EventRule {
  readonly type: string
  readonly resource: string
  /** `created`, `updated`, `deleted`, or names of transitions. */
  readonly on: string | readonly string[]
  /** Over `entity`, `previous`, `things` and `now`. */
  readonly when?: Condition
  /** What it tells, in place of the thing; over the same names. */
  readonly data?: TemplateJson
}

/** An endpoint that is told. */
export interface EndpointSpec {
  readonly url: string
  /** Types of events; `*` stands for anything: `payment.*`. @default ['*'] */
  readonly events?: readonly string[]
  readonly description?: string
  /** `whsec_` or `whsk_` and base64 for `standard`, any text for the others. Made up where it is absent. */
  readonly secret?: string
  readonly style?: WebhookStyle
  /** Sent along with every delivery. */
  readonly headers?: { readonly [name: string]: string }
}
