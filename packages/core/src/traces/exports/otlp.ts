// Records as OTLP/JSON, for any OpenTelemetry collector: a span a record, below it one for each step of a request, links to what brought it about.
// Names follow the semantic conventions for HTTP spans; what is ours begins with `sandbox.`.
import { digestText } from '../../internal/digest.js'
import { printJson } from '../../internal/print-json.js'
import { engineVersion } from '../engine-version.js'
import type { TraceKind, TraceRecord } from '../record.js'

interface Attribute {
  readonly key: string
  readonly value: object
}

const internal = 1
const server = 2
const client = 3
const spanKind: { readonly [kind in TraceKind]: number } = {
  request: server,
  timer: internal,
  delivery: client,
  scenario: internal,
  restore: internal,
  clock: internal,
  control: internal
}

/** Prints an `ExportTraceServiceRequest`. Ids follow from those of the records; times are those of the sandbox's clock. */
export function toOtlp(
  records: readonly TraceRecord[],
  api: { readonly title: string; readonly version: string }
): string {
  const resource = {
    attributes: attributes({ 'service.name': api.title, 'service.version': api.version })
  }
  const scope = { name: 'sandbed', version: engineVersion }
  return printJson({
    resourceSpans: [{ resource, scopeSpans: [{ scope, spans: records.flatMap(spansOf) }] }]
  })
}

function spansOf(record: TraceRecord): object[] {
  const { traceId, spanId, parentSpanId } = idsOf(record)
  const time = nanoseconds(record.at)
  const times = { startTimeUnixNano: time, endTimeUnixNano: time }
  const root = {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name: nameOf(record),
    kind: spanKind[record.kind],
    ...times,
    attributes: attributes(factsOf(record)),
    ...(record.cause !== null && { links: [linkTo(record.cause)] }),
    events: record.events.map(({ id, type, deliveries }) => ({
      timeUnixNano: time,
      name: 'sandbox.webhook.event',
      attributes: attributes({ 'event.id': id, 'event.type': type, 'sandbox.deliveries': deliveries })
    })),
    status: hasFailed(record) ? { code: 2 } : {}
  }
  const steps = record.steps.map(({ step, result, detail }) => ({
    traceId,
    spanId: digestText('sandbed.span\n', record.id, '\n', step).slice(0, 16),
    parentSpanId: spanId,
    name: step,
    kind: internal,
    ...times,
    attributes: attributes({ 'sandbox.step.result': result, 'sandbox.step.detail': detail }),
    status: {}
  }))
  return [root, ...steps]
}

function factsOf(record: TraceRecord): { readonly [key: string]: unknown } {
  const { url, operation, auth, delivery, hashes, status } = record
  return {
    'http.request.method': record.method,
    'http.route': operation?.replace(/^[^ ]* /, ''),
    'url.path': url?.replace(/[?#].*$/s, ''),
    'url.scheme': url === null ? null : (/^([a-z][a-z\d+.-]*):/i.exec(url)?.[1] ?? 'http'),
    'http.response.status_code': status ?? delivery?.status,
    'error.type': hasFailed(record) ? String(status ?? record.outcome) : null,
    'sandbox.id': record.id,
    'sandbox.seq': record.seq,
    'sandbox.clock': record.at,
    'sandbox.release': record.release,
    'sandbox.mode': record.mode,
    'sandbox.kind': record.kind,
    'sandbox.name': record.name,
    'sandbox.outcome': record.outcome,
    'sandbox.problem': record.problem,
    'sandbox.rule': record.rule,
    'sandbox.provenance': record.kind === 'request' ? record.provenance : null,
    'sandbox.auth.decision': auth && (auth.allowed ? 'allowed' : 'denied'),
    'sandbox.auth.client': auth?.client,
    'sandbox.policy.result':
      record.policies.length === 0 ? null : record.policies.map(({ rule, effect }) => `${rule}: ${effect}`),
    'sandbox.state.changes': record.changes.length,
    'sandbox.state.hash': hashes?.after,
    'sandbox.delivery': delivery?.id,
    // Attempts before this one.
    'http.request.resend_count': delivery && delivery.attempt > 1 ? delivery.attempt - 1 : null
  }
}

/** The client's own trace goes on where it sent one (W3C Trace Context). */
function idsOf(record: TraceRecord) {
  const own = ownIds(record.id)
  const sent = record.request?.headers['traceparent']
  const [, traceId, parentSpanId] =
    /^00-(?!0{32})([\da-f]{32})-(?!0{16})([\da-f]{16})-[\da-f]{2}$/.exec(
      typeof sent === 'string' ? sent : ''
    ) ?? []
  return traceId === undefined
    ? { ...own, parentSpanId: undefined }
    : { traceId, spanId: own.spanId, parentSpanId }
}

function ownIds(id: string): { readonly traceId: string; readonly spanId: string } {
  const hex = digestText('sandbed.span\n', id)
  return { traceId: hex.slice(0, 32), spanId: hex.slice(32, 48) }
}

function linkTo(id: string): object {
  return { ...ownIds(id), attributes: attributes({ 'sandbox.id': id }) }
}

function nameOf({ kind, method, operation, name }: TraceRecord): string {
  if (kind === 'request') return operation ?? method ?? 'HTTP'
  return name === null ? kind : `${kind} ${name}`
}

/** An error of a client is none of the server (semantic conventions for HTTP spans). */
function hasFailed({ kind, status, outcome }: TraceRecord): boolean {
  return kind === 'request' ? (status ?? 0) >= 500 : outcome === 'failed'
}

/** Epoch milliseconds as nanoseconds; what was before 1970 has none. */
function nanoseconds(at: number): string {
  return at > 0 ? `${at}000000` : '0'
}

function attributes(facts: { readonly [key: string]: unknown }): Attribute[] {
  return Object.entries(facts).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [{ key, value: valueOf(value) }]
  )
}

function valueOf(value: unknown): object {
  if (typeof value === 'number') return { intValue: String(value) }
  if (typeof value === 'boolean') return { boolValue: value }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(valueOf) } }
  return { stringValue: String(value) }
}
