// Where sandboxes of this process listen. Webhooks that come back here could go round for ever, so they are not sent.
import { classifyAddress } from './address-class.js'

const listening = new Set<{ readonly address: string; readonly port: number }>()

/** Notes that a sandbox listens; the result takes the note back. */
export function noteOwnServer(address: string, port: number): () => void {
  const server = { address, port }
  listening.add(server)
  return () => listening.delete(server)
}

/** Whether a sandbox of this process listens at an address. Every loopback address counts as one: it is the port that tells servers apart. */
export function isOwnServer(address: string, port: number): boolean {
  const isLocal = classifyAddress(address) === 'loopback'
  return [...listening].some((server) => server.port === port && (isLocal || server.address === address))
}
