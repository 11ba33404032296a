// What a script can tell from how `sdb` ended. Listed in `sdb --help`.
import type { SandboxError } from '@sandbed/core'

/** Exit codes of `sdb`. */
export const exitCodes = {
  /** Done. */
  ok: 0,
  /** The description was read, and has errors; or what was repeated came to something else. */
  faulty: 1,
  /** The command line is wrong, or names something that there is not. */
  usage: 2,
  /** A file, URL, port or server could not be used, or the description is not one at all. */
  unusable: 3
} as const

/** Errors that are put right on the command line, beside all that begin with `unknown-`. */
const onTheCommandLine: ReadonlySet<string> = new Set([
  'invalid-option',
  'invalid-time',
  'clock-backwards',
  'invalid-client',
  'invalid-endpoint',
  'invalid-parameters',
  'invalid-request',
  'sandbox-exists',
  'sandbox-protected'
])

/** How `sdb` ends for an error. */
export function exitCodeOf({ code }: SandboxError): number {
  return code.startsWith('unknown-') || onTheCommandLine.has(code) ? exitCodes.usage : exitCodes.unusable
}
