// Sends the same requests to one host after another and prints what each answered. Run as a process of its own, so that a time zone
// and a locale can be given to it, and to the workerd it starts.
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { argv } from 'node:process'
import { printResponse, type HostName, type WireRequest, type World } from '../hosts/host.js'
import { startHosts } from '../hosts/start-hosts.js'

/** What the process reads: worlds, requests to them, and the hosts to ask. Bodies are base64. */
export interface ReplayInput {
  readonly worlds: readonly World[]
  readonly requests: readonly {
    readonly world: number
    readonly request: Omit<WireRequest, 'body'> & { readonly body: string | null }
  }[]
  readonly hosts: readonly HostName[]
}

/** What it writes: for each host, the printed response to each request, and a digest of them all. */
export type ReplayOutput = {
  readonly [host in HostName]?: { readonly digest: string; readonly responses: readonly string[] }
}

const [, , inputPath, outputPath] = argv as [string, string, string, string]
const { worlds, requests, hosts } = JSON.parse(await readFile(inputPath, 'utf8')) as ReplayInput
const output: { [host in HostName]?: { digest: string; responses: string[] } } = {}
for (const name of hosts) {
  const started = await startHosts(name, worlds)
  const responses: string[] = []
  for (const { world, request } of requests) {
    const body = request.body === null ? null : Buffer.from(request.body, 'base64')
    const response = await started[world]
      ?.send({ ...request, body })
      .then(printResponse, (error: unknown) => `no answer: ${String(error)}`)
    responses.push(response ?? 'no such world')
  }
  await Promise.all(started.map((host) => host.close()))
  output[name] = { digest: createHash('sha256').update(responses.join('\0')).digest('hex'), responses }
}
await writeFile(outputPath, JSON.stringify(output))
process.exit()
