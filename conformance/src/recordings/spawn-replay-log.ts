// Runs `replay-log.ts` as a process of its own, in a time zone and a language.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Recorded } from './record-log.js'
import type { Replayed } from './replay-log.js'

const zones = [
  'UTC',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Australia/Lord_Howe',
  'Africa/Casablanca'
]
const languages = ['en_US.UTF-8', 'tr_TR.UTF-8', 'ar_EG.UTF-8', 'th_TH.UTF-8']

/** Places that differ in all that a program must not depend on: offsets of halves and quarters of hours, letters, digits, calendars. */
export const places = zones.flatMap((TZ) => languages.map((LANG) => ({ TZ, LANG, LC_ALL: LANG })))

let program: Promise<string> | undefined

/** Replays a log in a place. Rejects with what the process printed when it fails. */
export async function spawnReplayLog(place: (typeof places)[number], recorded: Recorded): Promise<Replayed> {
  program ??= bundle()
  const folder = await mkdtemp(join(tmpdir(), 'sandbed-replay-log-'))
  try {
    const [path, inputPath, outputPath] = ['program.mjs', 'in.json', 'out.json'].map((name) =>
      join(folder, name)
    )
    await writeFile(path!, await program)
    await writeFile(inputPath!, JSON.stringify(recorded))
    const child = spawn(process.execPath, [path!, inputPath!, outputPath!], {
      env: { ...process.env, ...place, NODE_OPTIONS: '' },
      stdio: ['ignore', 'ignore', 'pipe']
    })
    let errors = ''
    child.stderr.on('data', (chunk) => (errors = (errors + String(chunk)).slice(-4_000)))
    const [code] = (await once(child, 'exit')) as [number]
    if (code !== 0) throw new Error(`the process for ${place.TZ} ended with ${code}: ${errors}`)
    return JSON.parse(await readFile(outputPath!, 'utf8')) as Replayed
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('replay-log.ts', import.meta.url))],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    conditions: ['@sandbed/source'],
    logLevel: 'silent'
  })
  return outputFiles[0]!.text
}
