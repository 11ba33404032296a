// What is kept of a request and its answer: redacted here, before it is kept anywhere. Most of it holds no secret, and is kept as it came.
import type { SandboxRequest, SandboxResponse } from '../../http/message.js'
import { decodeText } from '../../http/bodies/charset.js'
import { hideValues, knownValues, noValues, type KnownValues } from '../../traces/redact/hide-values.js'
import { mayNameSecret } from '../../traces/redact/may-name-secret.js'
import { redactBody, type BodyRedaction, type TraceBody } from '../../traces/redact/redact-body.js'
import { redactHeaders, type TraceHeaders } from '../../traces/redact/redact-headers.js'
import { redactUrl } from '../../traces/redact/redact-url.js'
import { shortestSecret } from '../../traces/redact/secret-forms.js'
import type { TraceMessage } from '../../traces/record.js'
import type { Decisions } from '../trace.js'
import type { SensitivePlaces } from './sensitive-places.js'

/** Findings and notes that are kept, and characters of a text and of a header line. */
const mostFindings = 100
const longestText = 2000
const longestHeader = 1000

/** A request and its answer without secrets. */
export interface Redacted {
  readonly decisions: Decisions
  /** Whole bodies: what is told of them is told of all of it. */
  readonly request: TraceMessage
  readonly response: TraceMessage
  /** The secrets, to be looked for in what else is told of the request. They are not kept. */
  readonly values: KnownValues
}

/** Whether the decisions can be kept as they are: nothing in them can hold a secret. */
export function isPlain(decisions: Decisions, places: SensitivePlaces, live: KnownValues): boolean {
  const { url, notes, findings, operation, auth } = decisions
  return (
    notes.length === 0 &&
    findings.length === 0 &&
    (auth === undefined || auth.reasons.length === 0) &&
    live.forms.length === 0 &&
    url.length < longestText &&
    operation !== null &&
    !/[?@#%]|eyJ|whsec_/.test(url) &&
    !places.inPath(operation)
  )
}

/**
 * Takes the secrets out. What stands in a place for secrets is looked for in everything else as well, as an echo of it may stand there.
 */
export function redactExchange(
  decisions: Decisions,
  request: SandboxRequest,
  { headers, body }: SandboxResponse,
  places: SensitivePlaces,
  live: KnownValues
): Redacted {
  const search = searchFor(decisions, places, live)
  const { redaction, values } = search
  const url = search.url()
  const sent = redactHeaders(request.headers, redaction.sensitive, redaction.found)
  const answered = redactHeaders(headers, redaction.sensitive, redaction.found)
  const requestBody = bodyOf(request.body, sent, redaction)
  // Faults and rules may answer anything.
  const responseBody = bodyOf(body, answered, { ...redaction, isOwn: decisions.rule === null })
  const all = values.size === 0 ? live : knownValues([...live.secrets, ...values])
  return {
    decisions: redactDecisions(decisions, url, all),
    request: { headers: shownHeaders(sent, all), body: hidden(requestBody, all) },
    response: { headers: shownHeaders(answered, all), body: hidden(responseBody, all) },
    values: all
  }
}

/** The decisions alone. The request is read for secrets that notes and findings may repeat; nothing else of it is kept. */
export function redactDecided(
  decisions: Decisions,
  request: SandboxRequest,
  places: SensitivePlaces,
  live: KnownValues
): Decisions {
  const { redaction, values, url } = searchFor(decisions, places, noValues)
  const shownUrl = url()
  if (decisions.notes.length + decisions.findings.length > 0) {
    const sent = redactHeaders(request.headers, redaction.sensitive, redaction.found)
    if (request.body && mayHoldSecrets(request.body, redaction)) bodyOf(request.body, sent, redaction)
  }
  return redactDecisions(
    decisions,
    shownUrl,
    values.size === 0 ? live : knownValues([...live.secrets, ...values])
  )
}

/** Whether a body is kept as it was sent. */
export function isAsSent(sent: string | Uint8Array | null | undefined, kept: TraceBody | null): boolean {
  if (kept === null) return true
  return (typeof sent === 'string' ? sent : sent && decodeText(sent)) === kept.text
}

/** Redacted first, cut then: a secret that is cut in two is found by nobody. */
export function cutBody(body: TraceBody | null, longest: number): TraceBody | null {
  if (body === null || body.text === null || body.text.length <= longest) return body
  return { ...body, text: body.text.slice(0, longest), cut: true }
}

/** Forms and texts are read, as are long bodies; of other JSON only the names. */
function mayHoldSecrets(body: string | Uint8Array, { sensitive }: BodyRedaction): boolean {
  const text = typeof body === 'string' ? body : decodeText(body)
  return text === undefined || text.length > 20_000 || !text.startsWith('{') || mayNameSecret(text, sensitive)
}

function searchFor({ url, operation }: Decisions, places: SensitivePlaces, live: KnownValues) {
  const sensitive = places.of(operation)
  const values = new Set<string>()
  const found = (value: string): void => {
    if (value.length >= shortestSecret && values.size < 200) values.add(value)
  }
  const hidesEach = live.secrets.length > 0
  const hide = (text: string): string => (hidesEach ? hideValues(text, live) : text)
  const redaction: BodyRedaction = { sensitive, hide, hidesEach, found }
  const template =
    operation !== null && places.inPath(operation) ? operation.slice(operation.indexOf(' ') + 1) : null
  return { redaction, values, url: () => redactUrl(url, sensitive, template, found) }
}

function bodyOf(
  body: string | Uint8Array | null | undefined,
  headers: TraceHeaders,
  redaction: BodyRedaction
): TraceBody | null {
  if (body === undefined || body === null || body.length === 0) return null
  const one = (name: string): string | null => {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined
    return value === undefined ? null : typeof value === 'string' ? value : (value[0] ?? null)
  }
  return redactBody(body, one('content-type'), one('content-encoding'), redaction)
}

function hidden(body: TraceBody | null, values: KnownValues): TraceBody | null {
  if (body === null) return body
  const type = body.type && hideValues(body.type, values)
  const text = body.text && hideValues(body.text, values)
  return text === body.text && type === body.type ? body : { ...body, type, text }
}

function shownHeaders(headers: TraceHeaders, values: KnownValues): TraceHeaders {
  let all = ''
  let longest = 0
  for (const name of Object.keys(headers)) {
    const value = headers[name]!
    longest = Math.max(longest, name.length, value.length)
    if (typeof value !== 'string') longest = Infinity
    all += `${name}\n${String(value)}\n`
  }
  if (longest <= longestHeader && hideValues(all, values) === all) return headers
  const show = (line: string): string => cut(hideValues(line, values), longestHeader)
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      show(name),
      typeof value === 'string' ? show(value) : value.map(show)
    ])
  )
}

