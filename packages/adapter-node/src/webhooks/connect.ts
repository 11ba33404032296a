// From a destination to a connection: names are resolved once, addresses are filtered, and the one that was reached is checked
// before a byte is sent. A name that answers differently the second time is never asked a second time.
import { lookup as resolve } from 'node:dns/promises'
import { connect as connectSocket, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { classifyAddress } from './address-class.js'
import type { Destination } from './destination.js'
import { isOwnServer } from './own-servers.js'

/** Resolves a host name to all its addresses. */
export type Lookup = (hostname: string) => Promise<readonly ResolvedAddress[]>

/** An address of a host, as resolvers write it. */
export interface ResolvedAddress {
  readonly address: string
  readonly family: number
}

/** How to connect. */
export interface ConnectOptions {
  readonly allowLoopback?: boolean
  readonly allowOwnServers?: boolean
  /** @default the operating system's resolver */
  readonly lookup?: Lookup
  /** More certificates to trust, in PEM. */
  readonly ca?: string
  /** Ends the attempt. */
  readonly signal: AbortSignal
}

// Each is a chance to make this machine connect somewhere: a name with thousands of addresses is no reason to try them.
const mostAddresses = 4

/**
 * Connects to an allowed address of a destination, with TLS for https. Rejects when there is none, when the connection fails, when the
 * certificate is not right for the name (RFC 9110 section 4.3.4), and when it is aborted.
 */
export async function connectTo(destination: Destination, options: ConnectOptions): Promise<Socket> {
  const { signal, allowLoopback = false, allowOwnServers = false } = options
  const isAllowed = (address: string) => {
    const found = classifyAddress(address)
    if (!allowOwnServers && isOwnServer(address, destination.port)) return false
    return found === 'global' || (allowLoopback && found === 'loopback')
  }
  const addresses = await addressesOf(destination.hostname, options)
  const allowed = addresses.filter(({ address }) => isAllowed(address)).slice(0, mostAddresses)
  if (allowed.length === 0) throw new Error('no address of the host is allowed')
  signal.throwIfAborted()

  const { hostname: host, port } = destination
  const socket = connectSocket({
    host,
    port,
    // Not called for a host that is an address; that one was classified above.
    lookup: (_host, { all }, answer) => {
      if (all === true)
        answer(
          null,
          allowed.map(({ address, family }) => ({ address, family }))
        )
      else answer(null, allowed[0]!.address, allowed[0]!.family)
    },
    signal
  })
  await opened(socket, 'connect')
  if (!isAllowed(socket.remoteAddress ?? '')) {
    socket.destroy()
    throw new Error('the address that was reached is not allowed')
  }
  if (destination.url.protocol !== 'https:') return socket
  const secure = connectTls({
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ...(options.ca !== undefined && { ca: options.ca }),
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    // Said here, the environment cannot turn it off.
    rejectUnauthorized: true
  })
  await opened(secure, 'secureConnect')
  return secure
}

async function addressesOf(host: string, options: ConnectOptions): Promise<readonly ResolvedAddress[]> {
  const family = isIP(host)
  if (family !== 0) return [{ address: host, family }]
  const { signal, lookup = (name: string) => resolve(name, { all: true }) } = options
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
  return Promise.race([lookup(host), aborted])
}

/** Resolves at the event; rejects, with the socket gone, at an error or an end before it. */
function opened(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error?: Error) => {
      socket.destroy()
      reject(error ?? new Error('the connection was closed'))
    }
    socket.once('error', fail).once('close', fail)
    socket.once(event, () => {
      // A socket without a listener for its errors takes the process down with it.
      socket.off('error', fail).off('close', fail).on('error', ignore)
      resolve()
    })
  })
}

function ignore(): void {}
