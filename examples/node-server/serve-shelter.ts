// A copy of the pet shelter on a port, for whatever wants to call it: a front end, a mobile app, another service.
import { createSandbox, serve, type SandboxServer } from '@sandbed/node'

/** Listens on a loopback port, with CORS so that pages of other origins may call. */
export async function serveShelter(port: number): Promise<SandboxServer> {
  const description = new URL('../../descriptions/petstore.yaml', import.meta.url)
  const sandbox = await createSandbox(description, { mode: 'dynamic', seed: 'demo', cors: true })
  return serve(sandbox, { port })
}
