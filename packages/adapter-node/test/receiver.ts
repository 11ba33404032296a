// A receiver of webhooks on this machine: keeps what arrives, and answers as it is told.
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request that arrived. */
export interface Arrival {
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A receiver. */
export interface Receiver {
  readonly url: string
  readonly arrivals: Arrival[]
  /** How many connections are open. */
  connections(): Promise<number>
  close(): Promise<void>
}

/** Starts a receiver; without `answer` it answers 204. */
export async function startReceiver(
  answer: RequestListener = (_, response) => response.writeHead(204).end()
): Promise<Receiver> {
  const arrivals: Arrival[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        const { url = '', headers } = request
        arrivals.push({ url, headers, body: Buffer.concat(chunks).toString() })
        answer(request, response)
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    arrivals,
    connections: () =>
      new Promise((resolve, reject) =>
        server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
      ),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}
