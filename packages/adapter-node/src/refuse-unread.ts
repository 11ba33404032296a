// What a server of node:http answers by itself to what never becomes a request: Node's parser refuses it, or it asks for what there is not.
import type { Server } from 'node:http'
import { hangUp, refuse, type HostProblem } from './last-answer.js'

/** How a server puts it. */
export interface UnreadForm {
  /** What the clock of the server shows, where that is not the machine's. */
  readonly date?: () => string
  /** Makes a problem one of the server. @default as it is */
  readonly as?: (problem: HostProblem) => HostProblem
}

/** Answers what cannot be read with 400, 408, 413 or 431, expectations but `100-continue` with 417, and CONNECT with 501. */
export function refuseUnread(server: Server, { date, as = (problem) => problem }: UnreadForm = {}): void {
  server
    .on('checkExpectation', (_request, response) => refuse(response, as(unknownExpectation), date?.()))
    .on('clientError', (error: NodeJS.ErrnoException, socket) => hangUp(socket, as(parserProblem(error))))
    .on('connect', (_request, socket) => hangUp(socket, as(noTunnel)))
}

const unknownExpectation: HostProblem = {
  status: 417,
  type: 'expectation-failed',
  title: 'The expectation cannot be met',
  detail: 'The only expectation that is known is 100-continue.'
}

const noTunnel: HostProblem = {
  status: 501,
  type: 'method-not-implemented',
  title: 'The method is not supported',
  detail: 'CONNECT asks for a proxy; this is not one.'
}

function parserProblem({ code }: NodeJS.ErrnoException): HostProblem {
  if (code === 'HPE_HEADER_OVERFLOW') {
    const detail = 'The header has more bytes than are read.'
    return { status: 431, type: 'headers-too-large', title: 'The request header is too large', detail }
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const detail = 'The request was not complete in time.'
    return { status: 408, type: 'request-timeout', title: 'The request took too long', detail }
  }
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') {
    const detail = 'The extensions of a chunk have more bytes than are read.'
    return { status: 413, type: 'body-too-large', title: 'The request body is too large', detail }
  }
  return { status: 400, detail: 'This is not an HTTP/1.1 request.' }
}
