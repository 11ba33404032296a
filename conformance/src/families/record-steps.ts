// The results of the steps of one family: the first failure of a step stays.
import type { Exchange } from './client.js'
import type { Difference } from './compare-things.js'
import { isSuccess } from './made.js'

/** The steps in their order. */
export const steps = ['create', 'read', 'list', 'update', 'reread', 'second', 'delete', 'gone'] as const
/** The name of a step. */
export type Step = (typeof steps)[number]

/** What came of a step. Steps that the description does not declare do not count. */
export interface StepResult {
  readonly step: Step
  readonly state: 'passed' | 'failed' | 'not declared'
  readonly reason?: string
  readonly request?: string
  readonly status?: number
  readonly response?: string
}

/** What came of a family. */
export interface FamilyResult {
  readonly family: string
  readonly kind: string
  readonly passed: boolean
  readonly results: readonly StepResult[]
  readonly notes: readonly string[]
  /** Set when nothing could be played, and why. */
  readonly skipped?: string
}

/** Collects results. */
export class StepRecorder {
  readonly results = new Map<Step, StepResult>()
  readonly notes: string[] = []

  /** A 2xx, as declared, and without a difference passes. A step that failed before stays failed. */
  judge(step: Step, exchange: Exchange, difference: Difference, hint?: string): boolean {
    const refused = isSuccess(exchange) ? undefined : `answered ${exchange.status || 'nothing'}`
    const reasons = [refused, exchange.fault, refused === undefined ? difference : undefined, hint]
    const faults = reasons.filter((reason) => reason !== undefined)
    if (faults.length === 0) this.pass(step, exchange)
    else this.fail(step, faults.join('; '), exchange)
    return faults.length === 0
  }

  /** The step passes, unless it has a result already. */
  pass(step: Step, exchange: Exchange): void {
    if (this.results.has(step)) return
    this.results.set(step, { step, state: 'passed', request: exchange.request, status: exchange.status })
  }

  /** The step fails, with the first reason that was given. */
  fail(step: Step, reason: string, exchange?: Exchange): void {
    if (this.results.get(step)?.state === 'failed') return
    const { request, status, text } = exchange ?? {}
    this.results.set(step, {
      step,
      state: 'failed',
      reason,
      ...(request === undefined ? {} : { request }),
      ...(status === undefined ? {} : { status }),
      ...(text === undefined ? {} : { response: text.slice(0, 1000) })
    })
  }
}