function redactDecisions(decisions: Decisions, url: string, values: KnownValues): Decisions {
  if (isHarmless(decisions, url, values)) return url === decisions.url ? decisions : { ...decisions, url }
  const { findings, notes, auth } = decisions
  const hide = (text: string): string => (text === '' ? text : cut(hideValues(text, values), longestText))
  return {
    ...decisions,
    url: hide(url),
    findings: findings.slice(0, mostFindings).map((finding) => ({
      ...finding,
      name: hide(finding.name),
      pointer: hide(finding.pointer),
      ...(finding.property !== undefined && { property: hide(finding.property) }),
      message: hide(finding.message)
    })),
    notes: notes.slice(0, mostFindings).map(hide),
    ...(auth && {
      auth: { ...auth, reasons: auth.reasons.map((reason) => ({ ...reason, problem: hide(reason.problem) })) }
    })
  }
}

/** Whether there is nothing to take out and nothing to cut: all of it is looked at as one text. */
function isHarmless({ findings, notes, auth }: Decisions, url: string, values: KnownValues): boolean {
  if (findings.length > mostFindings || notes.length > mostFindings) return false
  let text = url
  for (const { name, pointer, property = '', message } of findings)
    text += `\n${name}\n${pointer}\n${property}\n${message}`
  for (const note of notes) text += `\n${note}`
  if (auth) for (const { problem } of auth.reasons) text += `\n${problem}`
  return text.length <= longestText && hideValues(text, values) === text
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`
}
