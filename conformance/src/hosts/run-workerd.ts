// Real workerd as a process: Workers go in as texts, ports come out.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

// The package has no types; its default export is the path of the binary.
const { default: binary } = createRequire(import.meta.url)('workerd') as { default: string }

/** A Worker: the text of its module, and the texts of the JSON modules that it imports, by file name. */
export interface WorkerModules {
  readonly module: string
  readonly json?: { readonly [name: string]: string }
}

/** Running workerd, with a port for each Worker. */
export interface WorkerdProcess {
  readonly ports: readonly number[]
  /** False once the process has ended. */
  readonly running: () => boolean
  readonly stop: () => Promise<void>
}

/** Starts workerd and resolves when every port listens. Rejects with what it printed when it ends before. */
export async function runWorkerd(workers: readonly WorkerModules[]): Promise<WorkerdProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbed-workerd-'))
  for (const [index, { module, json = {} }] of workers.entries()) {
    await writeFile(join(folder, `worker-${index}.js`), module)
    for (const [name, text] of Object.entries(json)) await writeFile(join(folder, `${index}-${name}`), text)
  }
  await writeFile(join(folder, 'config.capnp'), printConfig(workers))

  const child = spawn(binary, ['serve', '--control-fd=3', 'config.capnp'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe']
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => (output = (output + String(chunk)).slice(-4_000)))
  const ended = once(child, 'exit').then(() => rm(folder, { recursive: true, force: true }))
  const listening = readPorts(child.stdio[3] as Readable, workers.length)
  const failed = ended.then(() => Promise.reject(new Error(`workerd ended early: ${output}`)))
  failed.catch(() => {})
  return {
    ports: await Promise.race([listening, failed]),
    running: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill('SIGKILL')
      await ended
    }
  }
}

/** workerd reports each socket as a line of JSON: `{"event":"listen","socket":"world0","port":40123}`. */
async function readPorts(control: Readable, count: number): Promise<number[]> {
  const ports = new Map<string, number>()
  for await (const line of createInterface({ input: control })) {
    const message = JSON.parse(line) as { event: string; socket?: string; port?: number }
    if (message.event === 'listen' && message.socket !== undefined)
      ports.set(message.socket, message.port as number)
    if (ports.size === count) break
  }
  return Array.from({ length: count }, (_, index) => ports.get(`world${index}`) as number)
}

function printConfig(workers: readonly WorkerModules[]): string {
  const names = workers.map((_, index) => `world${index}`)
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${names.map((name) => `(name = "${name}", worker = .${name})`).join(', ')}],
  sockets = [${names.map((name) => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`).join(', ')}]
);
${workers.map(printWorker).join('\n')}
`
}

function printWorker({ json = {} }: WorkerModules, index: number): string {
  const modules = [
    `(name = "worker.js", esModule = embed "worker-${index}.js")`,
    ...Object.keys(json).map((name) => `(name = "${name}", json = embed "${index}-${name}")`)
  ]
  return `const world${index} :Workerd.Worker = (
  modules = [${modules.join(', ')}],
  compatibilityDate = "2026-07-01"
);`
}
