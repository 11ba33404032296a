// One request and its answer on a connection of their own: bounded in bytes, bytes left as they came, redirects just answers.
import { request as startRequest, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** What is sent. */
export interface ExchangeRequest {
  readonly url: URL
  /** @default 'POST' */
  readonly method?: string | undefined
  readonly headers: { readonly [name: string]: string }
  readonly body: Uint8Array
}

/** What came back: the status, and the first bytes of the body. */
export interface ExchangeAnswer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

const mostBodyBytes = 64 * 1024
const mostHeaderBytes = 16 * 1024
const mostInterimAnswers = 10

/**
 * Sends a body and reads the answer, at most 64 KiB of its body and 16 KiB of its headers. A longer body is cut off, and what came before
 * counts. Rejects when the connection ends before the body does, and when the answer is none of HTTP/1.1 or an upgrade.
 */
export function exchange(
  socket: Socket,
  { url, method = 'POST', headers, body }: ExchangeRequest
): Promise<ExchangeAnswer> {
  return new Promise((resolve, reject) => {
    const request = startRequest({
      createConnection: () => socket,
      method,
      path: url.pathname + url.search,
      headers: {
        'user-agent': 'Sandbed-Webhooks',
        'content-type': 'application/json',
        ...lowerNames(headers),
        host: url.host,
        'accept-encoding': 'identity',
        'content-length': body.length
      },
      maxHeaderSize: mostHeaderBytes,
      insecureHTTPParser: false
    })
    let interim = 0
    request
      .on('information', () => {
        if (++interim > mostInterimAnswers)
          request.destroy(new Error('there is no end to the interim answers'))
      })
      .on('response', (response) => {
        readBody(response).then(
          (read) => resolve({ status: response.statusCode!, headers: response.headers, body: read }),
          reject
        )
      })
      .on('error', reject)
      .on('close', () => reject(new Error('the connection was closed without an answer')))
      .end(body)
  })
}

function readBody(response: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    const finish = () => resolve(Buffer.concat(chunks).subarray(0, mostBodyBytes))
    response
      .on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        length += chunk.length
        if (length < mostBodyBytes) return
        finish()
        response.destroy()
      })
      .on('end', finish)
      .on('error', reject)
      .on('close', () => reject(new Error('the connection was closed within the answer')))
  })
}

function lowerNames(headers: { readonly [name: string]: string }): { [name: string]: string } {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
