// Real workerd: one process, one service and port for each world, each running `createWorker` over a release as a JSON module.
import type { AdvanceResult } from '@sandbed/core'
import type { Host, Sender, World } from './host.js'
import { httpHost } from './http-client.js'
import { advancePath, bundleWorker, hashPath } from './bundle-worker.js'
import { runWorkerd, type WorkerdProcess } from './run-workerd.js'

/** Running workerd: a host for each world, and the ports they listen on. Closing the last host ends the process too. */
export interface Workerd extends WorkerdProcess {
  readonly hosts: readonly Host[]
}

/** Starts workerd and resolves when every port listens. Rejects with what it printed when it ends before. */
export async function startWorkerd(worlds: readonly World[]): Promise<Workerd> {
  const module = await bundleWorker()
  const workerd = await runWorkerd(
    worlds.map(({ release, options }) => ({
      module,
      json: {
        'release.json': JSON.stringify(release),
        'options.json': JSON.stringify({ cors: false, ...options })
      }
    }))
  )
  let open = workerd.ports.length
  const hosts = workerd.ports.map((port): Host => {
    const host = httpHost(port, async () => {
      open--
      if (open === 0) await workerd.stop()
    })
    return {
      ...host,
      async stateHash(scope) {
        const [domain, everything] = (await readJson(host, hashPath)) as [string, string]
        return scope === 'domain' ? domain : everything
      },
      advance: async (by) => (await readJson(host, advancePath + by)) as AdvanceResult
    }
  })
  return { ...workerd, hosts }
}

async function readJson(host: Sender, path: string): Promise<unknown> {
  const { body } = await host.send({ method: 'GET', path, headers: {}, body: null })
  return JSON.parse(Buffer.from(body).toString('utf8'))
}
