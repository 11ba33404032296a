// A step's way of ending a request, and the only two things done with it.
import type { Problem } from '../../http/problem.js'
import type { AuthDecision } from '../auth/decision.js'
import type { RequestFinding } from '../trace.js'

/** A problem for the client, to be put into the API's own error shape. */
export interface Refusal {
  readonly refused: true
  /** What the refusal is about; the status comes from it unless `statuses` is given. */
  readonly problem: Problem
  /** Statuses to choose from instead of the problem's own: the first that the operation declares is sent, else the first. */
  readonly statuses?: readonly number[]
  readonly findings: readonly RequestFinding[]
  /** A list stands for as many header lines. */
  readonly headers?: { readonly [name: string]: string | readonly string[] }
  /** What was decided about the client, for the trace. */
  readonly auth?: AuthDecision
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
    headers?: Refusal['headers']
    auth?: AuthDecision
  } = {}
): Refusal {
  return {
    refused: true,
    problem,
    findings: more.findings ?? [],
    ...(more.statuses ? { statuses: more.statuses } : {}),
    ...(more.headers ? { headers: more.headers } : {}),
    ...(more.auth ? { auth: more.auth } : {})
  }
}
