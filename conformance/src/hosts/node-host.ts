// The Node host, over a loopback port.
import { createSandbox } from '@sandbed/core'
import { serve } from '@sandbed/node'
import { doorsOf, type Host, type World } from './host.js'
import { httpHost } from './http-client.js'

/** Serves a world with `@sandbed/node` on a free port. */
export async function startNode(world: World): Promise<Host> {
  const sandbox = createSandbox({ ...world.options, release: world.release })
  const server = await serve(sandbox, { port: 0, host: '127.0.0.1' })
  return {
    ...httpHost(Number(new URL(server.url).port), () => server.close()),
    ...doorsOf(sandbox)
  }
}
