// One exchange over a raw socket.
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { HostileCase } from './hostile-case.js'

/** How an exchange went. */
export interface Exchange {
  /** `answered`: a whole response came; `closed`: the server closed without one; `hung`: neither within the limit. */
  readonly outcome: 'answered' | 'closed' | 'hung'
  /** Status codes in the order they came. */
  readonly statuses: readonly number[]
  readonly text: string
}

const quiet = 50

/** Plays a case against a port and reports what came back within `limit` milliseconds of the last byte. Never rejects. */
export async function exchange(
  port: number,
  { writes, end, responses = 1 }: HostileCase,
  limit: number
): Promise<Exchange> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  const chunks: Uint8Array[] = []
  let size = 0
  let lastByte = 0
  const server = { over: false }
  socket.on('data', (chunk) => {
    lastByte = performance.now()
    size += chunk.length
    if (size < 4_000_000) chunks.push(chunk)
  })
  socket.on('end', () => (server.over = true))
  socket.on('close', () => (server.over = true))
  // A server that hangs up on us is within its rights.
  socket.on('error', () => (server.over = true))
  for (const write of writes) {
    if (typeof write === 'number') await wait(write)
    else if (!server.over) socket.write(write)
  }
  if (end === 'reset') {
    await wait(20)
    socket.resetAndDestroy()
    return { outcome: 'closed', statuses: [], text: '' }
  }
  const deadline = performance.now() + limit
  const hangUpAt = performance.now() + 150
  let ended = false
  while (!server.over && performance.now() < deadline) {
    await wait(5)
    if (end === 'answer' && performance.now() - lastByte > quiet && headers(chunks) >= responses) break
    if (end === 'hang-up' && !ended && performance.now() > hangUpAt) {
      socket.end()
      ended = true
    }
  }
  socket.destroy()
  const text = Buffer.concat(chunks).toString('latin1')
  const statuses = [...text.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map((match) => Number(match[1]))
  const outcome = server.over
    ? statuses.length > 0
      ? 'answered'
      : 'closed'
    : statuses.length > 0 && end !== 'time-out'
      ? 'answered'
      : 'hung'
  return { outcome, statuses, text }
}

/** How many header sections have come whole. */
function headers(chunks: readonly Uint8Array[]): number {
  return Buffer.concat(chunks).toString('latin1').split('\r\n\r\n').length - 1
}
