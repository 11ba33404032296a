// What was decided about who calls: part of the trace, and what later steps know of the client.
import type { Allowed, CredentialProblem, Denied } from '../../auth/requirements.js'

/** Whether a request to an operation may pass, as whom, and why not. Plain JSON. */
export interface AuthDecision {
  readonly allowed: boolean
  /** Which entry of the operation's `security` is satisfied, or lacks nothing but scopes; null where none is, or none is needed. */
  readonly alternative: number | null
  /** The id of the client; null where nobody has to say who they are, and with `presence` for strangers. */
  readonly client: string | null
  /** What the credentials carry; null for all there are, and for strangers. */
  readonly scopes: readonly string[] | null
  /** When the first of the credentials ends, in epoch milliseconds of the sandbox's clock; null where none does by itself, and for strangers. */
  readonly expires: number | null
  /** The scopes that are needed and not there. */
  readonly missing: readonly string[]
  /** The credentials that were sent and not taken, and why: clients are not told. */
  readonly reasons: readonly CredentialProblem[]
}

const unknown = { alternative: null, missing: [], client: null, scopes: null, expires: null }

/** The decision in the form that traces keep. */
export function decisionOf(decided: Allowed | Denied): AuthDecision {
  if (decided.allowed) {
    const { alternative, client, scopes, expires = null } = decided
    return { allowed: true, alternative, client, scopes, expires, missing: [], reasons: [] }
  }
  const { status, reasons } = decided
  const { alternative, missing, client, scopes, expires = null } = status === 403 ? decided : unknown
  return { allowed: false, alternative, client, scopes, expires, missing, reasons }
}
