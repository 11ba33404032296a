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
  const responses = Array.from<string>({ length: requests.length }).fill('no such world')
  const hashes: string[] = []
  for (let from = 0; from < requests.length; from += hashEvery ?? requests.length) {
    const until = Math.min(from + (hashEvery ?? requests.length), requests.length)
    // Worlds know nothing of each other: each gets its own requests one after another, while the others get theirs.
    await Promise.all(started.map((host, world) => sendShare(host, world, from, until, responses)))
    if (hashEvery !== undefined) hashes.push(await hashAll(started))
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

/** Sends one world its requests among those from `from` to before `until`, and writes its answers down in their places. */
async function sendShare(host: Host, world: number, from: number, until: number, responses: string[]) {
  for (let position = from; position < until; position++) {
    const { world: of, request } = requests[position]!
    if (of !== world) continue
    const body = request.body === null ? null : Buffer.from(request.body, 'base64')
    responses[position] = await host
      .send({ ...request, body })
      .then(printResponse, (error: unknown) => `no answer: ${String(error)}`)
  }
}

async function hashAll(started: readonly Host[]): Promise<string> {
  const hashes = started.map(async (host) => [
    await host.stateHash('domain'),
    await host.stateHash('everything')
  ])
  return (await Promise.all(hashes)).flat().join(' ')
}
