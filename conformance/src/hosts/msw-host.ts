// MSW in this process: requests go out through `fetch` and never leave.
import { createSandbox } from '@sandbed/core'
import { sandboxHandlers } from '@sandbed/msw'
import { setupServer } from 'msw/node'
import { comparableHeaders, doorsOf, originOf, type Host, type World } from './host.js'

/** Starts MSW once for several worlds, each at an origin of its own. Closing the last one stops it. */
export function startMsw(worlds: readonly World[]): Host[] {
  const sandboxes = worlds.map(({ release, options }) => createSandbox({ ...options, release }))
  const handlers = sandboxes.flatMap((sandbox, index) =>
    sandboxHandlers(sandbox, { baseUrl: originOf(index) })
  )
  const server = setupServer(...handlers)
  server.listen()
  let open = worlds.length
  return sandboxes.map((sandbox, index) => ({
    async send({ method, path, headers, body }) {
      const response = await fetch(originOf(index) + path, {
        method,
        headers,
        body: body as Uint8Array<ArrayBuffer> | null,
        redirect: 'manual',
        signal: AbortSignal.timeout(5_000)
      })
      const bytes = new Uint8Array(await response.arrayBuffer())
      return { status: response.status, headers: comparableHeaders(response.headers), body: bytes }
    },
    ...doorsOf(sandbox),
    async close() {
      open--
      if (open === 0) server.close()
    }
  }))
}
