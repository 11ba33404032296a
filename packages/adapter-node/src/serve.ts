// A sandbox on a port: node:http in front of `sandbox.handle()`. Streams and sockets live here and nowhere else.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Sandbox } from '@sandbed/core'
import type { NamedSandbox, Registry } from '@sandbed/core/control'
import { chooseWorld } from './control/worlds.js'
import { dateOf } from './date-of.js'
import { closeServer, listen } from './listen.js'
import { announcesTooMuch, createListener, type Served } from './listener.js'
import { refuseUnread } from './refuse-unread.js'
import { noteServedAt } from './served-at.js'
import { noteOwnServer } from './webhooks/own-servers.js'

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
   * Sandboxes that are reached on the same port, under `/s/{name}/` or with the header `Sandbed-World: {name}`; its `main` has to be the sandbox that is served.
   * @default none
   */
  readonly sandboxes?: Registry
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
  const { port = 4010, host = '127.0.0.1', timeouts = {}, sandboxes } = options
  const served: Served = {
    sandbox,
    closing: false,
    ...(sandboxes && { choose: (request) => chooseWorld(sandboxes, request) })
  }
  const listener = createListener(served)
  const server = createServer(
    {
      headersTimeout: timeouts.headers ?? 5_000,
      requestTimeout: timeouts.request ?? 30_000,
      connectionsCheckingInterval: 500,
      keepAliveTimeout: 5_000,
      // Node counts the request line too; what is over the sandbox's own limits is the sandbox's to refuse.
      maxHeaderSize: sandbox.limits.headerBytes + sandbox.limits.urlLength + 8 * 1024
    },
    listener
  )
  server.on('checkContinue', (request, response) => {
    if (!announcesTooMuch(request, served)) response.writeContinue()
    listener(request, response)
  })
  refuseUnread(server, { date: () => dateOf(served.sandbox) })
  await listen(server, port, host)
  const { address, port: actual } = server.address() as AddressInfo
  const forget = noteOwnServer(address, actual)
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${actual}`
  noteServedAt(sandbox, url)
  const noteAdded = ({ name, sandbox: added }: NamedSandbox): void => noteServedAt(added, `${url}/s/${name}`)
  sandboxes?.onAdd.add(noteAdded)
  return {
    url,
    port: actual,
    replace(next) {
      served.sandbox = next
      sandboxes?.replaceMain(next)
      noteServedAt(next, url)
    },
    close(grace = 2_000) {
      served.closing = true
      forget()
      sandboxes?.onAdd.delete(noteAdded)
      return closeServer(server, grace)
    }
  }
}
