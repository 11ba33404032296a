// Two records of one request -> which step decided otherwise, in words for those who see a trace for the first time.
import type { TraceRecord, TraceStep } from '../record.js'
import { traceSteps } from '../record.js'

/** Such as `authorise: refused (needs payments:write) -> passed`; null where every step decided alike. */
export function decisionThatDiffers(recorded: TraceRecord, replayed: TraceRecord): string | null {
  for (const step of traceSteps) {
    const [before, after] = [recorded, replayed].map(({ steps }) => steps.find((one) => one.step === step))
    if (before?.result === after?.result) continue
    // What comes behind a refusal was never asked.
    return `${step}: ${inWords(recorded, before)} -> ${inWords(replayed, after)}`
  }
  const last = replayed.steps.at(-1)
  if (last && recorded.status !== replayed.status)
    return `${last.step}: ${last.result} with ${recorded.status} -> ${last.result} with ${replayed.status}`
  return null
}

function inWords(record: TraceRecord, step: TraceStep | undefined): string {
  if (!step) return 'took no part'
  const { result, detail } = step
  if (result === 'passed') return 'passed'
  if (result === 'answered') return record.status === null ? 'answered' : `answered with ${record.status}`
  const { auth } = record
  const missing = auth?.missing ?? []
  const why =
    step.step === 'authorise' && missing.length > 0
      ? `needs ${missing.join(', ')}`
      : step.step === 'authenticate' && auth && auth.reasons.length > 0
        ? auth.reasons.map(({ scheme, problem }) => `${scheme}: ${problem}`).join('; ')
        : detail
  return why === null ? 'refused' : `refused (${why})`
}
