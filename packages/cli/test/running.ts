// A running `sdb serve` for tests of the commands against it, with a folder of its own for the files by which they find it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll } from 'vitest'
import { sdb, startSdb, type Outcome, type SdbProcess } from './run.js'

/** The path of a file of an example. */
export function examplePath(name: string): string {
  return fileURLToPath(new URL(`../../../examples/${name}`, import.meta.url))
}

/** JSON whose form the test knows. */
// oxlint-disable-next-line typescript/no-explicit-any
export type KnownJson = any

/** A server, and what tests do with it. */
export interface RunningServer {
  /** Where its API is. */
  readonly url: string
  readonly process: SdbProcess
  /** A folder for files, which is gone at the end. */
  readonly folder: string
  /** Runs a command and gives what it printed as JSON; throws where it does not end as expected. */
  json(command: readonly string[], code?: number): Promise<KnownJson>
  /** Sends a request to the API; gives the answer, and the id of its trace. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Asked>
}

/** An answer. */
export interface Asked {
  readonly status: number
  readonly body: KnownJson
  readonly trace: string
}

/** Makes `$SANDBED_HOME` a folder of its own for the tests of a file. */
export function withHome(): { readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'sandbed-control-'))
  const before = process.env['SANDBED_HOME']
  process.env['SANDBED_HOME'] = join(folder, 'home')
  afterAll(() => {
    if (before === undefined) delete process.env['SANDBED_HOME']
    else process.env['SANDBED_HOME'] = before
    rmSync(folder, { recursive: true, force: true })
  })
  return { folder }
}

/** Serves a description before the tests of a file, and ends that after them. */
export function serving(...args: readonly string[]): RunningServer {
  const { folder } = withHome()
  const running = { url: '', folder, process: undefined as unknown as SdbProcess }
  beforeAll(async () => {
    running.process = startSdb('serve', '--port', '0', ...args)
    const [, url] = await running.process.until(/Listening on (http:\/\/127\.0\.0\.1:\d+)/)
    await running.process.until(/Control plane on/)
    running.url = url!
  })
  afterAll(() => running.process.end('SIGTERM'))
  return Object.assign(running, {
    async json(command: readonly string[], code = 0) {
      const outcome = await sdb(...command, '--output', 'json')
      if (outcome.code !== code) throw new Error(`${command.join(' ')}: ${JSON.stringify(outcome)}`)
      return JSON.parse(outcome.out)
    },
    async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const response = await fetch(running.url + path, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
      })
      const text = await response.text()
      return {
        status: response.status,
        body: isJson(text) ? JSON.parse(text) : text,
        trace: response.headers.get('sandbed-trace')!
      }
    }
  })
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** What a command printed for people, where it went well. */
export async function text(...command: readonly string[]): Promise<string> {
  const outcome: Outcome = await sdb(...command)
  if (outcome.code !== 0) throw new Error(`${command.join(' ')}: ${JSON.stringify(outcome)}`)
  return outcome.out
}
