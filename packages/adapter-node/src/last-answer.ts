// The last answer on a connection: how it is sent so that it arrives, and what the host refuses by itself, as problem details (RFC 9457).
import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** A refusal; `type` is the last segment of the problem's type URI, and absent where the status says it all. */
export interface HostProblem {
  readonly status: number
  readonly type?: string
  readonly title?: string
  readonly detail: string
  /** What programs tell it by, where the problems of a server have that. */
  readonly code?: string
}

/** Milliseconds the other end has to read its answer: closing with bytes unread would reset the connection and could take the answer along. */
const linger = 500

/** Bytes of a refused body that are thrown away in that time. Many clients do not look for an answer before they have sent everything. */
const mostDiscarded = 16 * 1024 * 1024

/** Refuses in turn, after the answers to earlier requests on the connection, then closes it. `date` is what the clock of the sandbox shows; absent: that of the machine. */
export function refuse(response: ServerResponse, problem: HostProblem, date?: string): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const body = printProblem(problem)
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    ...(date !== undefined && { date }),
    connection: 'close'
  })
  endLast(response, body)
}

/** Ends a response that is the last on its connection. What is left of the request is thrown away, for a while. */
export function endLast(response: ServerResponse, body: string | Uint8Array | null): void {
  const { req: request } = response
  if (body !== null) response.write(body)
  else response.flushHeaders()
  let discarded = 0
  const end = (): void => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(end, linger)
  response.once('close', end)
  if (request.complete) end()
  else {
    request.once('end', end).on('data', (chunk: Uint8Array) => {
      discarded += chunk.length
      if (discarded > mostDiscarded) end()
    })
  }
}

/** Refuses where there is no response to write to: what came is not a request, or not one that HTTP answers. */
export function hangUp(socket: Duplex, problem: HostProblem): void {
  socket.on('error', () => socket.destroy())
  // Requests that came before on this connection may still have answers on their way.
  setImmediate(() => {
    if (!socket.writable) return
    const body = printProblem(problem)
    const head = [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close'
    ]
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
    const timer = setTimeout(() => socket.destroy(), linger)
    socket.resume().once('close', () => clearTimeout(timer))
  })
}

function printProblem({ status, type, title, detail, code }: HostProblem): string {
  const uri = type === undefined ? 'about:blank' : `https://sandbed.dev/problems/${type}`
  return JSON.stringify({ type: uri, title: title ?? STATUS_CODES[status], status, detail, code })
}
