// Values as packs write them: CEL expressions are strings that begin with `=`; in TypeScript a function may stand wherever an expression may.

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
