// Which of the running servers a command is for: the only one, or the one that `--server` names.
import { SandboxError } from '@sandbed/core'
import { readControlFiles, type ControlFile } from '@sandbed/node'

/** The server that `named` (its URL, or its port) stands for; the only one where nothing is named. Throws `no-server`. */
export async function findServer(named: string | undefined): Promise<ControlFile> {
  const running = await readControlFiles()
  const found = named === undefined ? running : running.filter((server) => isCalled(server, named))
  if (found.length === 1) return found[0]!
  throw new SandboxError('no-server', problem(named, found.length > 0 ? found : running))
}

function problem(named: string | undefined, servers: readonly ControlFile[]): string {
  const list = servers.map(({ api, pid }) => `${api} (process ${pid})`).join(', ')
  if (servers.length === 0)
    return named === undefined
      ? 'No server is running. Start one with: sdb serve <description>'
      : `No server is running at ${named}, nor anywhere else. Start one with: sdb serve <description>`
  return named === undefined
    ? `${servers.length} servers are running; say which one with --server <url or port>: ${list}.`
    : `No server is running at ${named}, but there is ${list}.`
}

/** Whether a server is the one at this URL or port, of its API or of its control plane. */
function isCalled({ api, url }: ControlFile, named: string): boolean {
  const wanted = /^\d+$/.test(named) ? named : originOf(named)
  return [api, url].some((own) => (/^\d+$/.test(named) ? new URL(own).port : originOf(own)) === wanted)
}

/** Without a path, and with one spelling of this machine. */
function originOf(text: string): string | undefined {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`)
  return url?.origin.replace('//localhost', '//127.0.0.1')
}
