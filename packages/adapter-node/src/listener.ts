// One HTTP exchange: request bytes -> `sandbox.handle()` -> response bytes.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Sandbox, SandboxResponse } from '@sandbed/core'
import type { Choice } from './control/worlds.js'
import { dateOf } from './date-of.js'
import { endLast, refuse } from './last-answer.js'
import { sendDisturbed } from './wire-fault.js'

/** What a listener serves; its owner may change both at any time. */
export interface Served {
  sandbox: Sandbox
  /** True once the server is being closed: each connection ends with its next answer. */
  closing: boolean
  /** Which sandbox a request is for, where there are several; `undefined` for the one above. */
  readonly choose?: (request: IncomingMessage) => Choice | undefined
}

/** A listener for node:http. Bodies longer than the sandbox takes are refused as soon as that is known, and their connection is closed. */
export function createListener(served: Served): RequestListener {
  const { choose } = served
  if (choose) return (request, response) => chosen(served, choose(request), request, response)
  return (request, response) => receive(served, request, response)
}

function chosen(
  served: Served,
  choice: Choice | undefined,
  request: IncomingMessage,
  response: ServerResponse
): void {
  if (choice === undefined) receive(served, request, response)
  else if ('problem' in choice) refuse(response, choice.problem, dateOf(served.sandbox))
  else {
    request.url = choice.url
    receive({ sandbox: choice.sandbox, closing: served.closing }, request, response)
  }
}

function receive(served: Served, request: IncomingMessage, response: ServerResponse): void {
  // A request without these has no body (RFC 9112, 6.3): nothing to wait for.
  const { headers } = request
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) {
    respond(served, request, response, null)
  } else readBody(served, request, response)
}

/** True when a request says beforehand that its body is longer than the sandbox takes. */
export function announcesTooMuch({ headers }: IncomingMessage, { sandbox }: Served): boolean {
  return Number(headers['content-length'] ?? 0) > sandbox.limits.bodyBytes
}

/** Answers; a body that is `'truncated'` was not read to its end. */
function respond(
  served: Served,
  request: IncomingMessage,
  response: ServerResponse,
  body: Uint8Array | 'truncated' | null
): void {
  if (served.closing || body === 'truncated') response.shouldKeepAlive = false
  try {
    const { method, url } = request as { method: string; url: string }
    const headers = headersOf(request)
    const { response: answer, trace } = served.sandbox.exchange(
      body === 'truncated' ? { method, url, headers, truncated: true } : { method, url, headers, body }
    )
    const form = method === 'HEAD' ? headForm(answer) : wireForm(answer)
    const { head, bytes } = form
    if (form.dateAt !== undefined) head[form.dateAt] = dateOf(served.sandbox)
    head[form.traceAt] = trace ?? []
    if (answer.wire) sendDisturbed(response, answer.status, head as string[], bytes, answer.wire)
    else {
      response.writeHead(answer.status, head as string[])
      if (body === 'truncated') endLast(response, bytes)
      else if (bytes === null) response.end()
      else response.end(bytes)
    }
  } catch (error) {
    // A fault of ours, or of the user's `onTrace`, ends one request and not the process.
    process.emitWarning(error as Error)
    refuse(response, { status: 500, ...internalError })
  }
}

const internalError = {
  type: 'internal-error',
  title: 'The sandbox failed',
  detail: 'This is a fault in Sandbed or in the code that uses it; standard error has more.'
}

/** A response as node:http writes it: names and values in turn, the body as bytes. */
interface WireForm {
  readonly head: (string | readonly string[])[]
  /** Where in the head the date stands, which is another one each time; absent for an answer with a date of its own. */
  readonly dateAt?: number
  /** Where the id of the trace stands, which is another one each time: an empty list of lines where there is none. */
  readonly traceAt: number
  readonly bytes: Uint8Array | null
}

// Constant answers are one object each: what is made of them for the wire is kept beside them.
const wireForms = new WeakMap<SandboxResponse, WireForm>()

function wireForm(answer: SandboxResponse): WireForm {
  const known = wireForms.get(answer)
  if (known) return known
  const bytes = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body
  const head: (string | readonly string[])[] = []
  for (const name in answer.headers) head.push(name, answer.headers[name]!)
  if (bytes !== null) head.push('content-length', String(bytes.byteLength))
  else if (answer.status >= 200 && answer.status !== 204 && answer.status !== 304)
    head.push('content-length', '0')
  const form = { ...withMoving(head, answer), bytes }
  wireForms.set(answer, form)
  return form
}

// The length of what GET would have sent is not known here, and no length is better than a wrong one (RFC 9110, 8.6).
function headForm(answer: SandboxResponse): WireForm {
  const head = Object.entries(answer.headers).flatMap(([name, value]) => [name, value])
  return { ...withMoving(head, answer), bytes: null }
}

function withMoving(
  head: (string | readonly string[])[],
  { headers }: SandboxResponse
): Omit<WireForm, 'bytes'> {
  const traced = [...head, 'sandbed-trace', '']
  const traceAt = head.length + 1
  if (Object.hasOwn(headers, 'date')) return { head: traced, traceAt }
  return { head: [...traced, 'date', ''], traceAt, dateAt: traceAt + 2 }
}

/** Header lines as the sandbox wants them: every line kept, so that repeated ones can be seen. */
function headersOf({ rawHeaders }: IncomingMessage): Record<string, string | string[]> {
  const headers = Object.create(null) as Record<string, string | string[]>
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = lowerCase(rawHeaders[i]!)
    const value = rawHeaders[i + 1]!
    const known = headers[name]
    if (known === undefined) headers[name] = value
    else if (typeof known === 'string') headers[name] = [known, value]
    else known.push(value)
  }
  return headers
}

const lowered = new Map<string, string>()

function lowerCase(name: string): string {
  let lower = lowered.get(name)
  if (lower === undefined) {
    lower = name.toLowerCase()
    if (lowered.size < 1_000) lowered.set(name, lower)
  }
  return lower
}

function readBody(served: Served, request: IncomingMessage, response: ServerResponse): void {
  // The client went away in the middle of its body: there is nobody to answer.
  request.on('error', () => response.destroy())
  if (announcesTooMuch(request, served)) {
    respond(served, request, response, 'truncated')
    return
  }
  const { bodyBytes } = served.sandbox.limits
  const chunks: Buffer[] = []
  let size = 0
  const onData = (chunk: Buffer): void => {
    size += chunk.length
    if (size > bodyBytes) {
      request.off('data', onData).off('end', onEnd)
      respond(served, request, response, 'truncated')
    } else chunks.push(chunk)
  }
  const onEnd = (): void =>
    respond(served, request, response, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks))
  request.on('data', onData).on('end', onEnd)
}
