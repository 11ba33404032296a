// What a fault does to an answer on its way over a connection: it comes late, or not as a whole.
import type { ServerResponse } from 'node:http'
import type { WireFault } from '@sandbed/core'

/** What a client waits at most, in milliseconds. */
const longestDelay = 60_000

/** Sends an answer, given as status, header lines and body, as the fault has it. A client that goes away meanwhile is not waited for. */
export function sendDisturbed(
  response: ServerResponse,
  status: number,
  head: readonly string[],
  bytes: Uint8Array | null,
  { delay = 0, drop }: WireFault
): void {
  // The header lines are shared between requests.
  const lines = [...head]
  const send = (): void => {
    if (drop === 'before') return void response.destroy()
    // A head with nothing after it would be a whole answer.
    if (drop === 'during' && (bytes === null || bytes.byteLength === 0)) return void response.destroy()
    response.writeHead(status, lines)
    if (drop === 'during')
      response.write(bytes!.subarray(0, Math.ceil(bytes!.byteLength / 2)), () => response.destroy())
    else if (bytes === null) response.end()
    else response.end(bytes)
  }
  if (delay <= 0) return send()
  const timer = setTimeout(send, Math.min(delay, longestDelay))
  response.once('close', () => clearTimeout(timer))
}
