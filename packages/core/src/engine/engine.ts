// What one sandbox works with while it answers: the release, the closures made from it, and the resolved options.
import { BoundedMap } from '../internal/bounded-map.js'
import { hashText } from '../internal/random.js'
import type { Problem } from '../http/problem.js'
import type { Headers, SandboxRequest, SandboxResponse } from '../http/message.js'
import type { Pair } from '../http/query.js'
import type { Operation } from '../release/release.js'
import type { ReleaseSource } from '../release/release-source.js'
import { createRoutes, type Route, type Routes } from '../release/routes.js'
import { createChecker, type Checker } from '../schema/check/create-checker.js'
import { createGenerator, type Generator } from '../schema/generate/create-generator.js'
import type { ErrorBase } from './error-response.js'
import type { ResolvedOptions } from './options.js'
import type { Answer } from './steps/respond.js'
import type { Provenance, RequestFinding, Trace } from './trace.js'

/** The constant parts of a sandbox. */
export interface Engine {
  readonly release: ReleaseSource
  readonly routes: Routes
  readonly checker: Checker
  readonly generator: Generator
  readonly options: ResolvedOptions
  /** The seed as a key for `deriveKey`. */
  readonly seedKey: number
  /** Constant answers that have been made (sized in characters), and the bodies that errors start from (sized one each). */
  readonly answers: BoundedMap<Answer>
  readonly errorBases: BoundedMap<ErrorBase>
}

/** Puts an engine together. Nothing is compiled before its first use. */
export function createEngine(release: ReleaseSource, options: ResolvedOptions): Engine {
  const checker = createChecker(release)
  return {
    release,
    routes: createRoutes(release.index.operations),
    checker,
    generator: createGenerator(release, checker),
    options,
    seedKey: hashText(options.seed),
    answers: new BoundedMap(32_000_000),
    errorBases: new BoundedMap(20_000)
  }
}

// The types that cross the arrows of `handle-request.ts`: each step's input is the output of the one before.

/** A request whose headers, target and sizes have been looked at. */
export interface Received {
  readonly request: SandboxRequest
  readonly headers: Headers
  readonly rawQuery: string
  readonly query: readonly Pair[]
  /** Path segments below the server's base path, decoded and raw. */
  readonly segments: readonly string[]
  readonly rawSegments: readonly string[]
}

/** ... that belongs to an operation. */
export interface Matched extends Received {
  readonly route: Route
  readonly operation: Operation
  readonly pathParameters: ReadonlyMap<string, string>
}

/** ... whose parameters and body have been read and judged. */
export interface Validated extends Matched {
  readonly input: Input
  readonly findings: readonly RequestFinding[]
  readonly notes: readonly string[]
}

/** What a request says, decoded: what modes work with. */
export interface Input {
  readonly path: { readonly [name: string]: unknown }
  readonly query: { readonly [name: string]: unknown }
  readonly header: { readonly [name: string]: unknown }
  readonly cookie: { readonly [name: string]: unknown }
  /** `undefined` when there is none. */
  readonly body: unknown
}

/** An answer and what was decided on the way to it. */
export interface Reply {
  readonly response: SandboxResponse
  readonly trace: Trace
}

/** A step's way of ending the request: a problem for the client, to be put into the API's own error shape. */
export interface Refusal {
  readonly refused: true
  /** What the refusal is about; the status comes from it unless `statuses` is given. */
  readonly problem: Problem
  /** Statuses to choose from instead of the problem's own: the first that the operation declares is sent, else the first. */
  readonly statuses?: readonly number[]
  readonly findings: readonly RequestFinding[]
  readonly headers?: { readonly [name: string]: string }
}

/** True when a step ended the request. */
export function isRefusal(value: object): value is Refusal {
  return 'refused' in value
}

/** Builds a refusal. */
export function refuse(
  problem: Problem,
  more: {
    statuses?: readonly number[]
    findings?: readonly RequestFinding[]
    headers?: { [name: string]: string }
  } = {}
): Refusal {
  return {
    refused: true,
    problem,
    findings: more.findings ?? [],
    ...(more.statuses ? { statuses: more.statuses } : {}),
    ...(more.headers ? { headers: more.headers } : {})
  }
}

/** A body with its origin, as modes make it. */
export interface MadeBody {
  readonly value: unknown
  readonly provenance: Provenance
  readonly notes: readonly string[]
}
