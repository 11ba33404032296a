// Starts one server process, waits for its first good answer, reads its CPU time and memory, and ends it. Only
// processes started here are ever ended, each by its own handle.

import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const children = new Set()
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')))
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))

const microsPerTick = 10_000

/** A port of the loopback interface that was free a moment ago. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** CPU time of a process so far in microseconds, all its threads together; NaN where there is no /proc. */
export function cpuMicros(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * microsPerTick
  } catch {
    return NaN
  }
}

/** Busy CPU time of the whole machine so far, in microseconds; NaN where there is no /proc. */
export function machineCpuMicros() {
  try {
    const [user, nice, system, , , irq, softirq] = readFileSync('/proc/stat', 'latin1')
      .split('\n')[0]
      .split(/ +/)
      .slice(1)
      .map(Number)
    return (user + nice + system + irq + softirq) * microsPerTick
  } catch {
    return NaN
  }
}

/** The greatest resident size of a process so far in MiB; NaN where there is no /proc. */
export function peakMiB(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))[1]) / 1024
  } catch {
    return NaN
  }
}

/** One GET or POST on a connection of its own; resolves to `{ status, headers, body }`. */
export function requestOnce(port, { method, path, headers = {}, body }) {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, method, path, headers, agent: false, timeout: 20_000 }
    if (body !== undefined) options.headers = { ...headers, 'content-length': Buffer.byteLength(body) }
    const request = httpRequest(options, (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) })
      )
    })
    request.on('error', reject)
    request.on('timeout', () => request.destroy(new Error('no answer in 20 s')))
    if (body !== undefined) request.write(body)
    request.end()
  })
}

/**
 * Starts a server and resolves when `probe` gets a 2xx (or, with `anyStatus`, any answer): `{ pid, port, readyMs, answer, stop() }`, times from just before
 * the process is made. Rejects with a one-line reason when it ends early, answers otherwise, or takes over `limitMs`.
 */
export async function startServer({ command, args, env }, port, probe, limitMs) {
  const started = performance.now()
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  children.add(child)
  let errors = ''
  child.stderr.on('data', (chunk) => (errors = (errors + chunk).slice(-2_000)))
  let ended
  const gone = new Promise((resolve) => {
    const finish = (why) => ((ended ??= why), children.delete(child), resolve())
    child.once('exit', (code, signal) => finish(`ended with ${code ?? signal}`))
    child.once('error', (error) => finish(error.message))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), 1_000)
    await gone
    clearTimeout(timer)
  }
  let last = 'no answer'
  while (ended === undefined && performance.now() - started < limitMs) {
    try {
      const answer = await requestOnce(port, probe)
      const readyMs = performance.now() - started
      if (answer.status < 300 || probe.anyStatus) return { pid: child.pid, port, readyMs, answer, stop }
      last = `answers ${answer.status}: ${answer.body.toString().slice(0, 120)}`
      // A server that answers is up: give one that is still loading a second, then take its word.
      if (performance.now() - started > 1_000) break
    } catch {
      // not listening yet
    }
    await sleep(2)
  }
  const reason =
    ended === undefined && last === 'no answer' ? `not up in ${limitMs / 1_000} s` : (ended ?? last)
  await stop()
  const message = errors.split('\n').find((line) => /error|cannot|fatal/i.test(line))
  throw new Error(
    message === undefined || last !== 'no answer' ? reason : `${reason}: ${message.trim().slice(0, 160)}`
  )
}
