// Which traces are wanted, as options say it and the control plane is asked for it.
import { SandboxError } from '@sandbed/core'
import type { Query } from './control-client.js'
import type { ControlOptions } from './control-options.js'

/** The options that choose among traces. */
export interface FilterOptions extends ControlOptions {
  readonly kind?: string
  readonly operation?: string
  readonly status?: string
  readonly client?: string
  readonly since?: string
  readonly text?: string
  readonly limit?: number
}

/** The query of `GET /sandboxes/{name}/traces`. An instant of `--since` may be ISO 8601 with a zone. Throws `invalid-option` for what is neither one nor the id of a trace. */
export function traceQuery({ kind, operation, status, client, since, text, limit }: FilterOptions): Query {
  return { kind, operation, status, client, since: instantOr(since), text, limit }
}

function instantOr(since: string | undefined): string | number | undefined {
  if (since === undefined || /^(?:tr_.*|-?\d{1,16})$/s.test(since)) return since
  const instant = /^\d{4}-.*T.*(?:Z|[+-]\d\d:\d\d)$/i.test(since) ? Date.parse(since) : NaN
  if (!Number.isNaN(instant)) return instant
  throw new SandboxError(
    'invalid-option',
    `--since takes a trace, or an instant with a zone such as 2026-01-01T00:00:00Z, and not '${since}'.`
  )
}
