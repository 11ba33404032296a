// What the host refuses by itself, before a sandbox sees it: as problem details (RFC 9457), and always the last answer on its connection.
import { STATUS_CODES, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** A refusal; `type` is the last segment of the problem's type URI, and absent where the status says it all. */
export interface HostProblem {
  readonly status: number
  readonly type?: string
  readonly title?: string
  readonly detail: string
}

/** Milliseconds the other end has to read its answer: closing with bytes unread would reset the connection and could take the answer along. */
const linger = 500

/** Bytes of a refused body that are thrown away in that time. Many clients do not look for an answer before they have sent everything. */
const mostDiscarded = 16 * 1024 * 1024

/** Refuses in turn, after the answers to earlier requests on the connection, then closes it. What is left of the request is thrown away. */
export function refuse(response: ServerResponse, problem: HostProblem): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const body = printProblem(problem)
  response.writeHead(problem.status, {
    'content-type': 'application/problem+json',
    'content-length': Buffer.byteLength(body),
    connection: 'close'
  })
  response.write(body)
  const { req: request } = response
  const end = (): void => {
    clearTimeout(timer)
    response.end()
  }
  const timer = setTimeout(end, linger)
  response.once('close', end)
  let discarded = 0
  const discard = (chunk: Uint8Array): void => {
    discarded += chunk.length
    if (discarded > mostDiscarded) end()
  }
  if (request.complete) end()
  else request.once('end', end).on('data', discard)
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

function printProblem({ status, type, title, detail }: HostProblem): string {
  const uri = type === undefined ? 'about:blank' : `https://sandbed.dev/problems/${type}`
  return JSON.stringify({ type: uri, title: title ?? STATUS_CODES[status], status, detail })
}
