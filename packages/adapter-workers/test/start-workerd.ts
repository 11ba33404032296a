// Real workerd for tests: bundles a Worker as a user's build would, and runs one copy of it for each set of JSON modules.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { build } from 'esbuild'

// The package has no types; its default export is the path of the binary.
const { default: binary } = createRequire(import.meta.url)('workerd') as { default: string }

/** JSON modules of a Worker, by file name: `{ 'release.json': '{...}' }`. */
export type JsonModules = Readonly<Record<string, string>>

/** A running workerd. */
export interface Workerd {
  /** The URLs of the Workers, in their order. */
  readonly urls: readonly string[]
  /** True while the process lives. */
  readonly running: () => boolean
  readonly stop: () => Promise<void>
}

/** What a Worker may connect to: by default the public internet only, as in production. */
export type Network = 'public' | 'private'

/**
 * Runs a Worker with each of `worlds`. `new Function` and `eval` are refused while the modules load as well as during requests, which is
 * stricter than the default. Rejects with what workerd printed when it does not come up.
 */
export async function startWorkerd(
  source: string,
  worlds: readonly JsonModules[],
  network: Network = 'public'
): Promise<Workerd> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbed-workerd-'))
  await writeFile(join(folder, 'worker.js'), await bundle(source, Object.keys(worlds[0]!)))
  for (const [index, modules] of worlds.entries()) {
    for (const [name, text] of Object.entries(modules))
      await writeFile(join(folder, `${index}-${name}`), text)
  }
  await writeFile(join(folder, 'config.capnp'), printConfig(worlds, network))
  const child = spawn(binary, ['serve', '--control-fd=3', 'config.capnp'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe']
  })
  const ended = once(child, 'exit').then(() => rm(folder, { recursive: true, force: true }))
  const ports = await listening(child, worlds.length)
  return {
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    running: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill('SIGKILL')
      await ended
    }
  }
}

/** The text of one ES module; the JSON modules stay outside of it. */
async function bundle(contents: string, external: readonly string[]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, sourcefile: 'worker.js' },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['@sandbed/source', 'workerd'],
    external: external.map((name) => `./${name}`),
    logLevel: 'silent'
  })
  return outputFiles[0]!.text
}

/** workerd reports each socket as a line of JSON: `{"event":"listen","socket":"world0","port":40123}`. */
async function listening(child: ChildProcess, count: number): Promise<number[]> {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += String(chunk)))
  const ports: number[] = []
  for await (const line of createInterface({ input: child.stdio[3] as Readable })) {
    const message = JSON.parse(line) as { event: string; socket?: string; port?: number }
    if (message.event === 'listen') ports[Number(message.socket?.replace('world', ''))] = message.port!
    if (Object.keys(ports).length === count) return ports
  }
  throw new Error(`workerd ended early: ${output}`)
}

function printConfig(worlds: readonly JsonModules[], network: Network): string {
  const list = (print: (index: number) => string): string => worlds.map((_, index) => print(index)).join(', ')
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "internet", network = (allow = ["${network}"])), ${list((index) => `(name = "world${index}", worker = .world${index})`)}],
  sockets = [${list((index) => `(name = "world${index}", address = "127.0.0.1:0", http = (), service = "world${index}")`)}]
);
${worlds.map(printWorker).join('\n')}
`
}

function printWorker(modules: JsonModules, index: number): string {
  const json = Object.keys(modules).map((name) => `(name = "${name}", json = embed "${index}-${name}")`)
  return `const world${index} :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js"), ${json.join(', ')}],
  compatibilityDate = "2026-07-01",
  compatibilityFlags = ["disallow_eval_during_startup"]
);`
}
