// Sends the same requests to one host after another and prints what each answered. `spawn-replay.ts` runs it.
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { argv } from 'node:process'
import { printResponse, type Host, type HostName, type WireRequest, type World } from '../hosts/host.js'
import { startHosts } from '../hosts/start-hosts.js'

/** What the process reads: worlds, requests to them, and the hosts to ask. Bodies are base64. */
export interface ReplayInput {
  readonly worlds: readonly World[]
  readonly requests: readonly {
    readonly world: number
    readonly request: Omit<WireRequest, 'body'> & { readonly body: string | null }
  }[]
  readonly hosts: readonly HostName[]
  /** After how many requests the state of all worlds is hashed, and at the end; absent: never. */
  readonly hashEvery?: number
}

/** What it writes: for each host, the printed response to each request, a digest of them all, and the hashes of the state. */
export type ReplayOutput = {
  readonly [host in HostName]?: {
    readonly digest: string
    readonly responses: readonly string[]
    readonly hashes: readonly string[]
  }
}

const [, , inputPath, outputPath] = argv as [string, string, string, string]
const { worlds, requests, hosts, hashEvery } = JSON.parse(await readFile(inputPath, 'utf8')) as ReplayInput
const output: { -readonly [host in HostName]?: ReplayOutput[host] } = {}
for (const name of hosts) {
  const started = await startHosts(name, worlds)
  const responses: string[] = []
  const hashes: string[] = []
  for (const { world, request } of requests) {
    const body = request.body === null ? null : Buffer.from(request.body, 'base64')
    const response = await started[world]
      ?.send({ ...request, body })
      .then(printResponse, (error: unknown) => `no answer: ${String(error)}`)
    responses.push(response ?? 'no such world')
    if (
      hashEvery !== undefined &&
      (responses.length % hashEvery === 0 || responses.length === requests.length)
    )
      hashes.push(await hashAll(started))
  }
  await Promise.all(started.map((host) => host.close()))
  output[name] = {
    digest: createHash('sha256').update(responses.join('\0')).digest('hex'),
    responses,
    hashes
  }
}
await writeFile(outputPath, JSON.stringify(output))
process.exit()

async function hashAll(started: readonly Host[]): Promise<string> {
  const hashes = started.map(async (host) => [
    await host.stateHash('domain'),
    await host.stateHash('everything')
  ])
  return (await Promise.all(hashes)).flat().join(' ')
}
