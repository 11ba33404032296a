// Which addresses a webhook may be sent to: an allow-list. What no registry calls global unicast is not sent to.
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * - `global`: reachable from everywhere: IPv4 without the special blocks, 2000::/3 without the special blocks (IANA special-purpose
 *   address registries, RFC 6890);
 * - `loopback`: this machine: 127.0.0.0/8 and ::1;
 * - `other`: everything else, private networks and metadata services among it, and every text that is no address.
 */
export type AddressClass = 'global' | 'loopback' | 'other'

/**
 * Classifies an address as `node:net` and resolvers write them: no brackets, no port. An IPv6 address that stands for an IPv4 one has the
 * class of that: mapped (`::ffff:0:0/96`) and compatible (`::/96`, RFC 4291), 6to4 (`2002::/16`, RFC 3056) and NAT64 (`64:ff9b::/96`, RFC 6052).
 */
export function classifyAddress(address: string): AddressClass {
  const version = isIP(address)
  // A zone names a link of this machine, which only addresses that are not global have.
  if (version === 0 || address.includes('%')) return 'other'
  if (version === 4) return classOf(ipaddr.IPv4.parse(address))
  const { parts } = ipaddr.IPv6.parse(address)
  const inner = ipv4Within(parts)
  if (inner !== undefined && !isOwnLoopback(parts)) return classOf(inner)
  return classOf(new ipaddr.IPv6(parts))
}

function classOf(address: ipaddr.IPv4 | ipaddr.IPv6): AddressClass {
  const range = address.range()
  if (range === 'loopback') return 'loopback'
  const isGlobal = address.kind() === 'ipv4' || ((address as ipaddr.IPv6).parts[0]! & 0xe000) === 0x2000
  return range === 'unicast' && isGlobal ? 'global' : 'other'
}

function ipv4Within(parts: readonly number[]): ipaddr.IPv4 | undefined {
  const startsWith = (...prefix: readonly number[]) => prefix.every((part, index) => parts[index] === part)
  if (startsWith(0x2002)) return ipv4Of(parts[1]!, parts[2]!)
  const isCarrier =
    startsWith(0, 0, 0, 0, 0, 0xffff) || startsWith(0, 0, 0, 0, 0, 0) || startsWith(0x64, 0xff9b, 0, 0, 0, 0)
  return isCarrier ? ipv4Of(parts[6]!, parts[7]!) : undefined
}

function ipv4Of(high: number, low: number): ipaddr.IPv4 {
  return new ipaddr.IPv4([high >> 8, high & 255, low >> 8, low & 255])
}

/** `::1` has the form of a compatible address. */
function isOwnLoopback(parts: readonly number[]): boolean {
  return parts.every((part, index) => part === (index === 7 ? 1 : 0))
}
