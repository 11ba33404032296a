// What a user can set on a sandbox: documented once, resolved once, frozen.
import { SandboxError } from '../errors.js'
import type { OperationSummary } from '../release/release.js'
import type { PolicyPack } from '../policies/policy-pack.js'
import type { SimulationPack } from '../release/pack/simulation-pack.js'
import { resolveSandboxLimits, type SandboxLimits } from './limits.js'
import { isInstant } from '../time/instant.js'
import { isMode, modes, type Mode } from './modes/names.js'
import { resolveAuth, type AuthOptions, type ResolvedAuth } from './auth/auth-options.js'
import type { SandboxHost } from './host.js'
import type { Trace } from './trace.js'
import {
  resolveTracing,
  type ResolvedTracing,
  type TracingDial,
  type TracingOptions
} from './traces/tracing-options.js'

/** What can happen to a request that breaks the description: refuse it, answer it and note the findings in the trace, or do not look. */
export const validationDials = ['reject', 'warn', 'off'] as const

/** One of `validationDials`. */
export type ValidationDial = (typeof validationDials)[number]

/** Whether what a request refers to has to be there. */
export const referencesDials = ['check', 'off'] as const

/** One of `referencesDials`. */
export type ReferencesDial = (typeof referencesDials)[number]

/** Options of `createSandbox`. */
export interface SandboxOptions {
  /**
   * How operations are answered: one mode for all, or a map from operation key (`GET /pets/{id}`) or operationId to mode, with `default` for the others.
   * @default 'static'
   */
  readonly mode?: Mode | { readonly [operation: string]: Mode }
  /**
   * Changes every generated value; the same seed repeats them.
   * @default 'sandbed'
   */
  readonly seed?: string
  /** @default 'reject' */
  readonly validation?: ValidationDial
  /**
   * Answers CORS preflights and adds CORS headers for requests that carry `Origin`. Hosts that a browser can reach turn it on.
   * @default false
   */
  readonly cors?: boolean
  /**
   * The instant at which the clock of the sandbox starts, in epoch milliseconds, within the years 1 to 9999. Generated dates lie around it.
   * @default 1767225600000 (2026-01-01T00:00:00Z)
   */
  readonly now?: number
  /**
   * Whether a request that refers to something which does not exist is refused in stateful mode.
   * @default 'check'
   */
  readonly references?: ReferencesDial
  /**
   * What a user says about the API over what was inferred, and the entities that are there from the start. The release stays as it is. A
   * pack that is not of the form of `pack.schema.json`, or whose seeds cannot be there, is refused with `invalid-pack`; what it says about
   * things that are not there (any more) becomes warnings in `sandbox.issues`.
   */
  readonly pack?: SimulationPack
  /**
   * Who may call: whether credentials are looked at, and how the security schemes are simulated.
   * @default { mode: 'off' }
   */
  readonly auth?: AuthOptions
  /**
   * What clients may do, in the order in which the packs are attached; see `sandbox.policies`. Throws `invalid-policy` for one that is not of the form of
   * `policy.schema.json` or cannot be carried out. @default none
   */
  readonly policies?: readonly PolicyPack[]
  /** Bounds on requests and on what is kept; see `RequestLimits` and `StateLimits`. They may be lowered or raised one by one. */
  readonly limits?: Partial<SandboxLimits>
  /** What the place offers in which the sandbox runs: a way to send webhooks, a clock, entropy. `@sandbed/node` and `@sandbed/workers` bring their own. */
  readonly host?: SandboxHost
  /**
   * What is kept of what happens, for `sandbox.traces`: a dial, or more in detail.
   * @default 'decisions'
   */
  readonly tracing?: TracingDial | TracingOptions
  /** Called with the trace of each request after it was answered. It must not throw. */
  readonly onTrace?: (trace: Trace) => void
}

/** Options with every default filled in. */
export interface ResolvedOptions {
  /** As it was given. */
  readonly mode: NonNullable<SandboxOptions['mode']>
  readonly modeOf: (operation: OperationSummary) => Mode
  readonly seed: string
  readonly validation: ValidationDial
  readonly cors: boolean
  readonly references: ReferencesDial
  readonly now: number
  readonly limits: SandboxLimits
  readonly auth: ResolvedAuth
  readonly host: SandboxHost
  readonly tracing: ResolvedTracing
  readonly onTrace: ((trace: Trace) => void) | undefined
}

/** Checks and completes options. Throws `invalid-option`, naming the option, `invalid-auth-profile`, or `unknown-operation` for a mode of an operation that does not exist. */
export function resolveOptions(
  options: SandboxOptions,
  operations: readonly OperationSummary[]
): ResolvedOptions {
  const {
    seed = 'sandbed',
    validation = 'reject',
    cors = false,
    references = 'check',
    now = 1_767_225_600_000
  } = options
  if (typeof seed !== 'string') throw invalid('seed', seed, 'a string')
  if (!validationDials.includes(validation))
    throw invalid('validation', validation, alternatives(validationDials))
  if (typeof cors !== 'boolean') throw invalid('cors', cors, 'true or false')
  if (!referencesDials.includes(references))
    throw invalid('references', references, alternatives(referencesDials))
  if (!isInstant(now)) throw invalid('now', now, 'epoch milliseconds of the years 1 to 9999, an integer')
  return Object.freeze({
    mode: options.mode ?? 'static',
    modeOf: resolveMode(options.mode ?? 'static', operations),
    seed,
    validation,
    cors,
    references,
    now,
    limits: checkedLimits(options.limits ?? {}),
    auth: resolveAuth(options.auth),
    host: options.host ?? {},
    tracing: resolveTracing(options.tracing),
    onTrace: options.onTrace
  })
}

function checkedLimits(limits: Partial<SandboxLimits>): SandboxLimits {
  try {
    return resolveSandboxLimits(limits)
  } catch (cause) {
    throw new SandboxError(
      'invalid-option',
      `The option \`limits\` cannot be used. ${(cause as Error).message}.`,
      { cause }
    )
  }
}

function resolveMode(
  mode: NonNullable<SandboxOptions['mode']>,
  operations: readonly OperationSummary[]
): (operation: OperationSummary) => Mode {
  if (isMode(mode)) return () => mode
  if (typeof mode !== 'object' || mode === null)
    throw invalid('mode', mode, `one of ${modes.join(', ')}, or a map of them`)
  const byOperation = new Map(Object.entries(mode))
  const known = new Set(
    operations.flatMap(({ key, operationId }) => (operationId === undefined ? [key] : [key, operationId]))
  )
  for (const [name, value] of byOperation) {
    if (!isMode(value)) throw invalid(`mode['${name}']`, value, `one of ${modes.join(', ')}`)
    if (name !== 'default' && !known.has(name)) {
      throw new SandboxError(
        'unknown-operation',
        `\`mode\` names the operation '${name}', which the description does not have. Use a key such as '${operations[0]?.key ?? 'GET /path'}' or an operationId.`
      )
    }
  }
  const fallback = byOperation.get('default') ?? 'static'
  return ({ key, operationId }) =>
    byOperation.get(key) ?? (operationId === undefined ? undefined : byOperation.get(operationId)) ?? fallback
}

/** `'a', 'b' or 'c'`. */
function alternatives(words: readonly string[]): string {
  const quoted = words.map((word) => `'${word}'`)
  return `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

function invalid(name: string, value: unknown, expected: string): SandboxError {
  const shown = typeof value === 'string' ? `'${value.slice(0, 60)}'` : String(value).slice(0, 60)
  return new SandboxError('invalid-option', `The option \`${name}\` is ${shown}; it must be ${expected}.`)
}
