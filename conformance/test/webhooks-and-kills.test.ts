// A process that sends webhooks is killed again and again at random moments, and started again from its file: everything that was
// acknowledged is delivered, and what arrives twice was under way at a kill.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { compile } from '@sandbed/core'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDice } from '../src/requests/dice.js'
import { readDescription } from '../src/verify/read-description.js'

const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const kills = 24
let folder: string
let program: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sandbed-kills-'))
  program = join(folder, 'program.mjs')
  await build({
    entryPoints: [fileURLToPath(new URL('../src/crash/deliver-program.ts', import.meta.url))],
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
  const description = fileURLToPath(new URL('../../descriptions/petstore.yaml', import.meta.url))
  const { release } = compile(await readDescription(description))
  await writeFile(join(folder, 'release.json'), JSON.stringify(release))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test(
  `nothing is lost in ${kills} kills, and little comes twice (seed ${seed})`,
  { timeout: 120_000 },
  async () => {
    const dice = createDice(seed)
    /** Name of a pet -> the ids under which it was accepted. */
    const accepted = new Map<string, string[]>()
    let refused = 0
    const receiver = createServer((request, response) => {
      const chunks: Buffer[] = []
      request
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => {
          if (dice.roll(10) === 0) {
            refused++
            response.writeHead(503).end()
            return
          }
          const { data } = JSON.parse(Buffer.concat(chunks).toString()) as { data: { name: string } }
          const ids = accepted.get(data.name) ?? []
          accepted.set(data.name, [...ids, String(request.headers['webhook-id'])])
          response.writeHead(204).end()
        })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
    const acknowledged: string[] = []

    /** Resolves to whether it came to its end; where it is to be killed, some milliseconds after its first acknowledgement. */
    async function start(run: number, count: number, killAfter?: number): Promise<boolean> {
      const args = ['release.json', 'state.json'].map((name) => join(folder, name))
      const child = spawn(process.execPath, [program, ...args, url, String(run), String(count)], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NODE_OPTIONS: '' }
      })
      let errors = ''
      child.stderr.on('data', (chunk) => (errors += String(chunk)))
      const ended = once(child, 'close')
      let isDone = false
      for await (const line of createInterface({ input: child.stdout })) {
        if (line === 'done') isDone = true
        else acknowledged.push(line)
        if (killAfter !== undefined && !child.killed) setTimeout(() => child.kill('SIGKILL'), killAfter)
      }
      await ended
      expect(errors).toBe('')
      return isDone
    }

    try {
      for (let run = 0; run < kills; run++) expect(await start(run, 1_000, dice.roll(120))).toBe(false)
      expect(await start(kills, 1)).toBe(true)
    } finally {
      receiver.close()
    }

    expect(refused).toBeGreaterThan(0)
    expect(acknowledged.length).toBeGreaterThan(kills)
    expect(acknowledged.filter((name) => !accepted.has(name))).toEqual([])
    const twice = [...accepted.values()].filter((ids) => ids.length > 1)
    expect(twice.length).toBeLessThanOrEqual(kills)
    // One event has one id, however often it arrives.
    expect(twice.filter((ids) => new Set(ids).size > 1)).toEqual([])
  }
)
