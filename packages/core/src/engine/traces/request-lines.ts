// A request and its answer -> the line of the log: without secrets, and nothing worked out that can wait until somebody asks.
import type { HeadersInput, SandboxRequest } from '../../http/message.js'
import type { Json } from '../../internal/json.js'
import type { World } from '../../state/world.js'
import { noValues, type KnownValues } from '../../traces/redact/hide-values.js'
import type { TraceHeaders } from '../../traces/redact/redact-headers.js'
import type { TraceMessage } from '../../traces/record.js'
import type { Decisions } from '../trace.js'
import { unreadHeaders } from '../reply-memo.js'
import type { Reply } from '../stages.js'
import { nothing, type Entry, type Said } from './entry.js'
import { liveSecrets } from './live-secrets.js'
import { cutBody, isAsSent, isPlain, redactDecided, redactExchange } from './redaction.js'
import { partsSaid } from './said.js'
import type { SensitivePlaces } from './sensitive-places.js'
import type { ResolvedTracing } from './tracing-options.js'

/** A line, and what has to be looked for in what the request changed: then the record is made at once, as nobody keeps the secrets of requests. */
export interface RequestLine {
  readonly entry: Entry
  readonly values?: KnownValues
}

/** Makes lines. */
export interface RequestLines {
  of(request: SandboxRequest, reply: Reply, before: World, after: World): RequestLine
  /** The line of a reply that is given again, in a world that it changes nothing in. */
  again(request: SandboxRequest, reply: Reply, world: World): Entry
}

/** Gets ready to make them. */
export function requestLines(tracing: ResolvedTracing, places: SensitivePlaces): RequestLines {
  const isFull = tracing.level === 'full'
  let lastWorld: World | undefined
  let lastLive = noValues

  /** The secrets that the sandbox knows. */
  function liveIn(world: World): KnownValues {
    if (world !== lastWorld) {
      lastWorld = world
      lastLive = liveSecrets(world)
    }
    return lastLive
  }

  function decided(request: SandboxRequest, { trace }: Reply, before: World, after: World): RequestLine {
    const live = liveIn(before)
    const decisions = isPlain(trace, places, live) ? trace : redactDecided(trace, request, places, live)
    return { entry: { ...nothing, kind: 'request', before, after, decisions } }
  }

  function full(request: SandboxRequest, reply: Reply, before: World, after: World): RequestLine {
    const { trace, response, about } = reply
    const exchange = redactExchange(trace, request, response, places, liveIn(before))
    const { decisions, values } = exchange
    const whole: Said = { request: exchange.request, response: exchange.response, about }
    const said = bounded(whole, decisions)
    const input = besidesText(request)
    const entry = { ...nothing, kind: 'request' as const, before, after, decisions, said, input }
    if (before === after || values.secrets.length === 0) return { entry }
    // What was in headers alone is in nothing that the request changed.
    const isInHeaders =
      decisions.url === trace.url &&
      isAsSent(request.body, whole.request.body) &&
      isAsSent(response.body, whole.response.body)
    return isInHeaders ? { entry } : { entry, values }
  }

  /** With bodies no longer than the dial says. */
  function bounded(said: Said, decisions: Decisions): Said {
    const { bodyLength, fields } = tracing
    const sent = cutBody(said.request.body, bodyLength)
    const answered = cutBody(said.response.body, bodyLength)
    if (sent === said.request.body && answered === said.response.body) return said
    return {
      ...said,
      request: { ...said.request, body: sent },
      response: { ...said.response, body: answered },
      parts: partsSaid(decisions, said, fields)
    }
  }

  const of = isFull ? full : decided
  return {
    of,
    again(request, reply, world) {
      const { line } = reply
      if (line?.before === world && (line.said === null || isSaid(request.headers, line.said.request)))
        return line
      const { entry } = of(request, reply, world, world)
      reply.line = entry
      return entry
    }
  }
}

/** Whether the headers are those of a request that was answered with the same reply: it may differ in what nobody reads. */
function isSaid(headers: HeadersInput | undefined, { headers: shown }: TraceMessage): boolean {
  for (const name in headers) if (unreadHeaders.has(name) && shown[name] !== headers[name]) return false
  return sizeOf(headers) === sizeOf(shown)
}

function sizeOf(headers: HeadersInput | TraceHeaders | undefined): number {
  let size = 0
  for (const _ in headers) size++
  return size
}

/** What a host says of a request that does not stand in it. */
function besidesText({ clientCertificate, truncated }: SandboxRequest): Json {
  if (clientCertificate !== true && truncated !== true) return null
  return {
    ...(clientCertificate === true && { clientCertificate }),
    ...(truncated === true && { truncated })
  }
}
