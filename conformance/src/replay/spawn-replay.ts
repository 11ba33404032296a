// Runs `replay.ts` as a process of its own, so that a time zone and a locale can be given to it, and to the workerd it starts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { HostName, WireRequest, World } from '../hosts/host.js'
import type { ReplayInput, ReplayOutput } from './replay.js'

/** Places that differ in what a program must not depend on. */
export const places = {
  'Utrecht, in English': { TZ: 'Europe/Amsterdam', LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' },
  'Kathmandu, in Turkish': { TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' }
} as const
export type PlaceName = keyof typeof places

/** Worlds, requests to them in their order, the hosts to ask, and after how many requests the state of all worlds is hashed. */
export interface Replay {
  readonly worlds: readonly World[]
  readonly requests: readonly { readonly world: number; readonly request: WireRequest }[]
  readonly hosts: readonly HostName[]
  readonly hashEvery?: number
}

let program: Promise<string> | undefined

/** Replays in a place. Rejects with what the process printed when it fails. */
export async function spawnReplay(place: PlaceName, { requests, ...replay }: Replay): Promise<ReplayOutput> {
  program ??= bundleReplay()
  const path = await program
  const folder = await mkdtemp(join(tmpdir(), 'sandbed-replay-'))
  const [inputPath, outputPath] = [join(folder, 'in.json'), join(folder, 'out.json')]
  const input: ReplayInput = {
    ...replay,
    requests: requests.map(({ world, request }) => ({
      world,
      request: {
        ...request,
        body: request.body === null ? null : Buffer.from(request.body).toString('base64')
      }
    }))
  }
  await writeFile(inputPath, JSON.stringify(input))
  const child = spawn(process.execPath, [path, inputPath, outputPath], {
    env: { ...process.env, ...places[place], NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'pipe']
  })
  let errors = ''
  child.stderr.on('data', (chunk) => (errors = (errors + String(chunk)).slice(-4_000)))
  const [code] = (await once(child, 'exit')) as [number]
  if (code !== 0) throw new Error(`the process for ${place} ended with ${code}: ${errors}`)
  const output = JSON.parse(await readFile(outputPath, 'utf8')) as ReplayOutput
  await rm(folder, { recursive: true, force: true })
  return output
}

async function bundleReplay(): Promise<string> {
  const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))
  await mkdir(cache, { recursive: true })
  // Test files that run at the same time write their own.
  const outfile = join(cache, `replay-${process.pid}.mjs`)
  await build({
    entryPoints: [fileURLToPath(new URL('replay.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@sandbed/source'],
    external: ['msw', 'esbuild', 'workerd', 'js-yaml'],
    logLevel: 'silent'
  })
  process.on('exit', () => rmSync(outfile, { force: true }))
  return outfile
}
