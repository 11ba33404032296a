// The control plane on a port of its own: of this machine, for those who have its token.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { SandboxError } from '@sandbed/core'
import { createControl, type Catalogue, type Registry } from '@sandbed/core/control'
import { closeServer, listen } from '../listen.js'
import { refuseUnread } from '../refuse-unread.js'
import { classifyAddress } from '../webhooks/address-class.js'
import { noteOwnServer } from '../webhooks/own-servers.js'
import { createControlListener, withCode } from './control-listener.js'
import { makeControlToken, tokenCheck } from './control-token.js'

/** Options of `serveControl`. */
export interface ServeControlOptions {
  /**
   * 0 picks a free port.
   * @default 0
   */
  readonly port?: number
  /**
   * The address to listen on.
   * @default '127.0.0.1'
   */
  readonly host?: string
  /**
   * Lets it listen on another address than a loopback one. The token then goes over the network as it is: put something with TLS in front.
   * @default false
   */
  readonly allowRemote?: boolean
  /** Names under which it is reached besides: values of `Host`, such as `control.example:8443`. */
  readonly names?: readonly string[]
  /** Where the API is served, without a slash at the end. */
  readonly api?: string
  /** What there is to make sandboxes of, for the lists that show it. */
  readonly catalogue?: () => Catalogue
}

/** A control plane that listens. */
export interface ControlServer {
  /** `http://127.0.0.1:4011`, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** A secret: for a file that only its owner can read, and for nothing else. */
  readonly token: string
  /** Stops listening, and ends every answer that goes on. */
  close(): Promise<void>
}

/**
 * Serves the control plane of sandboxes. Resolves once it listens. Rejects with `cannot-listen`, and with `invalid-option` for an address that other machines
 * reach without `allowRemote`.
 *
 * @example
 * const sandboxes = createRegistry(sandbox, { create: (settings) => sandboxOf(loaded, options(settings)) })
 * const api = await serve(sandbox, { sandboxes })
 * const { url, token } = await serveControl(sandboxes, { api: api.url })
 */
export async function serveControl(
  sandboxes: Registry,
  options: ServeControlOptions = {}
): Promise<ControlServer> {
  const { port = 0, host = '127.0.0.1', allowRemote = false, names = [], api, catalogue } = options
  if (!allowRemote && host !== 'localhost' && classifyAddress(host) !== 'loopback')
    throw new SandboxError(
      'invalid-option',
      `The control plane does not listen on ${host}, which other machines can reach: its token would go over the network as it is. Pass allowRemote: true where that is meant.`
    )
  const token = makeControlToken()
  const streams = new Set<() => void>()
  const hosts: string[] = names.map((name) => name.toLowerCase())
  const control = createControl({
    sandboxes,
    isToken: tokenCheck(token),
    hosts: () => hosts,
    sleep: (milliseconds) => wait(milliseconds, undefined, { ref: false }),
    ...(api !== undefined && { api: () => api }),
    ...(catalogue && { catalogue })
  })
  const server = createServer(
    {
      headersTimeout: 5_000,
      requestTimeout: 60_000,
      connectionsCheckingInterval: 500,
      keepAliveTimeout: 5_000
    },
    createControlListener(control, streams)
  )
  refuseUnread(server, { as: withCode })
  await listen(server, port, host, '--control-port')
  const { address, port: actual } = server.address() as AddressInfo
  const literal = host.includes(':') ? `[${host}]` : host
  const own = [literal.toLowerCase(), '127.0.0.1', 'localhost', '[::1]']
  hosts.push(...own.map((name) => `${name}:${actual}`))
  // Clients leave out the port that goes without saying (RFC 9110, 4.2.1).
  if (actual === 80) hosts.push(...own)
  const forget = noteOwnServer(address, actual)
  return {
    url: `http://${literal}:${actual}`,
    port: actual,
    token,
    close() {
      forget()
      for (const end of streams) end()
      return closeServer(server, 2_000)
    }
  }
}
