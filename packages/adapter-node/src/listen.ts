// A server of node:http begins to listen, and ends.
import type { Server } from 'node:http'
import { SandboxError } from '@sandbed/core'

/** Resolves once it listens. Rejects with `cannot-listen` when the port is taken or not allowed; `option` is what another one is chosen with. */
export function listen(server: Server, port: number, host: string, option = '--port'): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === 'EADDRINUSE'
          ? `the port is in use. Choose another with ${option}, or 0 for any free one`
          : cause.code === 'EACCES'
            ? 'that needs more rights. Choose a port above 1023'
            : cause.message
      reject(new SandboxError('cannot-listen', `Cannot listen on ${host}:${port}: ${reason}.`, { cause }))
    })
    server.listen(port, host, () => {
      // Later errors concern single connections that could not be accepted: the others go on.
      server.removeAllListeners('error').on('error', (error) => process.emitWarning(error))
      resolve()
    })
  })
}

/** Stops listening, lets running requests finish (at most `grace` milliseconds), then closes every connection. */
export function closeServer(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), grace)
    server.close(() => {
      clearTimeout(deadline)
      resolve()
    })
    server.closeIdleConnections()
  })
}
