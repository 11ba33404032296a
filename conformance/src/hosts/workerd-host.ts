// Real workerd: one process, one service and port for each world, each running `createWorker` over a release as a JSON module.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Host, StateScope, World } from './host.js'
import { httpHost } from './http-client.js'
import { bundleWorker, hashPath } from './bundle-worker.js'

// The package has no types; its default export is the path of the binary.
const { default: binary } = createRequire(import.meta.url)('workerd') as { default: string }

/** Running workerd: a host for each world, and the ports they listen on. */
export interface Workerd {
  readonly hosts: readonly Host[]
  readonly ports: readonly number[]
  /** False once the process has ended. */
  readonly running: () => boolean
  /** Ends the process; closing the last host does so too. */
  readonly stop: () => Promise<void>
}

/** Starts workerd and resolves when every port listens. Rejects with what it printed when it ends before. */
export async function startWorkerd(worlds: readonly World[]): Promise<Workerd> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbed-workerd-'))
  await writeFile(join(folder, 'worker.js'), await bundleWorker())
  for (const [index, { release, options }] of worlds.entries()) {
    await writeFile(join(folder, `release-${index}.json`), JSON.stringify(release))
    await writeFile(join(folder, `options-${index}.json`), JSON.stringify({ cors: false, ...options }))
  }
  await writeFile(join(folder, 'config.capnp'), printConfig(worlds.length))

  const child = spawn(binary, ['serve', '--control-fd=3', 'config.capnp'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe']
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => (output = (output + String(chunk)).slice(-4_000)))
  const ended = once(child, 'exit').then(() => rm(folder, { recursive: true, force: true }))
  const running = () => child.exitCode === null && child.signalCode === null
  const stop = async () => {
    child.kill('SIGKILL')
    await ended
  }
  const listening = readPorts(child.stdio[3] as Readable, worlds.length)
  const failed = ended.then(() => Promise.reject(new Error(`workerd ended early: ${output}`)))
  failed.catch(() => {})
  const ports = await Promise.race([listening, failed])
  let open = ports.length
  const hosts = ports.map((port): Host => {
    const host = httpHost(port, async () => {
      open--
      if (open === 0) await stop()
    })
    return { ...host, stateHash: (scope) => readHash(host, scope) }
  })
  return { hosts, ports, running, stop }
}

async function readHash(host: Pick<Host, 'send'>, scope: StateScope): Promise<string> {
  const { body } = await host.send({ method: 'GET', path: hashPath, headers: {}, body: null })
  const [domain, everything] = JSON.parse(Buffer.from(body).toString('utf8')) as [string, string]
  return scope === 'domain' ? domain : everything
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

function printConfig(count: number): string {
  const names = Array.from({ length: count }, (_, index) => `world${index}`)
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${names.map((name) => `(name = "${name}", worker = .${name})`).join(', ')}],
  sockets = [${names.map((name) => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`).join(', ')}]
);
${names
  .map(
    (name, index) => `const ${name} :Workerd.Worker = (
  modules = [
    (name = "worker.js", esModule = embed "worker.js"),
    (name = "release.json", json = embed "release-${index}.json"),
    (name = "options.json", json = embed "options-${index}.json")
  ],
  compatibilityDate = "2026-07-01"
);`
  )
  .join('\n')}
`
}
