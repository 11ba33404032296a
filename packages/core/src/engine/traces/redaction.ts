// What is kept of a request and its answer: redacted here, before it is kept anywhere.
import { decodeText } from '../../http/bodies/charset.js'
import { normaliseName } from '../../internal/normalise-name.js'
import type { SandboxRequest, SandboxResponse } from '../../http/message.js'
import {
  hideValues,
  knownValues,
  mayHoldCredential,
  type KnownValues
} from '../../traces/redact/hide-values.js'
import { redactBody, type BodyRedaction, type TraceBody } from '../../traces/redact/redact-body.js'
import { redactHeaders, type TraceHeaders } from '../../traces/redact/redact-headers.js'
import { redactUrl } from '../../traces/redact/redact-url.js'
import { shortestSecret } from '../../traces/redact/secret-forms.js'
import type { Sensitive } from '../../traces/redact/sensitive.js'
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
  readonly request: TraceMessage
  readonly response: TraceMessage
  /** The secrets, to be looked for in what else is told of the request. They are not kept. */
  readonly values: KnownValues
}

/** Whether the decisions can be kept as they are: nothing in them can hold a secret. */
export function isPlain(decisions: Decisions, { inPath }: SensitivePlaces, live: KnownValues): boolean {
  const { url, notes, findings, operation, auth } = decisions
  return (
    notes.length === 0 &&
    findings.length === 0 &&
    (auth === undefined || auth.reasons.length === 0) &&
    live.forms.length === 0 &&
    url.length < longestText &&
    operation !== null &&
    !/[?@#%]|eyJ|whsec_/.test(url) &&
    !inPath(operation)
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
  live: KnownValues,
  bodyLength: number
): Redacted {
  const search = searchFor(decisions, places, (text) => hideValues(text, live))
  const { redaction, values } = search
  const url = search.url()
  const sent = redactHeaders(request.headers, redaction.sensitive, redaction.found)
  const answered = redactHeaders(headers, redaction.sensitive, redaction.found)
  const requestBody = bodyOf(request.body, sent, redaction)
  const responseBody = bodyOf(body, answered, redaction)
  const all = values.size === 0 ? live : knownValues([...live.secrets, ...values])
  const finished = (one: TraceBody | null): TraceBody | null => one && bounded(one, all, bodyLength)
  return {
    decisions: redactDecisions(decisions, url, all),
    request: { headers: shownHeaders(sent, all), body: finished(requestBody) },
    response: { headers: shownHeaders(answered, all), body: finished(responseBody) },
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
  const { redaction, values, url } = searchFor(decisions, places, (text) => text)
  const holdsNone = !/[?@#]/.test(decisions.url) && !places.inPath(decisions.operation)
  const shownUrl = holdsNone ? decisions.url : url()
  if (decisions.notes.length + decisions.findings.length > 0) {
    const sent = redactHeaders(request.headers, redaction.sensitive, redaction.found)
    if (request.body && mayHoldSecrets(request.body, redaction.sensitive))
      bodyOf(request.body, sent, redaction)
  }
  const all = values.size === 0 ? live : knownValues([...live.secrets, ...values])
  if (all.forms.length === 0 && isHarmless(decisions))
    return { ...decisions, url: cut(shownUrl, longestText) }
  return redactDecisions(decisions, shownUrl, all)
}

/** Whether there is nothing to take out or to cut but secrets that are known by their values. */
function isHarmless({ url, findings, notes, auth }: Decisions): boolean {
  if (findings.length > mostFindings || notes.length > mostFindings || (auth && auth.reasons.length > 0))
    return false
  let text = url
  for (const { name, pointer, property = '', message } of findings)
    text += `\n${name}\n${pointer}\n${property}\n${message}`
  for (const note of notes) text += `\n${note}`
  return text.length <= longestText && !mayHoldCredential(text)
}

/** Most bodies have no member for a secret: to see that, they need not be read. */
function mayHoldSecrets(body: string | Uint8Array, { names }: Sensitive): boolean {
  const text = typeof body === 'string' ? body : decodeText(body)
  if (text === undefined || text.length > 20_000 || !text.startsWith('{')) return true
  // An escape may hide a name, and so may space before a colon.
  if (text.includes('\\') || /"\s+:/.test(text)) return true
  for (let end = text.indexOf('":'); end !== -1; end = text.indexOf('":', end + 1))
    if (names.has(normaliseName(text.slice(text.lastIndexOf('"', end - 1) + 1, end)))) return true
  return false
}

function searchFor({ url, operation }: Decisions, places: SensitivePlaces, hide: (text: string) => string) {
  const sensitive = places.of(operation)
  const values = new Set<string>()
  const found = (value: string): void => {
    if (value.length >= shortestSecret && values.size < 200) values.add(value)
  }
  const redaction: BodyRedaction = { sensitive, hide, found }
  const template = operation?.slice(operation.indexOf(' ') + 1) ?? null
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

/** Redacted first, cut then: a secret that is cut in two is found by nobody. */
function bounded(body: TraceBody, values: KnownValues, longest: number): TraceBody {
  if (body.text === null) return body
  const text = hideValues(body.text, values)
  return text.length <= longest ? { ...body, text } : { ...body, text: text.slice(0, longest), cut: true }
}

function shownHeaders(headers: TraceHeaders, values: KnownValues): TraceHeaders {
  const show = (line: string): string => cut(hideValues(line, values), longestHeader)
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      show(name),
      typeof value === 'string' ? show(value) : value.map(show)
    ])
  )
}

function redactDecisions(decisions: Decisions, url: string, values: KnownValues): Decisions {
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

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`
}
