// Calls every operation of a description once in each mode, with a valid request built from its own schema, and lets the
// judge say whether the answers are as declared.
import { compile, createSandbox, type Mode, type Sandbox, type SandboxResponse } from '@sandbed/core'
import { createJudge, type Judge, type MissReason } from '../oracle/judge-response.js'

/** Why a call counts as a miss: what the judge says, a valid request that was refused, or a throw. */
export type CallMissReason = MissReason | 'request-refused' | 'threw'

/** One call that did not give what the description declares. */
export interface Miss {
  readonly operation: string
  readonly mode: Mode
  readonly reason: CallMissReason
  readonly detail: string
  readonly request?: string
}

/** Counts over the calls to one description, or over several descriptions. */
export interface Counts {
  operations: number
  calls: number
  /** Calls answered with a declared status; of these, the ones with a declared content type; of these, the ones with a valid body. */
  declaredStatus: number
  declaredContentType: number
  validBody: number
  /** Valid as far as can be said, but the body's schema is unusable. Counted in `validBody` as well. */
  unjudged: number
  /** Declared response headers that are missing or invalid; never a miss. */
  headerRemarks: number
}

/** What came of one description. */
export interface VerifyReport extends Counts {
  readonly misses: readonly Miss[]
  /** Why nothing could be called at all, such as a version that is not supported. */
  readonly failure?: string
  /** The longest single call, in milliseconds. */
  readonly slowestCall: number
  /** From document to release, in milliseconds. */
  readonly compileTime: number
}

/** Options of `verifyDescription`. */
export interface VerifyOptions {
  /** @default both */
  readonly modes?: readonly Mode[]
  /** @default 'verify' */
  readonly seed?: string
}

/** Calls and judges. Never rejects for what the description holds. */
export function verifyDescription(document: unknown, options: VerifyOptions = {}): VerifyReport {
  const { modes = ['static', 'dynamic'], seed = 'verify' } = options
  const counts = emptyCounts()
  const misses: Miss[] = []
  let slowestCall = 0
  const started = performance.now()
  let compileTime = 0
  const report = (failure?: string): VerifyReport => ({
    ...counts,
    misses,
    slowestCall,
    compileTime,
    ...(failure === undefined ? {} : { failure })
  })
  try {
    const { release, issues } = compile(document)
    compileTime = performance.now() - started
    if (release === undefined)
      return report(issues.map(({ message }) => message).join(' ') || 'not compiled, without an issue')
    const judge = createJudge(document)
    for (const mode of modes) {
      const sandbox = createSandbox({ release, mode, seed })
      counts.operations = sandbox.operations.length
      for (const { key } of sandbox.operations) {
        const before = performance.now()
        const answer = callOnce(sandbox, key)
        slowestCall = Math.max(slowestCall, performance.now() - before)
        const miss = judgeAnswer(judge, answer, key, mode, counts)
        if (miss !== undefined) misses.push(miss)
      }
    }
    return report()
  } catch (error) {
    return report(messageOf(error))
  }
}

/** Counts before the first call. */
export function emptyCounts(): Counts {
  return {
    operations: 0,
    calls: 0,
    declaredStatus: 0,
    declaredContentType: 0,
    validBody: 0,
    unjudged: 0,
    headerRemarks: 0
  }
}

/** A response and what was asked, or what was thrown. */
interface Answer {
  readonly request: string
  readonly response?: SandboxResponse
  readonly thrown?: string
}

function callOnce(sandbox: Sandbox, operation: string): Answer {
  let request = ''
  try {
    const sample = sandbox.sampleRequest(operation, 'verify')
    request = `${sample.method} ${sample.url}`
    return { request, response: sandbox.handle(sample) }
  } catch (error) {
    return { request, thrown: messageOf(error) }
  }
}

function judgeAnswer(
  judge: Judge,
  answer: Answer,
  operation: string,
  mode: Mode,
  counts: Counts
): Miss | undefined {
  const { request, response } = answer
  counts.calls++
  if (response === undefined)
    return { operation, mode, reason: 'threw', detail: answer.thrown ?? '', request }
  const verdict = judge.judge(operation, response)
  counts.headerRemarks += verdict.headerRemarks.length
  if (verdict.ok && verdict.unjudged !== undefined) counts.unjudged++
  const reason = verdict.ok ? undefined : verdict.reason
  if (reason !== 'status-undeclared' && reason !== 'operation-unknown') {
    counts.declaredStatus++
    if (reason !== 'content-type-undeclared' && reason !== 'content-type-missing') {
      counts.declaredContentType++
      if (reason === undefined) counts.validBody++
    }
  }
  if (response.status >= 400 && judge.declaresSuccess(operation)) {
    const detail = `${response.status} ${String(response.body).slice(0, 400)}`
    return { operation, mode, reason: 'request-refused', detail, request }
  }
  return verdict.ok ? undefined : { operation, mode, reason: verdict.reason, detail: verdict.detail, request }
}

function messageOf(error: unknown): string {
  return error instanceof Error
    ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ')
    : String(error)
}
