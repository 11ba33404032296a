// A sandbox on a port: node:http in front of `sandbox.handle()`. Streams and sockets live here and nowhere else.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { SandboxError, type Sandbox } from '@sandbed/core'
import { createListener } from './listener.js'

/** Options of `serve`. */
export interface ServeOptions {
  /**
   * 0 picks a free port.
   * @default 4010
   */
  readonly port?: number
  /**
   * The address to listen on. Anything but a loopback address lets other machines in.
   * @default '127.0.0.1'
   */
  readonly host?: string
  /**
   * Milliseconds a client may take for its headers and for its whole request; slower ones are answered 408.
   * @default { headers: 5000, request: 30000 }
   */
  readonly timeouts?: { readonly headers?: number; readonly request?: number }
  /**
   * Bytes of a request body that are read; longer ones are answered 413.
   * @default 1048576
   */
  readonly bodyLimit?: number
}

/** A sandbox that listens. */
export interface SandboxServer {
  /** `http://127.0.0.1:4010`, without a trailing slash. */
  readonly url: string
  readonly port: number
  /** Puts another sandbox behind the port, for the requests that come from now on. */
  replace(sandbox: Sandbox): void
  /** Stops listening, lets running requests finish (at most `grace` milliseconds, by default 2000), then closes every connection. */
  close(grace?: number): Promise<void>
}

/**
 * Serves a sandbox over HTTP and resolves once it listens. Rejects with `cannot-listen` when the port is taken or not allowed.
 *
 * @example
 * const server = await serve(sandbox, { port: 0 })
 * await fetch(`${server.url}/pets`)
 */
export async function serve(sandbox: Sandbox, options: ServeOptions = {}): Promise<SandboxServer> {
  const { port = 4010, host = '127.0.0.1', timeouts = {}, bodyLimit = 1024 * 1024 } = options
  let current = sandbox
  const listener = createListener(() => current, bodyLimit)
  const server = createServer(
    {
      headersTimeout: timeouts.headers ?? 5_000,
      requestTimeout: timeouts.request ?? 30_000,
      connectionsCheckingInterval: 500,
      keepAliveTimeout: 5_000,
      maxHeaderSize: 32 * 1024
    },
    listener
  )
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(417, { connection: 'close' }).end()
  })
  server.on('clientError', answerClientError)
  await listen(server, port, host)
  const { port: actual } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    port: actual,
    replace(next) {
      current = next
    },
    close: (grace = 2_000) => close(server, grace)
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === 'EADDRINUSE'
          ? `the port is in use. Choose another with --port, or 0 for any free one`
          : cause.code === 'EACCES'
            ? 'that needs more rights. Choose a port above 1023'
            : cause.message
      reject(new SandboxError('cannot-listen', `Cannot listen on ${host}:${port}: ${reason}.`, { cause }))
    })
    server.listen(port, host, resolve)
  })
}

/** What Node's parser refuses never reaches the listener: the connection is answered and closed here. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function close(server: Server, grace: number): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), grace)
    server.close(() => {
      clearTimeout(deadline)
      resolve()
    })
    server.closeIdleConnections()
  })
}
