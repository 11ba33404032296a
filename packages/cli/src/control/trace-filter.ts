// Which traces are wanted, as options say it and the control plane is asked for it.
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

/** The query of `GET /sandboxes/{name}/traces`. An instant of `--since` may be ISO 8601. */
export function traceQuery({ kind, operation, status, client, since, text, limit }: FilterOptions): Query {
  const instant = since !== undefined && /^\d{4}-\d\d-\d\dT/.test(since) ? Date.parse(since) : NaN
  return { kind, operation, status, client, since: Number.isNaN(instant) ? since : instant, text, limit }
}
