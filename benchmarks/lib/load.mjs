// The load client: keep-alive HTTP/1.1 over plain sockets, one request in flight per connection. It costs less CPU a
// request (about 10 µs) than raw node:http (about 14 µs), so the server is what saturates, not the client.

import { connect } from 'node:net'
import { cpuMicros, machineCpuMicros } from './processes.mjs'

const endOfHead = Buffer.from('\r\n\r\n')
const endOfChunks = Buffer.from('\r\n0\r\n\r\n')
const maximumSamples = 2_000_000

function tailOf({ method, headers = {}, body = '' }) {
  const length = method === 'GET' || method === 'DELETE' ? {} : { 'content-length': Buffer.byteLength(body) }
  const lines = Object.entries({ host: 'localhost', ...headers, ...length })
  return ` HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`
}

/** The bytes of one request. */
export const bytesOf = (request) => `${request.method} ${request.path}${tailOf(request)}`

/** A script of one request; `{n}` in its path counts up from 1 and never repeats. */
function repeated(request) {
  const [before, after] = request.path.split('{n}')
  const tail = tailOf(request)
  if (after === undefined) {
    const exchange = { bytes: Buffer.from(bytesOf(request)) }
    return () => exchange
  }
  let count = 0
  return () => ({ bytes: `${request.method} ${before}${++count}${after}${tail}` })
}

/** How many bytes the answer starting in `head` takes, -1 for chunked, or undefined while its head is incomplete. */
function answerLength(head) {
  const end = head.indexOf(endOfHead)
  if (end < 0) return undefined
  const text = head.latin1Slice(0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)
  if (length) return end + 4 + Number(length[1])
  return /\r\ntransfer-encoding: *chunked/i.test(text) ? -1 : end + 4
}

/**
 * Loads a server: `warmup` seconds unmeasured, then `seconds` measured. `request` is one request, or a script: a function that gives the
 * next exchange, its `bytes` and, where it wants to see the answer, `answered(text)`. Returns requests per second, the server's own CPU
 * microseconds per request, latencies in milliseconds, the statuses seen, failed connections, and `otherCores`: what
 * work that is neither the server's nor the client's took of the machine meanwhile.
 */
export async function load({ port, pid, request, connections = 10, warmup = 0.5, seconds = 2 }) {
  const next = typeof request === 'function' ? request : repeated(request)
  const samples = new Float64Array(maximumSamples)
  const statuses = new Map()
  let requests = 0
  let failures = 0
  let measuring = false
  let finished = false
  const sockets = new Set()

  const open = () => {
    if (finished || failures > 1_000) return
    const socket = connect(port, '127.0.0.1').setNoDelay(true)
    sockets.add(socket)
    let sentAt = 0
    let received = 0
    let expected
    let tail = Buffer.alloc(0)
    let exchange
    const send = () => {
      received = 0
      expected = undefined
      tail = Buffer.alloc(0)
      sentAt = performance.now()
      exchange = next()
      socket.write(exchange.bytes)
    }
    socket.on('connect', send)
    socket.on('error', () => failures++)
    socket.on('close', () => (sockets.delete(socket), open()))
    socket.on('data', (chunk) => {
      if (finished) return
      const first = received === 0
      received += chunk.length
      if (expected === undefined || expected < 0 || exchange.answered !== undefined)
        tail = tail.length === 0 ? chunk : Buffer.concat([tail, chunk])
      expected ??= answerLength(tail)
      if (expected === undefined) return
      if (expected < 0) {
        if (!tail.subarray(-endOfChunks.length).equals(endOfChunks)) return
      } else if (received < expected) return
      exchange.answered?.(tail.toString())
      if (measuring) {
        if (requests < maximumSamples) samples[requests] = performance.now() - sentAt
        requests++
        const status = first ? chunk.latin1Slice(9, 12) : tail.latin1Slice(9, 12)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
      send()
    })
  }

  for (let index = 0; index < connections; index++) open()
  await new Promise((resolve) => setTimeout(resolve, warmup * 1_000))
  const before = {
    at: performance.now(),
    server: cpuMicros(pid),
    own: process.cpuUsage(),
    all: machineCpuMicros()
  }
  measuring = true
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000))
  measuring = false
  const elapsed = performance.now() - before.at
  const server = cpuMicros(pid) - before.server
  const own = process.cpuUsage(before.own)
  const other = machineCpuMicros() - before.all - server - own.user - own.system
  finished = true
  for (const socket of sockets) socket.destroy()
  const sorted = samples.subarray(0, Math.min(requests, maximumSamples)).sort()
  const at = (share) => (sorted.length === 0 ? NaN : sorted[Math.floor((sorted.length - 1) * share)])
  return {
    requestsPerSecond: (requests / elapsed) * 1_000,
    cpuMicros: server / requests,
    p50: at(0.5),
    p99: at(0.99),
    statuses: Object.fromEntries(statuses),
    failures,
    otherCores: Math.max(0, other / 1_000 / elapsed)
  }
}
