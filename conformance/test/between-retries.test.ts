// A snapshot that is taken between two retries is carried to another process, in another place of the world: what was still to come is
// delivered there at the same virtual times and with the same ids as it would have been here, in process and over the network.
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { compile, createSandbox, type Release, type WebhookDelivery } from '@sandbed/core'
import { nodeHost } from '@sandbed/node'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { places } from '../src/replay/spawn-replay.js'
import { readDescription } from '../src/verify/read-description.js'

/** What another process is given, and goes on with until nothing is left to deliver. */
const goOn = `
import { text } from 'node:stream/consumers'
import { createSandbox } from '@sandbed/core'
import { nodeHost } from '@sandbed/node'
const { release, snapshot } = JSON.parse(await text(process.stdin))
const sandbox = createSandbox({ release, mode: 'stateful', host: nodeHost({ allowLoopback: true }) })
sandbox.restore(sandbox.importSnapshot(snapshot))
sandbox.clock.advance('4d')
await sandbox.clock.settled()
const { webhooks } = sandbox
process.stdout.write(JSON.stringify([process.pid, webhooks.deliveries(), webhooks.sink({ url: 'sink://1' }).all()]), () => process.exit())
`

let folder: string
let program: string
let release: Release
let receiver: Server
const arrivals: { readonly id: unknown; readonly body: string }[] = []
const statuses: number[] = []

beforeAll(async () => {
  const description = fileURLToPath(new URL('../../descriptions/petstore.yaml', import.meta.url))
  release = compile(await readDescription(description)).release!
  folder = await mkdtemp(join(tmpdir(), 'sandbed-retries-'))
  program = join(folder, 'program.mjs')
  await build({
    stdin: { contents: goOn, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@sandbed/source'],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)"
    },
    logLevel: 'silent'
  })
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        arrivals.push({ id: request.headers['webhook-id'], body: Buffer.concat(chunks).toString() })
        response.writeHead(statuses.shift() ?? 500).end()
      })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  receiver?.close()
  await rm(folder, { recursive: true, force: true })
})

/** When each attempt was made, and what came of it: all that does not hang on the time at which it left the house. */
function virtual(deliveries: readonly WebhookDelivery[]): unknown {
  return deliveries.map(({ attempts, ...delivery }) => ({
    ...delivery,
    attempts: attempts.map(({ number, at, request, response, verdict }) => ({
      number,
      at,
      response,
      verdict,
      body: request.body,
      id: request.headers['webhook-id']
    }))
  }))
}

test.each(Object.entries(places))('what is left is delivered in a process in %s', async (_, environment) => {
  const sandbox = createSandbox({ release, mode: 'stateful', host: nodeHost({ allowLoopback: true }) })
  const start = sandbox.clock.now
  const sink = sandbox.webhooks.sink({ answers: [500, 500, 'no-response', 500, 200] })
  sandbox.webhooks.register({ url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/` })
  sandbox.handle({
    method: 'POST',
    url: '/pets',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Rex', species: 'dog' })
  })
  await sandbox.clock.settled()
  sandbox.clock.advance('1m')
  await sandbox.clock.settled()
  // Two attempts have failed at each of the two endpoints; more are to come.
  expect(sandbox.webhooks.deliveries().map(({ status, attempts }) => [status, attempts.length])).toEqual([
    ['pending', 2],
    ['pending', 2]
  ])
  const snapshot = sandbox.exportSnapshot()
  const already = arrivals.splice(0)

  statuses.push(503, 500, 204)
  const running = promisify(execFile)(process.execPath, [program], {
    env: { ...process.env, ...environment, NODE_OPTIONS: '' },
    maxBuffer: 2 ** 26
  })
  running.child.stdin!.end(JSON.stringify({ release, snapshot }))
  const { stdout, stderr } = await running
  expect(stderr).toBe('')
  const [pid, there, received] = JSON.parse(stdout) as [number, WebhookDelivery[], unknown]
  const arrivedThere = arrivals.splice(0)

  statuses.push(503, 500, 204)
  sandbox.clock.advance('4d')
  await sandbox.clock.settled()

  expect(pid).not.toBe(process.pid)
  const offsets = there.map(({ attempts }) => attempts.map(({ at }) => (at - start) / 1000))
  expect(offsets).toEqual([
    [0, 5, 305, 2105, 9305],
    [0, 5, 305, 2105, 9305]
  ])
  expect(there.map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
  expect(virtual(there)).toEqual(virtual(sandbox.webhooks.deliveries()))
  expect(received).toEqual(sink.all())
  expect(arrivedThere).toEqual(arrivals.splice(0))
  expect(new Set([...already, ...arrivedThere].map(({ id }) => id)).size).toBe(1)
})
