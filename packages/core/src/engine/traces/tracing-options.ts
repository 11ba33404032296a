// How much of what happens is kept, and what never is.
import { SandboxError } from '../../errors.js'

/** `full`: also what was said and where each part of it came from. `decisions`: what was decided and what changed. `off`: nothing. */
export const tracingDials = ['full', 'decisions', 'off'] as const

/** One of `tracingDials`. */
export type TracingDial = (typeof tracingDials)[number]

/** What is kept of what happens. */
export interface TracingOptions {
  /** @default 'decisions' */
  readonly level?: TracingDial
  /** How many records are kept. Older ones go, and are counted. @default 1000 */
  readonly count?: number
  /** About how much memory they take, in bytes. @default 16777216 (16 MiB) */
  readonly bytes?: number
  /** The longest body that is kept whole, in characters; of longer ones the beginning. @default 16384 */
  readonly bodyLength?: number
  /** With `full`: tell of each field of a body where it came from, not only of its members. @default false */
  readonly fields?: boolean
  /**
   * What never gets into a trace, beyond the credentials and secrets that are known: names (`iban`: of headers, parameters, members of bodies, in any
   * spelling), or names in one place (`header:x-partner`, `query:sig`, `path:code`).
   */
  readonly redact?: readonly string[]
}

/** The options with every default filled in. */
export interface ResolvedTracing {
  readonly level: TracingDial
  readonly count: number
  readonly bytes: number
  readonly bodyLength: number
  readonly fields: boolean
  readonly redact: readonly string[]
}

/** Checks and completes. Throws `invalid-option`. */
export function resolveTracing(given: TracingDial | TracingOptions = {}): ResolvedTracing {
  const options = typeof given === 'string' ? { level: given } : given
  if (typeof options !== 'object' || options === null)
    throw invalid('tracing', "a dial such as 'full', or an object")
  const { level = 'decisions', count = 1000, bytes = 16 * 1024 * 1024 } = options
  const { bodyLength = 16 * 1024, fields = false, redact = [] } = options
  if (!tracingDials.includes(level)) throw invalid('tracing.level', "'full', 'decisions' or 'off'")
  for (const [name, value] of Object.entries({ count, bytes, bodyLength }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw invalid(`tracing.${name}`, 'a whole number from 1 on')
  if (typeof fields !== 'boolean') throw invalid('tracing.fields', 'true or false')
  if (!Array.isArray(redact) || redact.some((one) => typeof one !== 'string' || one === ''))
    throw invalid('tracing.redact', 'a list of names')
  return Object.freeze({ level, count, bytes, bodyLength, fields, redact: [...redact] })
}

function invalid(name: string, expected: string): SandboxError {
  return new SandboxError('invalid-option', `The option \`${name}\` must be ${expected}.`)
}
