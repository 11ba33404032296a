// The bounds of a sandbox: what it reads of a request (`http/limits.ts`), and here what clients can make it keep and say.
import { resolveLimits, type RequestLimits } from '../http/limits.js'

/** Bounds on what a sandbox in stateful mode keeps and answers. Bytes are those of memory, about: see `state/weigh.ts`. Positive integers. */
export interface StateLimits {
  /** Things that are kept, and what is remembered beside them. A request that would bring more: 507 (RFC 4918, 11.5). Default 5,000,000. */
  readonly entities: number
  /** Bytes of one thing. Over it: 413. Default 4 MiB. */
  readonly entityBytes: number
  /** Bytes of all that is kept. A request that would bring more: 507. Default 2 GiB. */
  readonly stateBytes: number
  /** Bytes of one answer that shows what is kept, such as a list without pages. Over it: 507. Default 64 MiB. */
  readonly answerBytes: number
}

/** All bounds of a sandbox. */
export interface SandboxLimits extends RequestLimits, StateLimits {}

const defaults: StateLimits = Object.freeze({
  entities: 5_000_000,
  entityBytes: 4 * 1024 * 1024,
  stateBytes: 2 * 1024 * 1024 * 1024,
  answerBytes: 64 * 1024 * 1024
})

/** More than this no text can hold in every engine. */
const answerCeiling = 256 * 1024 * 1024

/** Fills in the defaults. Throws a RangeError that names the limit when a value is no positive safe integer or above its ceiling, or when there is no such limit. */
export function resolveSandboxLimits(partial: Partial<SandboxLimits>): SandboxLimits {
  const ofState: { -readonly [name in keyof StateLimits]: number } = { ...defaults }
  const ofRequest: { [name: string]: unknown } = {}
  for (const [name, value] of Object.entries(partial)) {
    if (!isOfState(name)) ofRequest[name] = value
    else if (value !== undefined) ofState[name] = positive(name, value)
  }
  if (ofState.answerBytes > answerCeiling)
    throw new RangeError(
      `The limit "answerBytes" may be at most ${answerCeiling}, not ${ofState.answerBytes}`
    )
  return Object.freeze({ ...resolveLimits(ofRequest), ...ofState })
}

function isOfState(name: string): name is keyof StateLimits {
  return Object.hasOwn(defaults, name)
}

function positive(name: string, value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) > 0) return value as number
  throw new RangeError(`The limit "${name}" must be a positive integer, not ${String(value)}`)
}
