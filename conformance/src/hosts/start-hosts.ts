// All hosts by name.
import { startCore } from './core-host.js'
import type { Host, HostName, World } from './host.js'
import { startMsw } from './msw-host.js'
import { startNode } from './node-host.js'
import { startWorkerd } from './workerd-host.js'

/** Starts one host for each world, in their order. */
export async function startHosts(name: HostName, worlds: readonly World[]): Promise<readonly Host[]> {
  switch (name) {
    case 'core':
      return worlds.map(startCore)
    case 'node':
      return Promise.all(worlds.map(startNode))
    case 'msw':
      return startMsw(worlds)
    case 'workerd':
      return (await startWorkerd(worlds)).hosts
  }
}
