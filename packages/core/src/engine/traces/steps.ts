// Which steps a request went through, from what was decided: the order is that of `traceSteps`.
import type { TraceStep, TraceStepName } from '../../traces/record.js'
import { traceSteps } from '../../traces/record.js'
import { answeredBefore } from '../stateful/idempotency.js'
import type { Decisions } from '../trace.js'

/** Where requests with a problem end; others end in the mode. */
const endOf: { readonly [slug: string]: TraceStepName } = {
  'malformed-request-target': 'receive',
  'malformed-header': 'receive',
  'malformed-query': 'receive',
  'body-too-large': 'receive',
  'uri-too-long': 'receive',
  'headers-too-large': 'receive',
  'path-not-found': 'match',
  'method-not-allowed': 'match',
  'malformed-credential': 'authenticate',
  'missing-credential': 'authenticate',
  'invalid-credential': 'authenticate',
  'insufficient-scope': 'authorise',
  'policy-denied': 'policy',
  'rate-limited': 'rate-limit',
  'too-many-requests': 'rate-limit',
  'invalid-request': 'validate',
  'malformed-body': 'validate',
  'too-deep': 'validate',
  'too-complex': 'validate',
  'unsupported-media-type': 'validate',
  'idempotency-key-in-use': 'idempotency',
  'invalid-preference': 'prefer',
  'not-acceptable': 'prefer'
}

/** The steps that took part, in order. */
export function stepsOf(decisions: Decisions, hasPolicies: boolean): TraceStep[] {
  const { problem, operation, auth, rule, findings, notes, mode, provenance, status } = decisions
  const end = endOfRequest(decisions)
  const wasLookedAt = (step: TraceStepName): boolean =>
    step === 'receive' ||
    (step === 'match' && end !== 'token-endpoint') ||
    ((step === 'authenticate' || step === 'authorise') && auth !== undefined) ||
    (step === 'policy' && hasPolicies) ||
    ((step === 'validate' || step === 'mode') && operation !== null) ||
    ((step === 'fault' || step === 'rule') && rule !== null && provenance === step)
  const steps: TraceStep[] = []
  for (const step of traceSteps) {
    if (step !== end && !wasLookedAt(step)) continue
    const isEnd = step === end
    const isRefused = problem !== null || (step === 'token-endpoint' && status >= 400)
    const result = !isEnd ? 'passed' : isRefused ? 'refused' : 'answered'
    const detail = isEnd
      ? problem === null
        ? step === 'mode' && mode !== null
          ? `${mode} mode`
          : step === 'idempotency'
            ? 'the key was used before: the first answer again'
            : step === 'token-endpoint' && status >= 400
              ? (notes[1] ?? null)
              : rule
        : (firstFinding(decisions) ?? notes[0] ?? null)
      : step === 'match'
        ? operation
        : step === 'validate' && findings.length > 0
          ? `let through with ${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}`
          : step === 'authenticate' && auth?.client
            ? `as ${auth.client}`
            : null
    steps.push({ step, result, detail })
    if (isEnd) break
  }
  return steps
}

function endOfRequest({ problem, operation, provenance, notes, auth }: Decisions): TraceStepName {
  // Scopes are asked for by the description, and by policies of those whom it lets pass.
  if (problem === 'insufficient-scope' && auth?.allowed !== false) return 'policy'
  if (problem !== null) return endOf[problem] ?? 'mode'
  if (operation === null)
    return notes[0]?.includes('authorization server') === true ? 'token-endpoint' : 'match'
  if (provenance === 'fault' || provenance === 'rule') return provenance
  return notes.includes(answeredBefore) ? 'idempotency' : 'mode'
}

function firstFinding({ findings }: Decisions): string | undefined {
  const [first] = findings
  if (!first) return undefined
  const where =
    first.in === 'body'
      ? `the body${first.pointer === '' ? '' : ` at ${first.pointer}`}`
      : `the ${first.in} parameter ${first.name}${first.pointer}`
  const what =
    first.property === undefined || first.message.includes(first.property) ? '' : ` (${first.property})`
  return `${where} ${first.message}${what}`
}
