// All hosts by name.
import { startCore } from './core-host.js'
import { originOf, type Host, type HostName, type World } from './host.js'
import { startMsw } from './msw-host.js'
import { startNode } from './node-host.js'
import { startWorkerd } from './workerd-host.js'

/** Starts one host for each world, in their order. */
export async function startHosts(name: HostName, worlds: readonly World[]): Promise<readonly Host[]> {
  switch (name) {
    case 'core':
      return worlds.map(startCore).map(addressed)
    case 'node':
      return (await Promise.all(worlds.map(startNode))).map(addressed)
    case 'msw':
      return startMsw(worlds)
    case 'workerd':
      return (await startWorkerd(worlds)).hosts.map(addressed)
  }
}

/** Requests say which authority they are for; MSW's have it in their URL. */
function addressed(host: Host, index: number): Host {
  const { host: authority } = new URL(originOf(index))
  return {
    ...host,
    send: (request) => host.send({ ...request, headers: { host: authority, ...request.headers } })
  }
}
