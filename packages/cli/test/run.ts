// `sdb` for tests: in this process where the command ends by itself, as a process of its own where it goes on.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { main } from '../src/main.js'

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The path of one of the repository's own descriptions. */
export function descriptionPath(name: string): string {
  return pathOf(`../../../descriptions/${name}`)
}

/** Characters that drive a terminal; line feeds and tabs are no harm where we write them. */
// oxlint-disable-next-line no-control-regex
export const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

const ownHome = join(tmpdir(), `sandbed-tests-${process.pid}`)

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs a command in this process. */
export async function sdb(...args: readonly string[]): Promise<Outcome> {
  const printed = { out: '', err: '' }
  const stdout = vi
    .spyOn(process.stdout, 'write')
    .mockImplementation((text) => ((printed.out += String(text)), true))
  const stderr = vi
    .spyOn(process.stderr, 'write')
    .mockImplementation((text) => ((printed.err += String(text)), true))
  try {
    return { code: await main(args), ...printed }
  } finally {
    stdout.mockRestore()
    stderr.mockRestore()
  }
}

/** `sdb` as a process. */
export interface SdbProcess {
  readonly process: ChildProcess
  /** Waits until what it has printed, on both streams, matches; rejects when it ends before, or after 20 seconds. */
  until(pattern: RegExp): Promise<RegExpExecArray>
  /** Sends a signal and waits for the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** The words that start `bin/sdb.js` over the sources. */
export function sdbCommand(...args: readonly string[]): string[] {
  return [
    process.execPath,
    '--experimental-transform-types',
    '--disable-warning=ExperimentalWarning',
    '--conditions=@sandbed/source',
    '--import',
    pathOf('./from-sources.mjs'),
    pathOf('../bin/sdb.js'),
    ...args
  ]
}

/** Starts `bin/sdb.js` over the sources. */
export function startSdb(...args: readonly string[]): SdbProcess {
  const [node, ...words] = sdbCommand(...args)
  // Nobody's own servers are touched, and theirs are not found.
  const env = { SANDBED_HOME: ownHome, ...process.env }
  const child = spawn(node!, words, { stdio: ['ignore', 'pipe', 'pipe'], env })
  let text = ''
  const ended = once(child, 'exit') as Promise<[number | null]>
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)))
  return {
    process: child,
    async until(pattern) {
      for (let tries = 0; tries < 1_000; tries++) {
        const match = pattern.exec(text)
        if (match !== null) return match
        if (child.exitCode !== null) break
        await setTimeout(20)
      }
      throw new Error(`Not printed: ${String(pattern)}, but: ${text}`)
    },
    async end(signal) {
      child.kill(signal)
      const [code] = await ended
      return code
    }
  }
}
