// The id of a trace that is not kept.
import { SandboxError } from '../../errors.js'

/** Says so, and where to look. */
export function unknownTrace(id: string): SandboxError {
  return new SandboxError(
    'unknown-trace',
    `There is no trace '${id.slice(0, 100)}' in this sandbox (any more). sandbox.traces.list() shows those that are kept.`
  )
}
