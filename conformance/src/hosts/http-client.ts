// A plain HTTP client that sends the target as it is, where `fetch` would rewrite it.
import { Agent, request as startRequest, type IncomingMessage } from 'node:http'
import { comparableHeaders, type Sender } from './host.js'

/** How a client sends. */
export interface ClientHabits {
  /** How many connections it holds. @default 4 */
  readonly maxSockets?: number
  /** What it waits for in the middle of a body; absent: bodies are sent in one piece. */
  readonly pause?: () => Promise<void>
}

/** A host that is reached over HTTP at a loopback port, but for its state. `stop` ends what listens there. */
export function httpHost(
  port: number,
  stop: () => Promise<void>,
  { maxSockets = 4, pause }: ClientHabits = {}
): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets })
  return {
    send({ method, path, headers, body }) {
      return new Promise((resolve, reject) => {
        const length = body === null ? {} : { 'content-length': String(body.length) }
        const options = {
          host: '127.0.0.1',
          port,
          method,
          path,
          headers: { ...headers, ...length },
          agent,
          timeout: 5_000
        }
        const request = startRequest(options, (response) => {
          readAll(response).then(
            (bytes) =>
              resolve({
                status: response.statusCode as number,
                headers: comparableHeaders(linesOf(response)),
                body: bytes
              }),
            reject
          )
        })
        request.on('timeout', () => request.destroy(new Error(`No answer to ${method} ${path} within 5 s`)))
        request.on('error', reject)
        if (pause === undefined || body === null) return void request.end(body ?? undefined)
        request.write(body.subarray(0, 1))
        pause().then(() => request.end(body.subarray(1)), reject)
      })
    },
    async close() {
      agent.destroy()
      await stop()
    }
  }
}

function* linesOf({ rawHeaders }: IncomingMessage): Generator<[string, string]> {
  for (let i = 0; i < rawHeaders.length; i += 2) yield [rawHeaders[i] as string, rawHeaders[i + 1] as string]
}

async function readAll(response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of response) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}
