// One exchange with the control plane: who is not let in is told so before a body is read; what goes on for long goes out line by line.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Control, Lines } from '@sandbed/core/control'
import type { SandboxRequest, SandboxResponse } from '@sandbed/core'
import { endLast, refuse, type HostProblem } from '../last-answer.js'

/** A client that does not read is hung up on when so many bytes wait for it, beside those that it gets at once. */
const mostWaiting = 16 * 1024 * 1024

/** Milliseconds between blank lines while nothing happens: clients give up on a connection that is silent for minutes. */
const heartbeat = 30_000

/** A listener for node:http. `streams` holds what ends each answer that goes on. */
export function createControlListener(control: Control, streams: Set<() => void>): RequestListener {
  return (request, response) => {
    exchange(control, streams, request, response).catch((error: unknown) => {
      process.emitWarning(error as Error)
      refuse(response, withCode(failed))
    })
  }
}

const failed: HostProblem = {
  status: 500,
  type: 'internal-error',
  title: 'The control plane failed',
  detail: 'Standard error has more.'
}

/** Every problem of the control plane has a code. */
export function withCode(problem: HostProblem): HostProblem {
  return { ...problem, code: problem.type ?? 'malformed-request' }
}

async function exchange(
  control: Control,
  streams: Set<() => void>,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  // The client went away: there is nobody to answer.
  request.on('error', () => response.destroy())
  const {
    method,
    url,
    headersDistinct: headers
  } = request as IncomingMessage & { method: string; url: string }
  const head: SandboxRequest = { method, url, headers }
  const stranger = control.admit(head)
  if (stranger) {
    send(response, stranger, !request.complete && hasBody(request))
    return
  }
  const body = await readBody(request, control.bodyBytes)
  const { response: answer, lines } = await control.handle(
    body === undefined ? { ...head, truncated: true } : { ...head, body }
  )
  if (lines) stream(response, answer, lines, streams)
  else send(response, answer, body === undefined)
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
}

function send(response: ServerResponse, { status, headers, body }: SandboxResponse, isLast: boolean): void {
  const length = body === null ? {} : { 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, {
    ...(headers as Record<string, string>),
    ...length,
    ...(isLast && { connection: 'close' })
  })
  if (isLast) endLast(response, body)
  else response.end(body)
}

function stream(
  response: ServerResponse,
  { status, headers }: SandboxResponse,
  lines: Lines,
  streams: Set<() => void>
): void {
  response.writeHead(status, headers as Record<string, string>)
  response.flushHeaders()
  let most = Infinity
  const write = (line: string): void => {
    // What comes after the end, which takes a while to arrive, has nowhere to go.
    if (response.writableEnded || response.destroyed) return
    response.write(line)
    if (response.writableLength > most) response.destroy()
  }
  const end = (): void => void response.end()
  const stop = lines.start(write, end)
  most = mostWaiting + response.writableLength
  const beat = setInterval(write, heartbeat, '\n').unref()
  streams.add(end)
  response.once('close', () => {
    clearInterval(beat)
    streams.delete(end)
    stop()
  })
}

/** `undefined` where it is longer than is read; what is left then stays in the connection, which is closed. */
function readBody(request: IncomingMessage, most: number): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const onData = (chunk: Buffer): void => {
      size += chunk.length
      if (size <= most) chunks.push(chunk)
      else {
        request.off('data', onData)
        resolve(undefined)
      }
    }
    request.on('data', onData).once('end', () => resolve(Buffer.concat(chunks)))
  })
}
