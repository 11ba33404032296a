// Law 1: the same release, seed and requests give the same bytes in core, on Node, behind MSW and in workerd, in any time zone and locale.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile, createSandbox } from '@sandbed/core'
import { build } from 'esbuild'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostNames, type WireRequest, type World } from '../src/hosts/host.js'
import type { ReplayInput, ReplayOutput } from '../src/replay/replay.js'
import { arbitraryRequest } from '../src/requests/arbitrary-request.js'
import { readDescription } from '../src/verify/read-description.js'

const seed = Number(process.env['SANDBED_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const requestCount = Number(process.env['SANDBED_REQUESTS'] ?? 2_000)
const descriptions = [
  'bank-payments.yaml',
  'petstore.yaml',
  'every-feature-3.0.yaml',
  'every-feature-3.1.yaml'
]
const places = {
  'Utrecht, in English': { TZ: 'Europe/Amsterdam', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' },
  'Kathmandu, in Turkish': { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }
}

const folder = await mkdtemp(join(tmpdir(), 'sandbed-equal-bytes-'))
const program = fileURLToPath(new URL('../node_modules/.cache/replay.mjs', import.meta.url))
let worlds: World[] = []
let requests: { world: number; request: WireRequest }[] = []

beforeAll(async () => {
  worlds = await Promise.all(
    descriptions.flatMap((name) =>
      (['static', 'dynamic'] as const).map(async (mode): Promise<World> => {
        const path = fileURLToPath(new URL(`../../descriptions/${name}`, import.meta.url))
        const { release } = compile(await readDescription(path))
        if (release === undefined) throw new Error(`${name} does not compile`)
        return { release, options: { mode, seed: 'equal', cors: mode === 'dynamic' } }
      })
    )
  )
  const share = Math.ceil(requestCount / worlds.length)
  requests = worlds.flatMap((world, index) =>
    fc
      .sample(arbitraryRequest(createSandbox({ ...world.options, release: world.release })), {
        numRuns: share,
        seed: seed + index
      })
      .map((request) => ({ world: index, request }))
  )
  await mkdir(fileURLToPath(new URL('../node_modules/.cache', import.meta.url)), { recursive: true })
  await build({
    entryPoints: [fileURLToPath(new URL('../src/replay/replay.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@sandbed/source'],
    external: ['msw', 'esbuild', 'workerd', 'js-yaml'],
    logLevel: 'silent'
  })
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test(
  `${requestCount} requests, half of them spoiled, give the same bytes on every host in two places (seed ${seed})`,
  { timeout: 180_000 },
  async () => {
    const outputs = await Promise.all(
      Object.entries(places).map(([place, environment]) => replay(place, environment))
    )
    const reference = outputs[0]?.core
    expect(reference?.responses).toHaveLength(requests.length)
    const differences: string[] = []
    for (const [index, place] of Object.keys(places).entries()) {
      for (const host of hostNames) {
        const answers = outputs[index]?.[host]
        if (answers?.digest === reference?.digest) continue
        for (const [position, { world, request }] of requests.entries()) {
          if (answers?.responses[position] === reference?.responses[position]) continue
          differences.push(
            `${host} in ${place}, world ${world}: ${request.method} ${request.path} ${JSON.stringify(request.headers)} ${Buffer.from(
              request.body ?? []
            )
              .toString()
              .slice(0, 200)}\n` +
              `core: ${reference?.responses[position]?.slice(0, 500)}\n${host}: ${answers?.responses[position]?.slice(0, 500)}`
          )
        }
      }
    }
    expect(differences.slice(0, 10), `${differences.length} differences; seed ${seed}`).toEqual([])
    const statuses = Map.groupBy(reference?.responses ?? [], (text) => text.slice(0, 1))
    // A corpus of nothing but refusals, or of nothing but successes, would prove little.
    expect(statuses.get('2')?.length).toBeGreaterThan(requests.length / 4)
    expect(statuses.get('4')?.length).toBeGreaterThan(requests.length / 10)
    expect(statuses.get('5') ?? []).toEqual([])
  }
)

async function replay(place: string, environment: { [name: string]: string }): Promise<ReplayOutput> {
  const name = place.replaceAll(/\W+/g, '-')
  const [inputPath, outputPath] = [join(folder, `${name}-in.json`), join(folder, `${name}-out.json`)]
  const input: ReplayInput = {
    worlds,
    hosts: hostNames,
    requests: requests.map(({ world, request }) => ({
      world,
      request: {
        ...request,
        body: request.body === null ? null : Buffer.from(request.body).toString('base64')
      }
    }))
  }
  await writeFile(inputPath, JSON.stringify(input))
  const child = spawn(process.execPath, [program, inputPath, outputPath], {
    env: { ...process.env, ...environment, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe']
  })
  let errors = ''
  child.stderr.on('data', (chunk) => (errors = (errors + String(chunk)).slice(-4_000)))
  const [code] = (await once(child, 'exit')) as [number]
  if (code !== 0) throw new Error(`the process for ${place} ended with ${code}: ${errors}`)
  return JSON.parse(await readFile(outputPath, 'utf8')) as ReplayOutput
}
