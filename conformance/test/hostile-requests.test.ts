// Law 9: no wire mistake takes us down. Hostile byte sequences against the Node host and real workerd: no exit, no hang, no 5xx of
// ours, and after each batch a good request is still answered.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from '@sandbed/core'
import { build } from 'esbuild'
import { afterAll, describe, expect, test } from 'vitest'
import { startWorkerd } from '../src/hosts/workerd-host.js'
import { exchange } from '../src/raw/exchange.js'
import { hostileBodies } from '../src/raw/hostile-bodies.js'
import { complete, rawRequest, type HostileCase } from '../src/raw/hostile-case.js'
import { hostileFraming } from '../src/raw/hostile-framing.js'
import { hostileForms } from '../src/raw/hostile-forms.js'
import { hostileHeaders } from '../src/raw/hostile-headers.js'
import { hostileTargets } from '../src/raw/hostile-targets.js'
import { readDescription } from '../src/verify/read-description.js'

const batchSize = 16
const hangLimit = 2_000
/** What a starved machine is given when a case is put again, alone: a real hang outlasts it too. */
const patience = 15_000
const cases: readonly HostileCase[] = [
  ...hostileTargets,
  ...hostileHeaders,
  ...hostileFraming,
  ...hostileBodies,
  ...hostileForms
]
const folder = await mkdtemp(join(tmpdir(), 'sandbed-hostile-'))
const { release } = compile(
  await readDescription(fileURLToPath(new URL('../../descriptions/every-feature-3.0.yaml', import.meta.url)))
)
if (release === undefined) throw new Error('every-feature-3.0.yaml does not compile')

/** A host under attack. */
interface Target {
  readonly port: number
  readonly alive: () => boolean
  readonly stop: () => Promise<void>
}

/** What workerd's own front end answers with a 5xx before any Worker is reached, by case name. */
const workerdFrontEnd: ReadonlySet<string> = new Set(['method: CONNECT', 'method: CONNECT to an authority'])

afterAll(() => rm(folder, { recursive: true, force: true }))

test('there are at least 400 hostile byte sequences, each with a name of its own', () => {
  expect(cases.length).toBeGreaterThanOrEqual(400)
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length)
})

test('the client notices a server that hangs, and one that hangs up', async () => {
  const silent = createServer(() => {}).listen(0, '127.0.0.1')
  const rude = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await Promise.all([once(silent, 'listening'), once(rude, 'listening')])
  const one = complete('good', rawRequest('GET / HTTP/1.1'))
  const play = (server: Server) => exchange((server.address() as AddressInfo).port, one, 200)
  expect([(await play(silent)).outcome, (await play(rude)).outcome]).toEqual(['hung', 'closed'])
  silent.close()
  rude.close()
})

describe.each([
  { name: 'node', start: startNode, excluded: new Set<string>(), timesOut: true },
  { name: 'workerd', start: startWorker, excluded: workerdFrontEnd, timesOut: false }
])('$name', ({ start, excluded, timesOut }) => {
  test('no exit, no hang, no 5xx', { timeout: 120_000 }, async () => {
    const target = await start()
    const faults: string[] = []
    // Without time limits of its own, a host may wait for a slow client for as long as it likes.
    const played = cases.filter(({ end }) => timesOut || end !== 'time-out')
    for (let first = 0; first < played.length && target.alive(); first += batchSize) {
      const batch = played.slice(first, first + batchSize)
      const exchanges = await Promise.all(batch.map((one) => exchange(target.port, one, hangLimit)))
      for (const [index, played] of exchanges.entries()) {
        const one = batch[index] as HostileCase
        const { name, responses } = one
        // With time limits this short a starved machine answers late, or cuts a client off: such a case is put again, alone.
        const isStarved = ({ outcome, statuses }: typeof played) =>
          outcome === 'hung' ||
          (responses !== undefined &&
            statuses.length < responses &&
            statuses.every((status) => status === 200 || status === 408))
        let answered = played
        for (let again = 0; again < 5 && isStarved(answered); again++)
          answered = await exchange(target.port, one, patience)
        const { outcome, statuses, text } = answered
        if (outcome === 'hung') faults.push(`${name}: hung, ${JSON.stringify(text.slice(0, 100))}`)
        if (/^x-evil:/im.test(text)) faults.push(`${name}: a header of the client's came back as one of ours`)
        if (responses !== undefined && statuses.length !== responses)
          faults.push(`${name}: ${statuses.length} responses (${statuses[0]} …), not ${responses}`)
        // 501 is what a method gets that a host does not have (RFC 9110, 9.1); nothing else may.
        const failed = statuses.find(
          (status) => status >= 500 && !(status === 501 && name.startsWith('method: '))
        )
        if (failed !== undefined && !excluded.has(name)) faults.push(`${name}: ${failed} ${text.slice(-200)}`)
      }
      const { statuses } = await exchange(
        target.port,
        complete('good', rawRequest('GET /paths/people/me HTTP/1.1')),
        hangLimit
      )
      if (statuses[0] !== 200)
        faults.push(
          `after the batch that begins with ${batch[0]?.name}: a good request got ${statuses.join() || 'nothing'}`
        )
    }
    const survived = target.alive()
    await target.stop()
    expect({ faults, survived }).toEqual({ faults: [], survived: true })
  })
})

async function startNode(): Promise<Target> {
  const program = fileURLToPath(new URL('../node_modules/.cache/serve-program.mjs', import.meta.url))
  await mkdir(fileURLToPath(new URL('../node_modules/.cache', import.meta.url)), { recursive: true })
  await build({
    entryPoints: [fileURLToPath(new URL('../src/raw/serve-program.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@sandbed/source'],
    external: ['js-yaml'],
    logLevel: 'silent'
  })
  const releasePath = join(folder, 'release.json')
  await writeFile(releasePath, JSON.stringify(release))
  const child = spawn(
    process.execPath,
    [program, releasePath, JSON.stringify({ headers: 1_000, request: 1_500 })],
    { stdio: ['ignore', 'pipe', 'inherit'] }
  )
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return {
    port: Number(line.toString()),
    alive: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    }
  }
}

async function startWorker(): Promise<Target> {
  if (release === undefined) throw new Error('no release')
  const { ports, running, stop } = await startWorkerd([{ release, options: { cors: true } }])
  return { port: ports[0] as number, alive: running, stop }
}
