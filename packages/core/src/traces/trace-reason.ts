// Why a request was refused, in a sentence for whoever has never seen a trace: more than the client was told.
import { parsePrefer } from '../http/prefer.js'
import type { TraceRecord, TraceStep } from './record.js'

/** One or two sentences; null where nothing was refused, and no error was asked for. */
export function traceReason(record: TraceRecord): string | null {
  const last = record.steps.at(-1)
  if (last === undefined) return null
  if (last.result !== 'refused') return preferReason(record, last)
  return credentialReason(record, last) ?? policyReason(record, last) ?? stepReason(last)
}

/** An error that the client asked for; the dial at `decisions` keeps no headers, so only what stands in the URL is known there. */
function preferReason({ status, request, url }: TraceRecord, { step, result }: TraceStep): string | null {
  if (step !== 'mode' || result !== 'answered' || status === null || status < 400) return null
  const named = new RegExp(`[?&]__code=${status}(?:&|$)`).test(url ?? '')
  if (named) return `The query parameter \`__code=${status}\` of the request asked for it.`
  const header = request?.headers['prefer']
  const isAsked = parsePrefer(typeof header === 'object' ? header.join(', ') : header).code === status
  return isAsked ? `The header \`Prefer: code=${status}\` of the request asked for it.` : null
}

function credentialReason({ auth }: TraceRecord, { step, detail }: TraceStep): string | undefined {
  if (!auth || auth.allowed || (step !== 'authenticate' && step !== 'authorise')) return undefined
  const { client, missing, reasons, scopes } = auth
  if (missing.length > 0) {
    const has = scopes === null || scopes.length === 0 ? 'no scope' : `only ${scopes.join(', ')}`
    return `${client === null ? 'The caller' : `The client ${client}`} may not do this: it needs the ${missing.length === 1 ? 'scope' : 'scopes'} ${missing.join(', ')}, and the credential that was sent carries ${has}.`
  }
  if (reasons.length === 0) return `No credential was sent that could be taken. ${detail ?? ''}`.trimEnd()
  return reasons
    .map(({ scheme, problem }) => `The credential that was sent for ${scheme} was not taken: ${problem}.`)
    .join(' ')
}

function policyReason({ policies }: TraceRecord, { step, detail }: TraceStep): string | undefined {
  const said = policies.at(-1)
  if (!said || (step !== 'policy' && step !== 'rate-limit')) return undefined
  const { pack, rule, effect, reason } = said
  const why = reason ?? detail
  return `The rule '${rule}' of the policy '${pack}' forbids it (${effect})${why === null ? '.' : `: ${why}`}`
}

const refusals: { readonly [step in TraceStep['step']]?: string } = {
  receive: 'The request cannot be read',
  'token-endpoint': "The sandbox's authorization server refused it",
  match: 'The API has nothing there',
  'rate-limit': 'There were too many requests',
  validate: 'The request is not as the description has it',
  idempotency: 'Its idempotency key cannot be used',
  prefer: 'What it prefers cannot be done',
  mode: 'It cannot be done as things stand'
}

function stepReason({ step, detail }: TraceStep): string {
  const what = refusals[step] ?? `It was refused at the step '${step}'`
  return detail === null ? `${what}.` : `${what}: ${detail}`
}
